import { type BuildOptions, build, type Plugin } from 'esbuild';
import { type Bundle, COMMON, named } from './esbuild-options';

/**
 * Clients of the cloud whose code is not valid in strict mode (one assigns to undeclared variables). ES
 * modules are always strict, so each client becomes its own CommonJS file, which is loaded when needed. They
 * change only when other packages are installed, and take longer to compile than everything else.
 */
const CLIENTS = ['tablestore', 'ali-oss', '@alicloud/credentials'];

/** `@alicloud/credentials` to `alicloud-credentials`. */
const fileOf = (client: string): string => client.replace(/^@/, '').replace('/', '-');

const OPTIONS = {
  ...COMMON,
  entryPoints: Object.fromEntries(CLIENTS.map((client) => [fileOf(client), client])),
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  // The OSS SDK loads it only when a proxy is configured. It is not installed with the SDK.
  external: ['proxy-agent'],
  // These files are large, and load a quarter faster when minified. Lines stay short, so that Node's stack
  // traces stay readable.
  minify: true,
  lineLimit: 160,
} satisfies BuildOptions;

export async function bundleClients(): Promise<Bundle> {
  const { outputFiles, metafile } = await build(OPTIONS);
  return { files: outputFiles.map(named), sources: Object.keys(metafile.inputs) };
}

/**
 * An esbuild plugin: a module that imports one of the clients loads the client's file instead.
 * @param directory of the clients, relative to the directory of the module's bundle
 */
export function separateClients(directory: string): Plugin {
  return {
    name: 'separate clients',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^(@alicloud\/)?[a-z0-9-]+$/ }, ({ path }) =>
        CLIENTS.includes(path) ? { path, namespace: 'client' } : undefined,
      );
      onLoad({ filter: /.*/, namespace: 'client' }, ({ path }) => ({
        contents: `module.exports = require('${directory}/${fileOf(path)}.cjs');`,
      }));
      onResolve({ filter: /.*/, namespace: 'client' }, ({ path }) => ({ path, external: true }));
    },
  };
}
