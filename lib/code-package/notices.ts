import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../project-root';

/** Matches the folder, relative to the project, of the package that a bundled module belongs to. */
const PACKAGE = /^(.*\bnode_modules\/(?:@[^/]+\/)?[^/]+)\//;

const LICENCE_FILE = /^licen[cs]e(\.|$)/i;

/**
 * The licences of all packages in a bundle, because they require it of everybody who distributes them. For a
 * package without a licence text, the licence that it declares.
 *
 * @param modules paths of the bundled modules, relative to the project
 */
export function licenceNotices(modules: string[]): string {
  const folders = new Set(modules.flatMap((path) => PACKAGE.exec(path)?.[1] ?? []));
  return [...folders].sort().map(noticeOf).join('\n');
}

function noticeOf(folder: string): string {
  const directory = join(PROJECT_ROOT, folder);
  const declared = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
  const { name, version, license, author, repository } = declared;
  const file = readdirSync(directory).find((entry) => LICENCE_FILE.test(entry));
  const by = author?.name ?? author ?? '';
  const text = file
    ? readFileSync(join(directory, file), 'utf8').trim()
    : [by && `Copyright ${by}`, repository?.url ?? repository ?? ''].filter(Boolean).join('\n');
  return `${name} ${version} (${license})\n\n${text}\n`;
}
