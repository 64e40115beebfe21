import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../lib/project-root';

/** One exported constant. */
export interface Constant {
  /** What it is, as a comment. */
  about: string;
  name: string;
  /** In TypeScript. @default - as the value tells */
  type?: string;
  value: unknown;
}

/** A module of figures as text, before the formatter. */
export const renderModule = (imports: readonly string[], constants: readonly Constant[]): string =>
  [
    '// Written by `npm run bench -- --vcpu --write`; changes made here are lost.',
    ...imports,
    ...constants.flatMap(({ about, name, type, value }) => [
      '',
      `/** ${about} */`,
      `export const ${name}${type === undefined ? '' : `: ${type}`} = ${literalOf(value)};`,
    ]),
    '',
  ].join('\n');

/** JSON whose names and texts are as the project writes them. */
const literalOf = (value: unknown): string =>
  JSON.stringify(value)
    .replace(/"([a-zA-Z]+)":/g, '$1:')
    .replace(/"/g, "'");

/** Writes a module in the project's format. @param path below the project */
export function writeModule(path: string, imports: readonly string[], constants: readonly Constant[]): void {
  const file = join(PROJECT_ROOT, path);
  writeFileSync(file, renderModule(imports, constants));
  const biome = join(PROJECT_ROOT, 'node_modules', '.bin', 'biome');
  execFileSync(biome, ['check', '--write', file], { cwd: PROJECT_ROOT, stdio: 'ignore' });
}
