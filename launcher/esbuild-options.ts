import type { BuildOptions, OutputFile } from 'esbuild';
import { PROJECT_ROOT } from '../lib/project-root';

/** Files that belong together, and what they were made of. */
export interface Bundle {
  /** Names in the directory that the bundle goes to. */
  files: { path: string; contents: Uint8Array }[];
  /** Every module that went in, relative to the project. */
  sources: string[];
}

/** Everything of esbuild's output that could differ between machines is fixed here. */
export const COMMON = {
  absWorkingDir: PROJECT_ROOT,
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  // The oldest that package.json allows.
  target: 'node20',
  charset: 'utf8',
  legalComments: 'none',
  metafile: true,
  write: false,
  logLevel: 'silent',
} satisfies BuildOptions;

/** The file's name and content. */
export const named = ({ path, contents }: OutputFile): Bundle['files'][number] => ({
  path: path.slice(path.lastIndexOf('/') + 1),
  contents,
});
