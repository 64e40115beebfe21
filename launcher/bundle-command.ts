import { readFile } from 'node:fs/promises';
import { dirname, relative, sep } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { PROJECT_ROOT } from '../lib/project-root';
import { separateClients } from './bundle-clients';
import { type Bundle, COMMON, named } from './esbuild-options';

/** Where the directory of the bundle is below the project: `dist/command/HASH`. */
const TO_ROOT = '../../..';

/**
 * Our own modules find what is not compiled (assets, samples, the bootstrap of functions) from where their source is.
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

/** The command as ES modules, because only these can be split: each command is loaded when it is asked for. */
const COMMAND = {
  ...COMMON,
  entryPoints: { media: 'bin/media.ts' },
  format: 'esm',
  splitting: true,
  outExtension: { '.js': '.mjs' },
  // It has programs of its own.
  external: ['esbuild'],
  banner: {
    // What CommonJS modules expect around them, made once for all files.
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

/** The CDK app, which runs in a process of its own. The CDK is large and stays where it is installed. */
const APP = {
  ...COMMON,
  entryPoints: { app: 'bin/app.ts' },
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  external: ['esbuild', '@alicloud/ros-cdk-*'],
  plugins: [ownDirectories],
  banner: { js: `const __inProject=(folder)=>require('node:path').join(__dirname,'${TO_ROOT}',folder);` },
} satisfies BuildOptions;

/**
 * @param clients directory of the clients, relative to that of the bundle
 * @throws Error of esbuild for a source that does not compile, with its place
 */
export async function bundleCommand(clients: string): Promise<Bundle> {
  const plugins = [ownDirectories, separateClients(clients)];
  const results = await Promise.all([build({ ...COMMAND, plugins }), build(APP)]);
  const sources = results.flatMap(({ metafile }) => Object.keys(metafile.inputs));
  return {
    files: results.flatMap(({ outputFiles }) => outputFiles.map(named)),
    sources: [...new Set(sources)].filter((path) => !path.startsWith('client:')).sort(),
  };
}
