import type { Column } from './column';

/** What a policy of the setting `policies` said of the object. */
export const POLICY_COLUMNS = [
  {
    name: 'Policy',
    type: 'string',
    source: 'policy',
    description: 'PASS, WARN or FAIL; absent where no policy applies to the key.',
    example: 'FAIL',
  },
  {
    name: 'PolicyFailures',
    type: 'list',
    source: 'policy',
    description: 'Names of the rules for which it fails.',
    example: '["Codec is AVC"]',
  },
  {
    name: 'PolicyWarnings',
    type: 'list',
    source: 'policy',
    description: 'Names of the rules that warn, and of those that could not be evaluated.',
    example: '["Ready to stream"]',
  },
  {
    name: 'PolicyName',
    type: 'string',
    source: 'policy',
    description: 'Name of the policy.',
    example: 'Web video',
  },
  {
    name: 'PolicyVersion',
    type: 'string',
    source: 'policy',
    description: 'Hash of the policy’s file, and the version of MediaInfo whose report was judged.',
    example: '5b3c1a2e053d763e@26.10',
  },
] as const satisfies readonly Column[];
