import * as z from 'zod';
import { READING_MODES } from '../../contract/reading-mode';
import { NAME_RULES } from '../../contract/resource-names';
import { SWEEP_PERIODS, type SweepPeriod } from '../../contract/sweep';
import { CONSTRUCT_PROPS } from './construct-props';
import { names } from './names';
import { sizeReason } from './size-reason';
import { STACK_SETTINGS } from './stack-settings';
import {
  choice,
  choices,
  filesBy,
  flag,
  number,
  numberChoice,
  setting,
  tags,
  text,
  wholeNumber,
} from './types';

/** OSS's limit for a key, in bytes of UTF-8. A filter longer than a key can never match. */
const KEY_BYTES = 1023;

/** More would not fit into an output of the stack, which tells commands which policy applies to a key. */
const MOST_POLICIES = 20;

const keyFilter = z
  .string('must be a string')
  .refine((value) => Buffer.byteLength(value) <= KEY_BYTES, `must be at most ${KEY_BYTES} bytes of UTF-8`)
  .refine((value) => !value.includes('*'), "must not contain '*': filters are literal text, not patterns");

const tableNetworks = choices(['VPC', 'CLASSIC', 'INTERNET']).refine(
  (networks) => networks.some((one) => one !== 'INTERNET'),
  'must hold VPC or CLASSIC, the networks from which functions come',
);

/**
 * The settings of a pipeline, used by our own app and as props of the construct. Type, limits, default and
 * documentation are all here.
 */
