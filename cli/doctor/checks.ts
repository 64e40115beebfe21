/** A check as the help, the report and docs/doctor.md name it. */
export interface CheckDeclaration {
  when: 'before' | 'after';
  /** In a few words. */
  title: string;
  /** What it looks at, in a sentence. */
  what: string;
}

/** All checks, in the order in which they are made. */
export const CHECKS = {
  credentials: {
    when: 'before',
    title: 'Credentials',
    what: 'STS knows the keys, and tells the account.',
  },
  'service OSS': { when: 'before', title: 'OSS activated', what: 'ROS tells that the account has OSS.' },
  'service OTS': {
    when: 'before',
    title: 'Tablestore activated',
    what: 'ROS tells that the account has Tablestore.',
  },
  'service FC': {
    when: 'before',
    title: 'Function Compute activated',
    what: 'ROS tells that the account has Function Compute.',
  },
  'service SLS': {
    when: 'before',
    title: 'Log Service activated',
    what: 'ROS tells that the account has Log Service.',
  },
  'rights of the user': {
    when: 'before',
    title: 'Rights of whoever deploys',
    what: 'The policies of the user or role name every action of a deployment; resources and conditions are not looked at.',
  },
  'code bucket': {
    when: 'before',
    title: 'Code bucket',
    what: 'OSS takes signature V4 at this address; where the bucket is there, a small object is put and deleted.',
  },
  generation: {
    when: 'before',
    title: 'Generation of Function Compute',
    what: 'Which generation the account takes: an empty service of generation 2 is made and deleted, functions of 3 are listed.',
  },
  'quota Tablestore': {
    when: 'before',
    title: 'Tablestore instances',
    what: 'Quota Center: a stack that is not there yet needs one more instance.',
  },
  'quota functions': {
    when: 'before',
    title: 'Concurrency of functions',
    what: 'Quota Center: none of the quotas of Function Compute in the region is used up.',
  },
  triggers: {
    when: 'before',
    title: 'Triggers of the bucket',
    what: 'A bucket takes ten triggers, and no two that overlap; those of the bucket are looked for at all functions.',
  },
  'template valid': {
    when: 'before',
    title: 'ValidateTemplate',
    what: 'ROS finds no fault in the template.',
  },
  preview: { when: 'before', title: 'PreviewStack', what: 'ROS says what it would make or change.' },

  'function answers': {
    when: 'after',
    title: 'The function answers',
    what: 'The function is invoked, and checks itself from inside.',
  },
  kernel: {
    when: 'after',
    title: 'Kernel',
    what: 'Linux 3.17 or later on x86-64, as mediainfo and what shuts it in need it.',
  },
  user: { when: 'after', title: 'User', what: 'The user of the function may run mediainfo.' },
  'temporary directory': {
    when: 'after',
    title: 'Temporary directory',
    what: 'Its kind; 64 MB are free; it gives back what it was given.',
  },
  'sparse file': {
    when: 'after',
    title: 'Sparse file of 1 TB',
    what: 'It can be made, written at its end, and takes next to no room.',
  },
  mediainfo: { when: 'after', title: 'MediaInfo', what: 'It describes a sound that is built in.' },
  'system call filter': {
    when: 'after',
    title: 'Filter of system calls',
    what: 'The kernel lets mediainfo be shut in (seccomp).',
  },
  DNS: { when: 'after', title: 'DNS', what: 'The function knows the addresses of OSS and Tablestore.' },
  'Tablestore endpoint': {
    when: 'after',
    title: 'Tablestore, first endpoint',
    what: 'The function connects to it and does GetRow.',
  },
  'other Tablestore endpoint': {
    when: 'after',
    title: 'Tablestore, other endpoint',
    what: 'The same at the one that the function turns to when the first cannot be used.',
  },
  'missing object': {
    when: 'after',
    title: 'Missing object',
    what: 'OSS answers 404 to the function, not 403.',
  },
  put: { when: 'after', title: 'Put', what: 'An object with an awkward key gets its row.' },
  'search index': {
    when: 'after',
    title: 'Search index',
    what: 'It finds that row; how long after the table.',
  },
  'log index': {
    when: 'after',
    title: 'Log index',
    what: 'It finds the entry of that row by `message.action`; whether the key came as it is.',
  },
  multipart: {
    when: 'after',
    title: 'Multipart upload',
    what: 'The object gets its row; by which rule its ETag is made.',
  },
  append: { when: 'after', title: 'Append', what: 'The row tells of both pieces.' },
  copy: { when: 'after', title: 'Copy', what: 'The copy gets a row of its own.' },
  'batch delete': { when: 'after', title: 'Batch delete', what: 'The rows of all deleted objects go.' },
  'failure path': {
    when: 'after',
    title: 'Failure path',
    what: 'The function fails on purpose for an event, and the failure function writes the row FAILED.',
  },
  'clean-up': { when: 'after', title: 'Clean-up', what: 'No object and no row of this run is left.' },
} as const satisfies Record<string, CheckDeclaration>;

export type CheckId = keyof typeof CHECKS;

export const CHECK_IDS = Object.keys(CHECKS) as CheckId[];
