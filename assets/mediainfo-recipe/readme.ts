import type { Manifest } from './manifest';

/** SPDX licence expressions for the shipped parts, read from each package's copyright file. */
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

/** The build stops at a new package until somebody has read its licence. */
function licenceOf(source: string): string {
  const known = licences.find(([name]) => name.test(source));
  if (known === undefined) {
    throw new Error(
      `readme: no licence is known for "${source}"; read licences/${source}.txt and add it here`,
    );
  }
  return known[1];
}

/** Which files were built from which source package. */
function filesBySource(manifest: Manifest): Map<string, { version: string; files: string[] }> {
  const sources = new Map<string, { version: string; files: string[] }>();
  for (const { path, origin } of manifest.files) {
    if (path.startsWith('licences/')) continue;
    const from = manifest.packages[origin];
    const name = from?.source ?? origin;
    const entry = sources.get(name) ?? { version: from?.sourceVersion ?? manifest.curl.version, files: [] };
    entry.files.push(`\`${path}\``);
    sources.set(name, entry);
  }
  return sources;
}

/**
 * The readme that is shipped with the files: what they are, how to run them, their licences and where their
 * sources are.
 */
export function readme(manifest: Manifest): string {
  const { version, suite, environment, command, curl } = manifest;
  const rows = [...filesBySource(manifest)].map(
    ([name, source]) =>
      `| ${source.files.join('<br>')} | ${name} ${source.version} | ${licenceOf(name)} | [text](licences/${name}.txt) |`,
  );
  const variables = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  return `<!-- Written by assets/mediainfo-recipe; changes made here are lost. -->
# MediaInfo ${version}, complete

MediaInfo with its own loader, C library and every other library it needs, for x86-64 Linux of any age and with any
libc of its own, down to an empty root directory.

\`\`\`
${[...variables, ...command].join(' ')} FILE-OR-URL
\`\`\`

Paths are relative to this folder. The two variables make it print UTF-8; without them it runs as well, and prints
\`?\` for every character that is not ASCII. URLs are \`http://\` with an IPv4 address, and no proxy is ever asked.

## How it was made

The files are those of Debian's packages, byte for byte: suite ${suite.name}, state of ${suite.released.slice(0, 10)}. The one exception is
\`lib/libcurl-gnutls.so.4\`, built from Debian's source of curl ${curl.version} with nothing but HTTP in it. \`manifest.json\`
holds the SHA-256 of every file, package and source, and how libcurl was configured. To make all of it anew from
today's packages, on a Debian machine: \`assets/mediainfo-recipe/build.sh\`.

## Notice

This product uses [MediaInfo](https://mediaarea.net/MediaInfo) library,
Copyright (c) 2002-${suite.released.slice(0, 4)} [MediaArea.net SARL](mailto:Info@MediaArea.net).

| Files | Debian source package | Licence | |
|---|---|---|---|
${rows.join('\n')}

These refer to [GPL-3](licences/GPL-3.txt), [LGPL-2.1](licences/LGPL-2.1.txt) and [LGPL-3](licences/LGPL-3.txt).

The complete source of each part is the named Debian source package: \`apt-get source NAME=VERSION\` on a machine whose
sources list has the suite; Debian's snapshot archive keeps the versions that a suite has moved on from. Every library
is a file of its own that is found by its name: put a changed build of one in its place and it is used.
`;
}
