import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { BOOTSTRAP_FILE } from '../runtime-files';

/** What V8 may take of the memory; the rest is for its stacks and buffers and for child processes. */
const HEAP_SHARE = 0.9;
/** Kills an instance, frozen or not, when its keeper dies without `close()`. */
const DIE_WITH_KEEPER = ['--pdeathsig', 'KILL'];
/** Root may write where the mode forbids it; without these capabilities it may not, and the code is read-only. */
const OBEY_MODES = ['--bounding-set', '-dac_override,-dac_read_search'];

let privilegeTool: string[] | undefined;

/** The command line of an instance: no environment and no secret in it, since every user can read it. */
export function instanceCommand(memorySizeMB: number): [command: string, ...args: string[]] {
  privilegeTool ??= findPrivilegeTool();
  const heapMB = Math.floor(memorySizeMB * HEAP_SHARE);
  const [command = process.execPath, ...rest] = [
    ...privilegeTool,
    process.execPath,
    `--max-old-space-size=${heapMB}`,
    BOOTSTRAP_FILE,
  ];
  return [command, ...rest];
}

/** setpriv of util-linux where it is there and may do what is asked, else nothing. */
function findPrivilegeTool(): string[] {
  const asRoot = process.getuid?.() === 0;
  const wanted = asRoot ? [[...DIE_WITH_KEEPER, ...OBEY_MODES], DIE_WITH_KEEPER] : [DIE_WITH_KEEPER];
  for (const directory of ['/usr/bin', '/bin', '/usr/local/bin']) {
    for (const options of wanted) {
      const command = [path.join(directory, 'setpriv'), ...options];
      if (spawnSync(command[0] as string, [...command.slice(1), 'true']).status === 0) {
        return command;
      }
    }
  }
  return [];
}
