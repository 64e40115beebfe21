import * as z from 'zod';
import { setting, text } from './types';

/**
 * Settings of our own app that concern the whole stack. The construct does not have them, because its stack
 * belongs to somebody else.
 */
export const STACK_SETTINGS = {
  stackName: setting(
    text(/^[A-Za-z][A-Za-z0-9_-]{0,254}$/, 'a letter, then at most 254 letters, digits, _ or -').default(
      'media-metadata',
    ),
    {
      description: 'Name of the stack, and of its files in `cdk.out`.',
      limits: '1–255 letters, digits, `_`, `-`',
      reason: 'The official CLI finds a stack by this name.',
    },
  ),
  description: setting(
    z
      .string('must be a string')
      .max(512, 'must be at most 512 characters')
      .default('Describes every media file in an OSS bucket with MediaInfo, one Tablestore row per object.'),
    { description: 'Description of the stack, shown in the console.', limits: 'at most 512 characters' },
  ),
  assetQualifier: setting(
    text(/^[a-z0-9][a-z0-9-]{0,23}[a-z0-9]$/, '2–25 lower-case letters, digits or inner hyphens').default(
      'media-metadata',
    ),
    {
      description:
        'Part of the name of the bucket that `ros-cdk deploy` uploads the code to: ' +
        '`cdk-QUALIFIER-assets-REGION`. Bucket names are shared by all users of OSS: set your own. ' +
        '`media deploy` has a bucket of its own, unless this is given with `-c`.',
      limits: '2–25 lower-case letters, digits, inner hyphens',
      reason: 'Fixed, because a random one would make no two syntheses alike.',
    },
  ),
};
