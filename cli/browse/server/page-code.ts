import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMPILED_DIRECTORY } from '../../program/compiled';

/** A file of the page, under a name that changes with its content. */
export interface PageFile {
  path: string;
  type: string;
  content: Buffer;
}

const TYPES = { 'page.js': 'text/javascript; charset=utf-8', 'page.css': 'text/css; charset=utf-8' };

/** What runs in the browser: bundled with the command when that is compiled, otherwise now, from its source. */
export async function pageFiles(): Promise<PageFile[]> {
  const contents = COMPILED_DIRECTORY ? readFrom(COMPILED_DIRECTORY) : await bundleNow();
  return Object.entries(TYPES).map(([name, type]) => {
    const content = contents.get(name)!;
    const hash = createHash('sha256').update(content).digest('hex').slice(0, 12);
    return { path: `/${name.replace('.', `.${hash}.`)}`, type, content };
  });
}

const readFrom = (folder: string): Map<string, Buffer> =>
  new Map(Object.keys(TYPES).map((name) => [name, readFileSync(join(folder, name))]));

async function bundleNow(): Promise<Map<string, Buffer>> {
  const { build } = await import('esbuild');
  const { PAGE_BUNDLE } = await import('./page-bundle.js');
  const { outputFiles } = await build(PAGE_BUNDLE);
  return new Map(
    outputFiles.map(({ path, contents }) => [path.slice(path.lastIndexOf('/') + 1), Buffer.from(contents)]),
  );
}