const PIPELINE_SETTINGS = {
  ...names,
  prefix: setting(
    keyFilter
      .refine((value) => !value.startsWith('/'), "must not start with '/': no object key does")
      .default(''),
    {
      description: 'Only objects whose key starts with this are described.',
      limits: `at most ${KEY_BYTES} bytes, no \`*\`, no leading \`/\``,
      whenAbsent: 'every key',
    },
  ),
  suffix: setting(keyFilter.default(''), {
    description: 'Only objects whose key ends with this are described.',
    limits: `at most ${KEY_BYTES} bytes, no \`*\``,
    whenAbsent: 'every key',
  }),
  symlinks: setting(flag().default(false), {
    description:
      'Whether putting a symbolic link brings an event, so that the link has a row of its own, with what is in its target.',
    limits: '`true` or `false`',
    reason:
      'A change of the target brings no event for the link, so its row may tell of an earlier target. Deleting a link is ' +
      'always seen.',
  }),
  clusterType: setting(choice(['SSD', 'HYBRID']).default('SSD'), {
    description: 'Kind of Tablestore instance: high performance or capacity. It can not be changed later.',
    limits: '`SSD` or `HYBRID`',
    reason: 'Rows are looked up by people and programs that wait.',
  }),
  tableNetworks: setting(tableNetworks.default(['VPC', 'CLASSIC']), {
    description:
      'Networks from which the Tablestore instance can be reached, as a list, or `-c tableNetworks=VPC,CLASSIC,INTERNET`. ' +
      'With `INTERNET` still only who has a key and the right reaches it.',
    limits: 'some of `VPC`, `CLASSIC` and `INTERNET`; functions come from one of the first two',
    whenAbsent: '`VPC`, `CLASSIC`',
    reason:
      'Closed to the Internet as long as nothing needs it. From which network ROS makes the table is documented nowhere: ' +
      'where it is refused (`Request denied by instance ACL policies`), add `INTERNET`.',
  }),
  enableServices: setting(flag().default(false), {
    description:
      'Whether the stack first turns on the services that it uses, in an account that never used them: Function Compute, ' +
      'OSS, Tablestore and Log Service. They stay on when the stack is deleted.',
    limits: '`true` or `false`',
    reason:
      'It accepts the terms of these services for the account, and the deploying user needs the right to do so.',
  }),
  searchIndex: setting(flag().default(true), {
    description: 'Whether rows can be found by their columns, with `media find`, sorted and counted.',
    limits: '`true` or `false`',
    reason:
      'Without it only the key finds a row. Tablestore bills its storage, some KB per object, and what each search reads.',
  }),
  functions: setting(flag().default(true), {
    description:
      'Whether the functions and their trigger are there. Deployed once without and then with them, they can change in ' +
      'what ROS changes of no function that exists; `docs/deploy.md` says what that is.',
    limits: '`true` or `false`',
    reason: 'Without them no object is described. Rows stay, and can be searched.',
  }),
  functionCompute: setting(numberChoice([2, 3]).default(2), {
    description:
      'Generation of Function Compute: `2`, with functions in services, or `3`, without. `docs/deploy.md` says which one, ' +
      'and how a stack changes over.',
    limits: '`2` or `3`',
    reason: "Both run the same code; Alibaba Cloud's own ROS templates use `2`.",
  }),
  memoryMB: setting(wholeNumber({ min: 128, max: 32768, multipleOf: 64 }).default(512), {
    description: 'Memory of the function in MB.',
    limits: '128–32,768, a multiple of 64',
    reason:
      'Half of it is the most that mediainfo gets, and 256 MB is enough for the index of a film of six hours. Node needs ' +
      'about 80 MB, and each of up to eight objects at once 17–24 MB for mediainfo and up to 20 MB for answers and ' +
      'report. More makes nothing faster, and is billed.',
  }),
  cpu: setting(number({ min: 0.05, max: 16, multipleOf: 0.05 }).default(0.5), {
    description: 'vCPUs of the function.',
    limits: '0.05–16 in steps of 0.05; between a quarter of and the whole memory in GB',
    reason: sizeReason(),
  }),
  diskSizeMB: setting(numberChoice([512, 10240]).default(512), {
    description: 'Temporary disk of the function in MB.',
    limits: '512 or 10,240',
    reason: 'Of an object only a few MB at a time pass through a temporary file.',
  }),
  timeoutSeconds: setting(wholeNumber({ min: 2, max: 86400 }).default(600), {
    description: 'Longest run of the function for one event, in seconds.',
    limits: '2–86,400',
    reason:
      'Twice the time of one object and some, so that an object replaced while it is read is read again.',
  }),
  objectTimeoutSeconds: setting(wholeNumber({ min: 1, max: 43200 }).default(240), {
    description: 'Longest time for one object in seconds; past it the row says `TOO_SLOW`.',
    limits: '1–43,200, at most half of `timeoutSeconds`',
    reason: 'Among 4,500 camera originals of 147–310 GB the median took 1.7 s and the slowest 155 s.',
  }),
  stalledCpuSeconds: setting(wholeNumber({ min: 1, max: 43200 }).default(5), {
    description:
      'Longest that MediaInfo may compute for one object without reading on, in seconds of a whole vCPU; past it the row says `TOO_SLOW`.',
    limits: '1–43,200',
    reason:
      'The largest index that fits into its memory, 52 MB for a film of six hours, takes 0.3 s. Some small files keep ' +
      'it busy for minutes or for ever (`docs/mediainfo-faults.md`), and every second is billed.',
  }),
  reading: setting(choice(READING_MODES).default('exact'), {
    description:
      'How much of an object is read. `exact`: what MediaInfo reads of a local file, for the same report. `fast`: less ' +
      'of large MP4, QuickTime, Matroska, MXF and MPEG transport streams of usual codecs, and only the columns that ' +
      '`docs/reading.md` lists, with the same values.',
    limits: '`exact` or `fast`',
    reason: 'A field may matter to somebody; the time rarely does.',
  }),
  objectTags: setting(flag().default(false), {
    description: 'Whether `ObjectTags` tells an object’s tags, as they are when it is described.',
    limits: '`true` or `false`',
    reason: 'It takes the right `oss:GetObjectTagging` and a request for each object.',
  }),
  selfCheck: setting(flag().default(true), {
    description:
      'Whether the function checks its machine and its services from inside when `media doctor` asks it to, and fails on ' +
      'purpose for an event that asks for it. Only who may invoke the function can ask.',
    limits: '`true` or `false`',
    reason: 'It costs nothing until it is asked for, and tells what nobody can see from outside.',
  }),
  policies: setting(filesBy(keyFilter, MOST_POLICIES).default({}), {
    description:
      'Files of policies, by the beginning of the keys that each is for: `{"deliveries/": "web-video.policy"}` in ' +
      '`cdk.json`, or `-c policies=deliveries/=web-video.policy`. The longest beginning decides; an empty one is for every ' +
      'key. What a policy says is in the columns `Policy…` (`docs/policies.md`).',
    limits: `at most ${MOST_POLICIES}; beginnings of at most ${KEY_BYTES} bytes, without \`*\``,
    whenAbsent: 'none',
  }),
  newsBus: setting(text(NAME_RULES.eventBus.pattern, NAME_RULES.eventBus.rule).optional(), {
    description:
      'Name of an event bus of EventBridge, in the same account and region, to which an event goes after each row: ' +
      'described, changed, failed, removed, or failing its policy (`docs/news.md`). The bus has to be there: ROS makes none.',
    limits: NAME_RULES.eventBus.rule,
    whenAbsent: 'no events',
    reason: 'Each event is a request to EventBridge and one more to Tablestore.',
  }),
  sweep: setting(choice(['off', ...(Object.keys(SWEEP_PERIODS) as SweepPeriod[])]).default('off'), {
    description:
      'How often a timer has the function compare the whole bucket with its rows and make right what differs: rows of ' +
      'objects that a lifecycle rule removed or moved, objects that came while the trigger was off, and descriptions by an ' +
      'earlier MediaInfo or other settings (`docs/operations.md`).',
    limits: '`off`, `daily` or `weekly`',
    reason:
      'It lists the bucket and reads the table, which costs something where nothing happens (`docs/costs.md`), and the ' +
      'function gets the right to do so.',
  }),
  asyncRetries: setting(wholeNumber({ min: 0, max: 8 }).default(3), {
    description: 'How often Function Compute runs an event again after the function failed.',
    limits: '0–8',
    reason: 'The default of the platform; only its own faults are thrown, and each attempt is billed.',
  }),
  asyncMaxAgeSeconds: setting(wholeNumber({ min: 60, max: 604800 }).default(86400), {
    description: 'How long an event may wait for its run, in seconds, before it is dropped.',
    limits: '60–604,800',
    reason: 'A day: a bulk upload above the concurrency limit, or an outage, is worked off and not lost.',
  }),
  logRetentionDays: setting(wholeNumber({ min: 1, max: 3600 }).default(30), {
    description: 'How long logs of the function are kept, in days.',
    limits: '1–3,600',
    reason: 'Long enough to look into last month; logs are a few hundred bytes per object.',
  }),
  removal: setting(choice(['safe', 'retain', 'purge']).default('safe'), {
    description:
      'What `destroy` does. `safe`: everything goes, but a bucket that still holds objects is refused. ' +
      '`retain`: bucket, instance and table stay. `purge`: the bucket is emptied too.',
    limits: '`safe`, `retain` or `purge`',
    reason: 'Rows can be made again, media can not.',
  }),
  tags: setting(tags().default({ project: 'media-metadata' }), {
    description: 'Tags of every resource that takes tags: an object in `cdk.json`, or `-c tags=a=b,c=d`.',
    limits: 'at most 20; keys 1–64, values at most 128 characters',
    reason: 'Lets the bill be split by project.',
  }),
};

/**
 * Every setting of our own app. Values come from the CDK context (`cdk.json`, or `-c name=value`).
 * `parseSettings` reads them and `renderSettingsTable` documents them.
 */
export const SETTINGS = z.strictObject({ ...STACK_SETTINGS, ...PIPELINE_SETTINGS });

export type Settings = z.output<typeof SETTINGS>;
export type SettingName = keyof Settings;

/**
 * Every prop of the construct `MediaMetadata`: the settings without those of the stack, and the props that
 * only code can give. `parseProps` reads them and `renderPropsInterface` documents them.
 */
export const PROPS = z.strictObject({ ...CONSTRUCT_PROPS, ...PIPELINE_SETTINGS });

/** Props after defaults were added. */
export type Props = z.output<typeof PROPS>;
