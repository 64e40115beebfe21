import { readFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { type BuildOptions, build, type OutputFile, type Plugin } from 'esbuild';
import { PROJECT_ROOT } from '../lib/project-root';

export interface CommandBundle {
  /** Paths relative to the directory that the bundle goes to. */
  files: { path: string; contents: Uint8Array }[];
  /** Every module that went in, relative to the project. */
  sources: string[];
}

/** Where the directory of the bundle is below the project: `dist/HASH`. */
const TO_ROOT = '../..';

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

/**
 * Clients of the cloud that are not in strict mode (one assigns to variables that it never declared), as an ES module
 * always is: each becomes a CommonJS file of its own, which is loaded where it is needed.
 */
const CLIENTS = ['tablestore', 'ali-oss', '@alicloud/fc2', '@alicloud/credentials'];

/** `@alicloud/fc2` to `alicloud-fc2`. */
const fileOf = (client: string): string => client.replace(/^@/, '').replace('/', '-');

const separateClients: Plugin = {
  name: 'separate clients',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(@alicloud\/)?[a-z0-9-]+$/ }, ({ path }) =>
      CLIENTS.includes(path) ? { path, namespace: 'client' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'client' }, ({ path }) => ({
      contents: `module.exports = require('./${fileOf(path)}.cjs');`,
    }));
    onResolve({ filter: /.*/, namespace: 'client' }, ({ path }) => ({ path, external: true }));
  },
};

/** Everything of esbuild's output that could differ between machines is fixed here. */
const COMMON = {
  absWorkingDir: PROJECT_ROOT,
  outdir: 'dist',
  bundle: true,
  // As it is written: it starts as fast, and where it fails Node shows the line.
  minify: false,
  platform: 'node',
  // The oldest that package.json allows.
  target: 'node20',
  charset: 'utf8',
  legalComments: 'none',
  metafile: true,
  write: false,
  logLevel: 'silent',
  plugins: [ownDirectories],
} satisfies BuildOptions;

/** The command as ES modules, because only these can be split: each command is loaded when it is asked for. */
const COMMAND = {
  ...COMMON,
  entryPoints: { media: 'bin/media.ts' },
  format: 'esm',
  splitting: true,
  outExtension: { '.js': '.mjs' },
  // It has programs of its own.
  external: ['esbuild'],
  plugins: [...COMMON.plugins, separateClients],
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

const SEPARATE_CLIENTS = {
  ...COMMON,
  entryPoints: Object.fromEntries(CLIENTS.map((client) => [fileOf(client), client])),
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  // Loaded by the OSS SDK only where a proxy is configured, and not installed with it.
  external: ['proxy-agent'],
  // They are large, and a quarter faster to load this way; lines stay short for the traces of Node.
  minify: true,
  lineLimit: 160,
} satisfies BuildOptions;

/** The CDK app, which runs in a process of its own. The CDK is large and stays where it is installed. */
const APP = {
  ...COMMON,
  entryPoints: { app: 'bin/app.ts' },
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  external: ['esbuild', '@alicloud/ros-cdk-*'],
  banner: { js: `const __inProject=(folder)=>require('node:path').join(__dirname,'${TO_ROOT}',folder);` },
} satisfies BuildOptions;

/** @throws Error of esbuild for a source that does not compile, with its place */
export async function bundleCommand(): Promise<CommandBundle> {
  const results = await Promise.all([COMMAND, SEPARATE_CLIENTS, APP].map((options) => build(options)));
  return {
    files: results.flatMap(({ outputFiles }) => outputFiles.map(named)).sort(byPath),
    sources: [...new Set(results.flatMap(({ metafile }) => Object.keys(metafile.inputs)))]
      .filter((path) => !path.startsWith('client:'))
      .sort(),
  };
}

const named = ({ path, contents }: OutputFile) => ({
  path: relative(join(PROJECT_ROOT, 'dist'), path),
  contents,
});

const byPath = (a: { path: string }, b: { path: string }): number => (a.path < b.path ? -1 : 1);
