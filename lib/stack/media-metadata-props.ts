// Written by `npm run docs` from lib/settings; changes made here are lost.
import type { IBucket } from '@alicloud/ros-cdk-oss';
import type { CodeZip } from '../code-package/code-zip';

/** Props of `MediaMetadata`. Every prop has a default. */
export interface MediaMetadataProps {
  /**
   * Bucket of the same stack whose objects are described. The app owns it.
   *
   * Limits: not together with `bucketName`, `existingBucketName` or `removal=purge`.
   * @default - the one of `existingBucketName`, or one that is made
   */
  readonly bucket?: IBucket;
  /**
   * Zip file of the functions, such as one of changed sources.
   *
   * Limits: `path` of the file, and the `sha256` of its bytes in hexadecimal.
   * @default - the one that this package brings
   */
  readonly code?: CodeZip;
  /**
   * Name of the bucket that the stack makes.
   *
   * Limits: 3–63 lower-case letters, digits or inner hyphens.
   * @default - derived from the id of the stack
   */
  readonly bucketName?: string;
  /**
   * Name of a bucket in the same region and account to describe instead of making one. The stack never owns
   * it.
   *
   * Limits: 3–63 lower-case letters, digits or inner hyphens; not together with `bucketName` or
   * `removal=purge`.
   * @default - the stack makes a bucket
   */
  readonly existingBucketName?: string;
  /**
   * Names of further buckets of the account and region whose objects get rows in the same table: a list, or
   * `-c otherBuckets=a,b`. The functions may read them. Their triggers are not part of the stack.
   *
   * Limits: at most 20, each 3–63 lower-case letters, digits or inner hyphens. Events of all other buckets
   * are rejected.
   * @default - none
   */
  readonly otherBuckets?: string[];
  /**
   * Name of the Tablestore instance.
   *
   * Limits: 3–16 lower-case letters, digits, inner hyphens; without `ali`, `ay`, `ots`, `taobao`, `admin`.
   * Lower case, because RAM policies name instances in lower case.
   * @default - derived from the id of the stack
   */
  readonly instanceName?: string;
  /**
   * Name of the table.
   *
   * Limits: 1–255 letters, digits, `_`.
   * @default 'MediaMetadata'
   */
  readonly tableName?: string;
  /**
   * Name of the Log Service project.
   *
   * Limits: 3–63 lower-case letters, digits, inner hyphens.
   * @default - derived from the id of the stack
   */
  readonly logProjectName?: string;
  /**
   * Name of the Function Compute service of the function.
   *
   * Limits: 1–128 letters, digits, `_`, `-`; not with `functionCompute` `3`.
   * @default - derived from the id of the stack
   */
  readonly serviceName?: string;
  /**
   * Name of the Function Compute service of the failure function.
   *
   * Limits: 1–128 letters, digits, `_`, `-`; not the same as `serviceName`; not with `functionCompute` `3`. A
   * service of its own, because in Function Compute 2 the role belongs to the service.
   * @default - derived from the id of the stack
   */
  readonly failureServiceName?: string;
  /**
   * Name of the function: in its service, or with `functionCompute` `3` in the region.
   *
   * Limits: 1–64 letters, digits, `_`, `-`.
   * @default - `extract`, or with `functionCompute` `3` derived from the id of the stack
   */
  readonly functionName?: string;
  /**
   * Name of the function that writes a row for what the other one could not describe.
   *
   * Limits: 1–64 letters, digits, `_`, `-`; with `functionCompute` `3` not the same as `functionName`.
   * @default - `record-failure`, or with `functionCompute` `3` derived from the id of the stack
   */
  readonly failureFunctionName?: string;
  /**
   * Name of the RAM role that the function runs as.
   *
   * Limits: 1–64 letters, digits or -.
   * @default - derived from the id of the stack
   */
  readonly serviceRoleName?: string;
  /**
   * Name of the RAM role that the failure function runs as.
   *
   * Limits: 1–64 letters, digits or -; not the same as `serviceRoleName`.
   * @default - derived from the id of the stack
   */
  readonly failureRoleName?: string;
  /**
   * Name of the RAM role that OSS invokes the function with.
   *
   * Limits: 1–64 letters, digits or -; not the same as the others.
   * @default - derived from the id of the stack
   */
  readonly triggerRoleName?: string;
  /**
   * Only objects whose key starts with this are described.
   *
   * Limits: at most 1023 bytes, no `*`, no leading `/`.
   * @default - every key
   */
  readonly prefix?: string;
  /**
   * Only objects whose key ends with this are described.
   *
   * Limits: at most 1023 bytes, no `*`.
   * @default - every key
   */
  readonly suffix?: string;
  /**
   * Whether putting a symbolic link brings an event, so that the link has a row of its own, with what is in
   * its target.
   *
   * Limits: `true` or `false`. A change of the target brings no event for the link, so its row may tell of an
   * earlier target. Deleting a link is always seen.
   * @default false
   */
  readonly symlinks?: boolean;
  /**
   * Kind of Tablestore instance: high performance or capacity. It can not be changed later.
   *
   * Limits: `SSD` or `HYBRID`. Rows are looked up by people and programs that wait.
   * @default 'SSD'
   */
  readonly clusterType?: 'SSD' | 'HYBRID';
  /**
   * Networks from which the Tablestore instance can be reached, as a list, or `-c
   * tableNetworks=VPC,CLASSIC,INTERNET`. With `INTERNET` still only who has a key and the right reaches it.
   *
   * Limits: some of `VPC`, `CLASSIC` and `INTERNET`; functions come from one of the first two. Closed to the
   * Internet as long as nothing needs it. From which network ROS makes the table is documented nowhere: where
   * it is refused (`Request denied by instance ACL policies`), add `INTERNET`.
   * @default - `VPC`, `CLASSIC`
   */
  readonly tableNetworks?: ('VPC' | 'CLASSIC' | 'INTERNET')[];
  /**
   * Whether the stack first turns on the services that it uses, in an account that never used them: Function
   * Compute, OSS, Tablestore and Log Service. They stay on when the stack is deleted.
   *
   * Limits: `true` or `false`. It accepts the terms of these services for the account, and the deploying user
   * needs the right to do so.
   * @default false
   */
  readonly enableServices?: boolean;
  /**
   * Whether rows can be found by their columns, with `media find`, sorted and counted.
   *
   * Limits: `true` or `false`. Without it only the key finds a row. Tablestore bills its storage, some KB per
   * object, and what each search reads.
   * @default true
   */
  readonly searchIndex?: boolean;
  /**
   * Whether the functions and their trigger are there. Deployed once without and then with them, they can
   * change in what ROS changes of no function that exists; `docs/deploy.md` says what that is.
   *
   * Limits: `true` or `false`. Without them no object is described. Rows stay, and can be searched.
   * @default true
   */
  readonly functions?: boolean;
  /**
   * Generation of Function Compute: `2`, with functions in services, or `3`, without. `docs/deploy.md` says
   * which one, and how a stack changes over.
   *
   * Limits: `2` or `3`. Both run the same code; Alibaba Cloud's own ROS templates use `2`.
   * @default 2
   */
  readonly functionCompute?: 2 | 3;
  /**
   * Memory of the function in MB.
   *
   * Limits: 128–32,768, a multiple of 64. Half of it is the most that mediainfo gets, and 256 MB is enough
   * for the index of a film of six hours. Node needs about 80 MB, and each of up to eight objects at once
   * 17–24 MB for mediainfo and up to 20 MB for answers and report. More makes nothing faster, and is billed.
   * @default 512
   */
  readonly memoryMB?: number;
  /**
   * vCPUs of the function.
   *
   * Limits: 0.05–16 in steps of 0.05; between a quarter of and the whole memory in GB. Of the sizes measured
   * on 2026-11-26, the cheapest at which 95 of 100 objects take at most 1,000 ms in `exact` (price of a
   * million objects, longest time of those 95: 0.2 vCPU and 512 MB: USD 1.51, 1210 ms; 0.35 vCPU and 512 MB:
   * USD 1.24, 600 ms; 0.5 vCPU and 512 MB: USD 1.20, 433 ms; 1 vCPU and 1024 MB: USD 1.63, 214 ms). Fewer
   * vCPUs (0.1) get too little memory. `docs/benchmarks.md` has the table. While the function waits for the
   * network every vCPU is billed, at about seven times the price of a GB of memory.
   * @default 0.5
   */
  readonly cpu?: number;
  /**
   * Temporary disk of the function in MB.
   *
   * Limits: 512 or 10,240. Of an object only a few MB at a time pass through a temporary file.
   * @default 512
   */
  readonly diskSizeMB?: 512 | 10240;
  /**
   * Longest run of the function for one event, in seconds.
   *
   * Limits: 2–86,400. Twice the time of one object and some, so that an object replaced while it is read is
   * read again.
   * @default 600
   */
  readonly timeoutSeconds?: number;
  /**
   * Longest time for one object in seconds; past it the row says `TOO_SLOW`.
   *
   * Limits: 1–43,200, at most half of `timeoutSeconds`. Among 4,500 camera originals of 147–310 GB the median
   * took 1.7 s and the slowest 155 s.
   * @default 240
   */
  readonly objectTimeoutSeconds?: number;
  /**
   * Longest that MediaInfo may compute for one object without reading on, in seconds of a whole vCPU; past it
   * the row says `TOO_SLOW`.
   *
   * Limits: 1–43,200. The largest index that fits into its memory, 52 MB for a film of six hours, takes 0.3
   * s. Some small files keep it busy for minutes or for ever (`docs/mediainfo-faults.md`), and every second
   * is billed.
   * @default 5
   */
  readonly stalledCpuSeconds?: number;
  /**
   * How much of an object is read. `exact`: what MediaInfo reads of a local file, for the same report.
   * `fast`: less of large MP4, QuickTime, Matroska, MXF and MPEG transport streams of usual codecs, and only
   * the columns that `docs/reading.md` lists, with the same values.
   *
   * Limits: `exact` or `fast`. A field may matter to somebody; the time rarely does.
   * @default 'exact'
   */
  readonly reading?: 'exact' | 'fast';
  /**
   * Whether `ObjectTags` tells an object’s tags, as they are when it is described.
   *
   * Limits: `true` or `false`. It takes the right `oss:GetObjectTagging` and a request for each object.
   * @default false
   */
  readonly objectTags?: boolean;
  /**
   * Whether the function checks its machine and its services from inside when `media doctor` asks it to, and
   * fails on purpose for an event that asks for it. Only who may invoke the function can ask.
   *
   * Limits: `true` or `false`. It costs nothing until it is asked for, and tells what nobody can see from
   * outside.
   * @default true
   */
  readonly selfCheck?: boolean;
  /**
   * Files of policies, by the beginning of the keys that each is for: `{"deliveries/": "web-video.policy"}`
   * in `cdk.json`, or `-c policies=deliveries/=web-video.policy`. The longest beginning decides; an empty one
   * is for every key. What a policy says is in the columns `Policy…` (`docs/policies.md`).
   *
   * Limits: at most 20; beginnings of at most 1023 bytes, without `*`.
   * @default - none
   */
  readonly policies?: Record<string, string>;
  /**
   * Name of an event bus of EventBridge, in the same account and region, to which an event goes after each
   * row: described, changed, failed, removed, or failing its policy (`docs/news.md`). The bus has to be
   * there: ROS makes none.
   *
   * Limits: 2–127 letters, digits or hyphens, and not default, which takes events of cloud services only.
   * Each event is a request to EventBridge and one more to Tablestore.
   * @default - no events
   */
  readonly newsBus?: string;
  /**
   * How often a timer has the function compare the whole bucket with its rows and make right what differs:
   * rows of objects that a lifecycle rule removed or moved, objects that came while the trigger was off, and
   * descriptions by an earlier MediaInfo or other settings (`docs/operations.md`).
   *
   * Limits: `off`, `daily` or `weekly`. It lists the bucket and reads the table, which costs something where
   * nothing happens (`docs/costs.md`), and the function gets the right to do so.
   * @default 'off'
   */
  readonly sweep?: 'off' | 'daily' | 'weekly';
  /**
   * How often Function Compute runs an event again after the function failed.
   *
   * Limits: 0–8. The default of the platform; only its own faults are thrown, and each attempt is billed.
   * @default 3
   */
  readonly asyncRetries?: number;
  /**
   * How long an event may wait for its run, in seconds, before it is dropped.
   *
   * Limits: 60–604,800. A day: a bulk upload above the concurrency limit, or an outage, is worked off and not
   * lost.
   * @default 86400
   */
  readonly asyncMaxAgeSeconds?: number;
  /**
   * How long logs of the function are kept, in days.
   *
   * Limits: 1–3,600. Long enough to look into last month; logs are a few hundred bytes per object.
   * @default 30
   */
  readonly logRetentionDays?: number;
  /**
   * What `destroy` does. `safe`: everything goes, but a bucket that still holds objects is refused. `retain`:
   * bucket, instance and table stay. `purge`: the bucket is emptied too.
   *
   * Limits: `safe`, `retain` or `purge`. Rows can be made again, media can not.
   * @default 'safe'
   */
  readonly removal?: 'safe' | 'retain' | 'purge';
  /**
   * Tags of every resource that takes tags: an object in `cdk.json`, or `-c tags=a=b,c=d`.
   *
   * Limits: at most 20; keys 1–64, values at most 128 characters. Lets the bill be split by project.
   * @default {"project":"media-metadata"}
   */
  readonly tags?: Record<string, string>;
}
