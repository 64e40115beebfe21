import { execFile } from 'node:child_process';
import type { Manifest } from '../../assets/mediainfo-recipe/manifest';

interface Result {
  stdout: string;
  stderr: string;
  code: number;
}

interface Options {
  /** The whole environment; by default what the manifest asks for. */
  env?: Record<string, string>;
  loaderOptions?: string[];
  /** A command in front of the loader. */
  prefix?: string[];
}

function execute([file, ...args]: string[], env: Record<string, string>): Promise<Result> {
  return new Promise((resolve, reject) => {
    execFile(file!, args, { env, maxBuffer: 16 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error !== null && typeof error.code !== 'number') reject(error);
      else resolve({ stdout, stderr, code: error === null ? 0 : Number(error.code) });
    });
  });
}

/** Runs the shipped program from a folder in the way its manifest says. */
export function run(
  folder: string,
  manifest: Manifest,
  options: Options,
  ...args: string[]
): Promise<Result> {
  const here = (path: string) => `${folder}/${path}`;
  const [loader, ...rest] = manifest.command;
  const command = rest.map((word, index) =>
    word.includes('/') || rest[index - 1] === '--library-path' ? here(word) : word,
  );
  const { LC_CTYPE, LOCPATH } = manifest.environment;
  const env = options.env ?? { LC_CTYPE, LOCPATH: here(LOCPATH) };
  return execute(
    [...(options.prefix ?? []), here(loader!), ...(options.loaderOptions ?? []), ...command, ...args],
    env,
  );
}
