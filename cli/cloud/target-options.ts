import type { OptionDeclaration } from '../program/declaration';
import { positiveNumber } from '../program/values';
import type { TargetOptions } from './target';

/** Options of every command that works with a deployed pipeline. */
export interface CommonOptions extends TargetOptions {
  json?: boolean;
  /** Seconds. */
  timeout?: number;
}

const group = 'Where the pipeline is:';

/** Where the pipeline is. */
export const TARGET_OPTIONS: readonly OptionDeclaration[] = [
  {
    group,
    flags: '--local <file>',
    summary: "the first line of 'media local', '-' for stdin (default: $MEDIA_LOCAL)",
    complete: 'file',
  },
  {
    group,
    flags: '--outputs <file>',
    summary: "outputs of 'media deploy' (default: stack.outputs.json)",
    complete: 'file',
  },
  { group, flags: '--stack <name>', summary: 'which stack, where that file holds several' },
  { group, flags: '--region <id>', summary: 'such as cn-hangzhou' },
  { group, flags: '--bucket <name>', summary: 'bucket, where it is not the one of the stack' },
  { group, flags: '--instance <name>', summary: 'Tablestore instance' },
  { group, flags: '--table <name>', summary: 'table' },
  { group, flags: '--service <name>', summary: 'service of the function, in Function Compute 2' },
  { group, flags: '--function <name>', summary: 'function' },
  { group, flags: '--vpc', summary: 'use the addresses inside Alibaba Cloud' },
  { group, flags: '--tablestore-endpoint <url>', summary: 'address of Tablestore' },
  { group, flags: '--oss-endpoint <url>', summary: 'address of OSS' },
  { group, flags: '--fc-endpoint <url>', summary: 'address of Function Compute' },
  {
    group,
    flags: '--timeout <seconds>',
    summary: 'what one request may take (default: 40)',
    parse: positiveNumber,
  },
];
