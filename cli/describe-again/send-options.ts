import type { OptionDeclaration } from '../program/declaration';
import { positiveNumber } from '../program/values';

/**
 * Objects per second. 100 instances of the function, the smallest quota of a region, describe 33 per second
 * at 3 s each. A third is left for live uploads.
 */
export const DEFAULT_RATE = 20;

/** Options for how objects are sent to the function. */
export const SEND_OPTIONS: readonly OptionDeclaration[] = [
  { flags: '--json', summary: 'print the summary as JSON' },
  { flags: '--rate <n>', summary: 'objects per second', parse: positiveNumber, default: DEFAULT_RATE },
  { flags: '--dry-run', summary: 'only tell what would be done' },
];
