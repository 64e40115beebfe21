import type { StackOptions } from '../deploy/deployment';
import { OUTPUTS_OPTION, PLACE_OPTIONS, STACK_OPTION } from '../deploy/options';
import { CONTEXT_OPTION } from '../local-cloud/context-option';
import type { OptionDeclaration } from '../program/declaration';
import { positiveNumber } from '../program/values';

export interface DoctorOptions extends StackOptions {
  before?: boolean;
  json?: boolean;
  /** Seconds. */
  patience: number;
  tablestoreEndpoint?: string;
  fcEndpoint?: string;
  logEndpoint?: string;
}

/** Seconds: an event that is tried four times, and a new index, take a minute or more. */
const PATIENCE = 180;

const group = 'Where to:';

export const DOCTOR_OPTIONS: readonly OptionDeclaration[] = [
  { flags: '--before', summary: 'only what can be checked before a deployment' },
  { flags: '--json', summary: 'print the report as one JSON object, for an issue' },
  {
    flags: '--patience <seconds>',
    summary: 'how long a row, an entry of the log or of the index may take',
    parse: positiveNumber,
    default: PATIENCE,
  },
  CONTEXT_OPTION,
  STACK_OPTION,
  { ...OUTPUTS_OPTION, summary: "the stack's outputs, where ROS may not be asked" },
  ...PLACE_OPTIONS.map((option) => ({
    ...option,
    summary: option.summary.replace(', to deploy into that cloud', ', to look at that cloud'),
  })),
  { group, flags: '--tablestore-endpoint <url>', summary: 'address of Tablestore' },
  { group, flags: '--fc-endpoint <url>', summary: 'address of Function Compute' },
  { group, flags: '--log-endpoint <url>', summary: 'address of Log Service' },
];
