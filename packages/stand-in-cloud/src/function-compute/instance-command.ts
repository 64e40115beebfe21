import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { BOOTSTRAP_FILE } from '../runtime-files';

/** Share of the memory for V8's heap; the rest is for stacks, buffers and child processes. */
const HEAP_SHARE = 0.9;
/**
 * MB of each half of V8's space for new objects. V8's own 16 MB fill with garbage before it looks for any: eight instances
 * then hold 250 MB more than they need (measured after 2,500 events), and here all are on one machine.
 */
const NEW_SPACE_MB = 2;
/** Kills the instance, even a frozen one, when the process that started it dies without `close()`. */
const DIE_WITH_KEEPER = ['--pdeathsig', 'KILL'];
/** Root may write read-only files. Without these capabilities it may not, so the code is read-only for root too. */
const OBEY_MODES = ['--bounding-set', '-dac_override,-dac_read_search'];

let privilegeTool: string[] | undefined;

/**
 * The command line of an instance. It holds no secret, since every user of the machine can read it.
 * @param preload path of a script that runs first
 */
export function instanceCommand(
  memorySizeMB: number,
  preload?: string,
): [command: string, ...args: string[]] {
  privilegeTool ??= findPrivilegeTool();
  const heapMB = Math.floor(memorySizeMB * HEAP_SHARE);
  const [command = process.execPath, ...rest] = [
    ...privilegeTool,
    process.execPath,
    `--max-old-space-size=${heapMB}`,
    `--max-semi-space-size=${NEW_SPACE_MB}`,
    ...(preload === undefined ? [] : ['--require', preload]),
    BOOTSTRAP_FILE,
  ];
  return [command, ...rest];
}

/** `setpriv` of util-linux with the options above, where it is installed and allowed to do so; otherwise nothing. */
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
