import type { OptionDeclaration } from '../program/declaration';
import { positiveNumber } from '../program/values';

export const STACK_OPTION: OptionDeclaration = {
  flags: '--stack <name>',
  summary: 'name of the stack (default: the setting stackName)',
};

export const OUTPUTS_FILE = 'stack.outputs.json';

export const OUTPUTS_OPTION: OptionDeclaration = {
  flags: '--outputs <file>',
  summary: "where the stack's outputs are kept, which the other commands read",
  default: OUTPUTS_FILE,
  complete: 'file',
};

/** Options that say where stacks are deployed. */
export interface PlaceOptions {
  local?: string;
  region?: string;
  vpc?: boolean;
  rosEndpoint?: string;
  stsEndpoint?: string;
  ossEndpoint?: string;
  /** Seconds. */
  timeout?: number;
}

const group = 'Where to:';

export const PLACE_OPTIONS: readonly OptionDeclaration[] = [
  {
    group,
    flags: '--region <id>',
    summary:
      "such as cn-hangzhou (default: where it was deployed to, $ALIBABA_CLOUD_REGION_ID, or that of 'aliyun configure')",
  },
  { group, flags: '--vpc', summary: 'use the addresses inside Alibaba Cloud' },
  { group, flags: '--ros-endpoint <url>', summary: 'address of ROS' },
  { group, flags: '--sts-endpoint <url>', summary: 'address of STS' },
  { group, flags: '--oss-endpoint <url>', summary: 'address of OSS' },
  {
    group,
    flags: '--local <file>',
    summary: "the first line of 'media local', to deploy into that cloud (default: $MEDIA_LOCAL)",
    complete: 'file',
  },
  {
    group,
    flags: '--timeout <seconds>',
    summary: 'what one request may take (default: 40)',
    parse: positiveNumber,
  },
];
