import type { Manifest } from './manifest';

/** SPDX expressions for the parts that are shipped, read from each package's copyright file. */
const licences: [source: RegExp, licence: string][] = [
  [/^mediainfo$/, 'BSD-2-Clause'],
  [/^libmediainfo$/, 'BSD-2-Clause, parts Zlib and BSD-like (AES of Brian Gladman)'],
  [/^libzen$/, 'Zlib, one file LGPL-3.0-or-later'],
  [/^tinyxml2$/, 'Zlib'],
  [/^zlib$/, 'Zlib'],
  [/^curl$/, 'curl'],
  [/^glibc$/, 'LGPL-2.1-or-later, with parts under other licences'],
  [/^gcc-\d+$/, 'GPL-3.0-or-later WITH GCC-exception-3.1'],
];

/** A package that is new in the closure must not be shipped before somebody has read its licence. */
function licenceOf(source: string): string {
  const known = licences.find(([name]) => name.test(source));
  if (known === undefined) {
    throw new Error(
      `notice: no licence is known for "${source}"; read licences/${source}.txt and add it here`,
    );
  }
  return known[1];
}

/** The notice that goes wherever the files go: what they are, under which licence, and where their source is. */
export function notice(manifest: Manifest): string {
  const sources = new Map<string, { version: string; files: string[] }>();
  for (const { path, origin } of manifest.files) {
    if (path.startsWith('licences/')) continue;
    const from = manifest.packages[origin];
    const name = from?.source ?? origin;
    const entry = sources.get(name) ?? { version: from?.sourceVersion ?? manifest.curl.version, files: [] };
    entry.files.push(`\`${path}\``);
    sources.set(name, entry);
  }
  const rows = [...sources].map(
    ([name, { version, files }]) =>
      `| ${files.join('<br>')} | ${name} ${version} | ${licenceOf(name)} | [licences/${name}.txt](licences/${name}.txt) |`,
  );
  return `# Notice

This folder holds MediaInfo ${manifest.version} and the libraries it runs with, as Debian builds them
(suite ${manifest.suite.name}, state of ${manifest.suite.released.slice(0, 10)}); libcurl is built from Debian's
source of it with everything but HTTP left out. Nothing else was changed.

This product uses [MediaInfo](https://mediaarea.net/MediaInfo) library,
Copyright (c) 2002-${manifest.suite.released.slice(0, 4)} [MediaArea.net SARL](mailto:Info@MediaArea.net).

| Files | Debian source package and version | Licence | Text |
|---|---|---|---|
${rows.join('\n')}

The texts these files refer to are in [licences/GPL-3.txt](licences/GPL-3.txt),
[licences/LGPL-2.1.txt](licences/LGPL-2.1.txt) and [licences/LGPL-3.txt](licences/LGPL-3.txt).

The source of each part is the named Debian source package: \`apt-get source NAME=VERSION\` on a machine whose
sources list has the suite; Debian's snapshot archive keeps the versions that a suite has moved on from. Every
library is a file of its own and is found by name at start: put a changed build of one in its place and it is used.
`;
}
