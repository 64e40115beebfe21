import type { AnyCommand } from './program/declaration';

/** Every command by its name, in the order of the help; loaded when it is asked for. */
export const COMMANDS: Readonly<Record<string, () => Promise<{ command: AnyCommand }>>> = {
  try: () => import('./try/command.js'),
  local: () => import('./local/command.js'),
  put: () => import('./put/command.js'),
  find: () => import('./find/command.js'),
  show: () => import('./show/command.js'),
  stats: () => import('./stats/command.js'),
  failed: () => import('./failed/command.js'),
  retry: () => import('./retry/command.js'),
  backfill: () => import('./backfill/command.js'),
  soak: () => import('./soak/command.js'),
  completion: () => import('./completion/command.js'),
};
