import type { BuildOptions, OutputFile } from 'esbuild';
import { PROJECT_ROOT } from '../lib/project-root';

/** The files of one bundle, and the sources that they were made from. */
export interface Bundle {
  /** Paths are relative to the bundle's directory. */
  files: { path: string; contents: Uint8Array }[];
  /** Every bundled module, relative to the project. */
  sources: string[];
}

/** Fixes every option that could make esbuild's output differ between machines. */
export const COMMON = {
  absWorkingDir: PROJECT_ROOT,
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  // The oldest version that package.json allows.
  target: 'node20',
  charset: 'utf8',
  legalComments: 'none',
  metafile: true,
  write: false,
  logLevel: 'silent',
} satisfies BuildOptions;

/** The name and content of an output file. */
export const named = ({ path, contents }: OutputFile): Bundle['files'][number] => ({
  path: path.slice(path.lastIndexOf('/') + 1),
  contents,
});
