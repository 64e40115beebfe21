import type { BuildOptions } from 'esbuild';
import { PROJECT_ROOT } from '../../../lib/project-root';

/** How what runs in the browser is bundled; for browsers of the last years. */
export const PAGE_BUNDLE = {
  absWorkingDir: PROJECT_ROOT,
  entryPoints: { page: 'cli/browse/page/main.ts' },
  outdir: 'dist',
  bundle: true,
  minify: true,
  platform: 'browser',
  format: 'esm',
  target: ['chrome111', 'firefox113', 'safari16.4'],
  charset: 'utf8',
  legalComments: 'none',
  metafile: true,
  write: false,
  logLevel: 'silent',
} satisfies BuildOptions & { write: false };
