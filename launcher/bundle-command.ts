import { readFile } from 'node:fs/promises';
import { dirname, relative, sep } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { PAGE_BUNDLE } from '../cli/browse/server/page-bundle';
import { PROJECT_ROOT } from '../lib/project-root';
import { separateClients } from './bundle-clients';
import { type Bundle, COMMON, named } from './esbuild-options';

/** The way from the bundle's directory, `dist/command/HASH`, to the project. */
const TO_ROOT = '../../..';

/**
 * Our modules find files that are not compiled (assets, samples, the bootstrap of functions) relative to
 * their own source file. So give each module the directory of its source.
 */
const ownDirectories: Plugin = {
  name: 'own directories',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      if (!source.includes('__dirname')) return undefined;
      const folder = relative(PROJECT_ROOT, dirname(path)).split(sep).join('/');
      const contents = source.replaceAll('__dirname', `__inProject(${JSON.stringify(folder)})`);
      return { loader: 'ts', contents };
    });
  },
};

/**
 * The command as ES modules, because esbuild can only split these. Each command is loaded when it is called.
 */
const COMMAND = {
  ...COMMON,
  entryPoints: { media: 'bin/media.ts' },
  format: 'esm',
  splitting: true,
  outExtension: { '.js': '.mjs' },
  // It contains executable programs.
  external: ['esbuild'],
  banner: {
    // Variables that CommonJS modules expect, defined once for all files.
    js: [
      "import{createRequire as __createRequire}from'node:module';",
      'const{require,__filename,__dirname,__inProject,__compiledDirectory}=globalThis.__compiledMedia??=(()=>{',
      'const require=__createRequire(import.meta.url);',
      "const __filename=require('node:url').fileURLToPath(import.meta.url);",
      "const{dirname,join}=require('node:path'),__dirname=dirname(__filename);",
      `const __inProject=(folder)=>join(__dirname,'${TO_ROOT}',folder);`,
      'return{require,__filename,__dirname,__inProject,__compiledDirectory:__dirname}})();',
    ].join(''),
  },
} satisfies BuildOptions;

/**
 * The CDK app, and what finds the functions' code: each runs in its own process. The CDK is large, so it is not
 * bundled but loaded from where it is installed; so is the bundler, in a checkout.
 */
const APP = {
  ...COMMON,
  entryPoints: { app: 'bin/app.ts', code: 'bin/code.ts' },
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  external: ['esbuild', '@alicloud/ros-cdk-*'],
  plugins: [ownDirectories],
  banner: { js: `const __inProject=(folder)=>require('node:path').join(__dirname,'${TO_ROOT}',folder);` },
} satisfies BuildOptions;

/**
 * @param clients directory of the clients, relative to the directory of the bundle
 * @throws Error of esbuild when a source does not compile; it names the place
 */
export async function bundleCommand(clients: string): Promise<Bundle> {
  const plugins = [ownDirectories, separateClients(clients)];
  const results = await Promise.all([build({ ...COMMAND, plugins }), build(APP), build(PAGE_BUNDLE)]);
  const sources = results.flatMap(({ metafile }) => Object.keys(metafile.inputs));
  return {
    files: results.flatMap(({ outputFiles }) => outputFiles.map(named)),
    sources: [...new Set(sources)].filter((path) => !path.startsWith('client:')).sort(),
  };
}
