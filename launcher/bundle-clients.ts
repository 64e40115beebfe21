import { type BuildOptions, build, type Plugin } from 'esbuild';
import { PROJECT_ROOT } from '../lib/project-root';
import { type Bundle, COMMON, named } from './esbuild-options';

/**
 * Clients of the cloud whose code is not valid in strict mode (one assigns to undeclared variables). ES
 * modules are always strict, so each file of clients here is a CommonJS file, which is loaded when needed. They
 * change only when other packages are installed, and take longer to compile than everything else.
 */
const CLIENTS: Record<string, readonly string[]> = {
  tablestore: ['tablestore'],
  'ali-oss': ['ali-oss'],
  'alicloud-credentials': ['@alicloud/credentials'],
  // They share most of what they are made of, and are needed together.
  'alicloud-deployment': ['@alicloud/ros20190910', '@alicloud/sts20150401'],
};

const FILE_OF = new Map(
  Object.entries(CLIENTS).flatMap(([file, clients]) => clients.map((client) => [client, file] as const)),
);

/** The source of a file: each of its clients by name, loaded when it is asked for. */
const sourceOf = (clients: readonly string[]): string =>
  clients
    .map((client) => `exports[${JSON.stringify(client)}] = () => require(${JSON.stringify(client)});`)
    .join('\n');

/** An esbuild plugin: gives the entry points `client:FILE` their sources. */
const clientFiles: Plugin = {
  name: 'client files',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^client:/ }, ({ path }) => ({ path, namespace: 'client-file' }));
    onLoad({ filter: /.*/, namespace: 'client-file' }, ({ path }) => ({
      contents: sourceOf(CLIENTS[path.slice('client:'.length)] ?? []),
      resolveDir: PROJECT_ROOT,
    }));
  },
};

const OPTIONS = {
  ...COMMON,
  entryPoints: Object.fromEntries(Object.keys(CLIENTS).map((file) => [file, `client:${file}`])),
  plugins: [clientFiles],
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
  const sources = Object.keys(metafile.inputs).filter((path) => !path.startsWith('client-file:'));
  return { files: outputFiles.map(named), sources };
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
        FILE_OF.has(path) ? { path, namespace: 'client' } : undefined,
      );
      onLoad({ filter: /.*/, namespace: 'client' }, ({ path }) => ({
        contents: `module.exports = require('${directory}/${FILE_OF.get(path)}.cjs')['${path}']();`,
      }));
      onResolve({ filter: /.*/, namespace: 'client' }, ({ path }) => ({ path, external: true }));
    },
  };
}
