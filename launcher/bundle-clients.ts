import { type BuildOptions, build, type Plugin } from 'esbuild';
import { type Bundle, COMMON, named } from './esbuild-options';

/**
 * Clients of the cloud that are not in strict mode (one assigns to variables that it never declared), as an ES module
 * always is: each becomes a CommonJS file of its own, which is loaded where it is needed. They change with the installed
 * packages only, and take longer to compile than all the rest.
 */
const CLIENTS = ['tablestore', 'ali-oss', '@alicloud/fc2', '@alicloud/credentials'];

/** `@alicloud/fc2` to `alicloud-fc2`. */
const fileOf = (client: string): string => client.replace(/^@/, '').replace('/', '-');

const OPTIONS = {
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

export async function bundleClients(): Promise<Bundle> {
  const { outputFiles, metafile } = await build(OPTIONS);
  return { files: outputFiles.map(named), sources: Object.keys(metafile.inputs) };
}

/**
 * Has a module that imports one of the clients load its file.
 * @param directory of the clients, relative to that of the module's bundle
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
