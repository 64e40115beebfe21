import { command as audit } from './audit/command';
import { command as backfill } from './backfill/command';
import { command as browse } from './browse/command';
import { command as check } from './check/command';
import { command as completion } from './completion/command';
import { command as deploy } from './deploy/command';
import { command as destroy } from './destroy/command';
import { command as doctor } from './doctor/command';
import { command as failed } from './failed/command';
import { command as find } from './find/command';
import { command as local } from './local/command';
import { command as logs } from './logs/command';
import { command as policy } from './policy/command';
import type { AnyCommand } from './program/declaration';
import { command as put } from './put/command';
import { command as retry } from './retry/command';
import { command as show } from './show/command';
import { command as soak } from './soak/command';
import { command as stats } from './stats/command';
import { command as tryFiles } from './try/command';

/**
 * All commands, in the order of the help. This is loaded at every start, so it only contains declarations.
 * The code of a command is loaded by its `run`.
 */
export const COMMANDS: readonly AnyCommand[] = [
  tryFiles,
  local,
  deploy,
  destroy,
  doctor,
  put,
  find,
  show,
  stats,
  browse,
  check,
  policy,
  failed,
  retry,
  audit,
  backfill,
  logs,
  soak,
  completion,
];
