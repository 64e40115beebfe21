/** A check as the help, the report and docs/doctor.md name it. */
export interface CheckDeclaration {
  when: 'before' | 'after';
  /** In a few words. */
  title: string;
  /** What it looks at, in a sentence. */
  what: string;
  /** What to do when it fails, where the cause itself does not say it. */
  remedy: string;
}

/** All checks, in the order in which they are made. */
export const CHECKS = {
  credentials: {
    when: 'before',
    title: 'Credentials',
    what: 'STS knows the keys, and tells the account.',
    remedy: "Check the keys: ALIBABA_CLOUD_ACCESS_KEY_ID and its siblings, or 'aliyun configure'.",
  },
  'service OSS': {
    when: 'before',
    title: 'OSS activated',
    what: 'ROS tells that the account has OSS.',
    remedy: 'Activate OSS in its console, once for the account, or deploy with -c enableServices=true.',
  },
  'service OTS': {
    when: 'before',
    title: 'Tablestore activated',
    what: 'ROS tells that the account has Tablestore.',
    remedy:
      'Activate Tablestore in its console, once for the account, or deploy with -c enableServices=true.',
  },
  'service FC': {
    when: 'before',
    title: 'Function Compute activated',
    what: 'ROS tells that the account has Function Compute.',
    remedy:
      'Activate Function Compute in its console, once for the account, or deploy with -c enableServices=true.',
  },
  'service SLS': {
    when: 'before',
    title: 'Log Service activated',
    what: 'ROS tells that the account has Log Service.',
    remedy:
      'Activate Log Service in its console, once for the account, or deploy with -c enableServices=true.',
  },
  'rights of the user': {
    when: 'before',
    title: 'Rights of whoever deploys',
    what: 'The policies of the user or role name every action of a deployment; resources and conditions are not looked at.',
    remedy: 'Have an administrator attach what docs/permissions.md lists under "To deploy".',
  },
  'code bucket': {
    when: 'before',
    title: 'Code bucket',
    what: 'OSS takes signature V4 at this address; where the bucket is there, a small object is put and deleted.',
    remedy:
      'Run this on a machine inside Alibaba Cloud, such as Cloud Shell, with --vpc, or give --oss-endpoint: new accounts may not use the public endpoint of buckets in mainland China.',
  },
  generation: {
    when: 'before',
    title: 'Generation of Function Compute',
    what: 'Which generation the account takes: an empty service of generation 2 is made and deleted, functions of 3 are listed.',
    remedy:
      'Neither generation is taken: activate Function Compute in its console, and see that this user may do fc:CreateService and fc:ListFunctions.',
  },
  'quota Tablestore': {
    when: 'before',
    title: 'Tablestore instances',
    what: 'Quota Center: a stack that is not there yet needs one more instance.',
    remedy: 'Delete an instance that nobody needs any more, or have the quota raised in Quota Center.',
  },
  'quota functions': {
    when: 'before',
    title: 'Concurrency of functions',
    what: 'Quota Center: none of the quotas of Function Compute in the region is used up.',
    remedy: 'Have it raised in Quota Center: until then uploads wait for their rows.',
  },
  triggers: {
    when: 'before',
    title: 'Triggers of the bucket',
    what: 'A bucket takes ten triggers, and no two that overlap; those of the bucket are looked for at all functions.',
    remedy: 'Set prefix or suffix to what other triggers do not take, or have another bucket described.',
  },
  'template valid': {
    when: 'before',
    title: 'ValidateTemplate',
    what: 'ROS finds no fault in the template.',
    remedy:
      "'media deploy' would be refused for the same reason. With the settings of this folder unchanged it is a fault of ours: report it with the output of --json, please.",
  },
  preview: {
    when: 'before',
    title: 'PreviewStack',
    what: 'ROS says what it would make or change.',
    remedy:
      "'media deploy' would meet the same: compare the settings with docs/settings.md, and docs/deploy.md with what it says.",
  },

  'function answers': {
    when: 'after',
    title: 'The function answers',
    what: 'The function is invoked, and checks itself from inside.',
    remedy:
      "'media logs --errors' shows what the function says; docs/permissions.md lists what this command needs.",
  },
  kernel: {
    when: 'after',
    title: 'Kernel',
    what: 'Linux 3.17 or later on x86-64, as mediainfo and what shuts it in need it.',
    remedy:
      'MediaInfo and what shuts it in are built for that. It was never seen: report this with the output of --json, please.',
  },
  user: {
    when: 'after',
    title: 'User',
    what: 'The user of the function may run mediainfo.',
    remedy: "The zip may have lost the modes of its files: deploy with 'media deploy' from Linux.",
  },
  'temporary directory': {
    when: 'after',
    title: 'Temporary directory',
    what: 'Its kind; 64 MB are free; it gives back what it was given.',
    remedy: 'Set diskSizeMB higher (docs/settings.md), or report this with the output of --json, please.',
  },
  'sparse file': {
    when: 'after',
    title: 'Sparse file of 1 TB',
    what: 'It can be made, written at its end, and takes next to no room.',
    remedy: 'Nothing in the pipeline needs it today; report this with the output of --json, please.',
  },
  mediainfo: {
    when: 'after',
    title: 'MediaInfo',
    what: 'It describes a sound that is built in.',
    remedy: "'media logs' shows more. Report this with the output of --json, please.",
  },
  'system call filter': {
    when: 'after',
    title: 'Filter of system calls',
    what: 'The kernel lets mediainfo be shut in (seccomp).',
    remedy:
      'The function works, but a file that takes mediainfo over could do more: docs/confinement.md says what is left.',
  },
  DNS: {
    when: 'after',
    title: 'DNS',
    what: 'The function knows the addresses of OSS and Tablestore.',
    remedy: 'Look at the VPC of the function, if it was given one.',
  },
  'Tablestore endpoint': {
    when: 'after',
    title: 'Tablestore, first endpoint',
    what: 'The function connects to it and does GetRow.',
    remedy:
      'While the other endpoint passes, the function uses that one, and loses some time at each cold start. The parameter TablestoreEndpoint of the template names one for good.',
  },
  'other Tablestore endpoint': {
    when: 'after',
    title: 'Tablestore, other endpoint',
    what: 'The same at the one that the function turns to when the first cannot be used.',
    remedy:
      'The function needs it only where the first endpoint fails. tableNetworks (docs/settings.md) says which networks the instance lets in.',
  },
  'missing object': {
    when: 'after',
    title: 'Missing object',
    what: 'OSS answers 404 to the function, not 403.',
    remedy:
      'Rows of deleted objects stay until OSS says 404. Look for a policy of the bucket that denies, and report this with the output of --json, please.',
  },
  put: {
    when: 'after',
    title: 'Put',
    what: 'An object with an awkward key gets its row.',
    remedy:
      "'media logs --errors' shows what the function says. If it says nothing, no event reached it: look at the trigger in the console of Function Compute.",
  },
  'search index': {
    when: 'after',
    title: 'Search index',
    what: 'It finds that row; how long after the table.',
    remedy:
      'A new index takes up to a minute, a busy one longer: look at its state in the Tablestore console, and try again with --patience 600.',
  },
  'log index': {
    when: 'after',
    title: 'Log index',
    what: 'It finds the entry of that row by `message.action`; whether the key came as it is.',
    remedy:
      'The index of the logstore must hold message.action, and entries must not be merged: compare index and logBeginRule with the template.',
  },
  multipart: {
    when: 'after',
    title: 'Multipart upload',
    what: 'The object gets its row; by which rule its ETag is made.',
    remedy:
      "Look whether the trigger lists oss:ObjectCreated:CompleteMultipartUpload, and what 'media logs --errors' says.",
  },
  append: {
    when: 'after',
    title: 'Append',
    what: 'The row tells of both pieces.',
    remedy:
      "Look whether the trigger lists oss:ObjectCreated:AppendObject, and what 'media logs --errors' says.",
  },
  copy: {
    when: 'after',
    title: 'Copy',
    what: 'The copy gets a row of its own.',
    remedy:
      "Look whether the trigger lists oss:ObjectCreated:CopyObject, and what 'media logs --errors' says.",
  },
  'batch delete': {
    when: 'after',
    title: 'Batch delete',
    what: 'The rows of all deleted objects go.',
    remedy:
      "Look whether the trigger lists oss:ObjectRemoved:DeleteObjects, and what 'media logs --errors' says.",
  },
  'failure path': {
    when: 'after',
    title: 'Failure path',
    what: 'The function fails on purpose for an event, and the failure function writes the row FAILED.',
    remedy:
      "The retries may take longer: try again with --patience 900. Then look at the destination of the function's asynchronous invocations, and at 'media logs' for what the failure function says.",
  },
  sweep: {
    when: 'after',
    title: 'Sweep',
    what: 'With the setting sweep: by its state, one has ended or is under way within two of its periods.',
    remedy:
      "Look for 'sweep failed' with 'media logs --errors', and whether the function's trigger 'sweep' is there and enabled. A bucket of more than ten million objects needs sweep=weekly.",
  },
  'clean-up': {
    when: 'after',
    title: 'Clean-up',
    what: 'No object and no row of this run is left.',
    remedy: "Delete what is left below 'media-doctor-' in the bucket yourself.",
  },
} as const satisfies Record<string, CheckDeclaration>;

export type CheckId = keyof typeof CHECKS;

export const CHECK_IDS = Object.keys(CHECKS) as CheckId[];
