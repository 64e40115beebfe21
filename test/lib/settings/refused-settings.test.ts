import * as fc from 'fast-check';
import { parseSettings, SETTINGS } from '../../../lib/settings';
import { violations } from './violations';

describe('parseSettings', () => {
  it.each<[string, unknown, string]>([
    ['sweep', 'hourly', 'must be one of off, daily, weekly'],
    ['stackName', '1st', 'must be a letter, then at most 254 letters, digits, _ or -'],
    ['stackName', 7, 'must be a string'],
    ['description', 'x'.repeat(513), 'must be at most 512 characters'],
    ['bucketName', 'My-Bucket', 'must be 3–63 lower-case letters, digits or inner hyphens'],
    ['bucketName', 'ab', 'must be 3–63 lower-case letters, digits or inner hyphens'],
    ['bucketName', '', 'must be 3–63 lower-case letters, digits or inner hyphens'],
    ['existingBucketName', 'trailing-', 'must be 3–63 lower-case letters, digits or inner hyphens'],
    [
      'instanceName',
      'Media',
      'must be 3–16 lower-case letters, digits or inner hyphens that start with a letter',
    ],
    [
      'instanceName',
      'seventeen-letters',
      'must be 3–16 lower-case letters, digits or inner hyphens that start with a letter',
    ],
    ...['digitalis', 'display', 'robots', 'taobao-1', 'my-admin'].map((name): [string, unknown, string] => [
      'instanceName',
      name,
      'must not contain ali, ay, ots, taobao, admin: Tablestore refuses such names',
    ]),
    ['tableName', 'media-metadata', 'must be 1–255 letters, digits or _ that start with a letter or _'],
    ['logProjectName', 'Logs', 'must be 3–63 lower-case letters, digits or inner hyphens'],
    ['serviceName', '-x', 'must be 1–128 letters, digits, _ or - that start with a letter or _'],
    ['functionName', 'a.b', 'must be 1–64 letters, digits, _ or - that start with a letter or _'],
    ['failureServiceName', '1', 'must be 1–128 letters, digits, _ or - that start with a letter or _'],
    ['failureFunctionName', '', 'must be 1–64 letters, digits, _ or - that start with a letter or _'],
    ['failureRoleName', 'a_b', 'must be 1–64 letters, digits or -'],
    ['serviceRoleName', 'a.b', 'must be 1–64 letters, digits or -'],
    ['serviceRoleName', 'two words', 'must be 1–64 letters, digits or -'],
    ['triggerRoleName', 'x'.repeat(65), 'must be 1–64 letters, digits or -'],
    ['prefix', '/media', "must not start with '/': no object key does"],
    ['prefix', '视'.repeat(342), 'must be at most 1023 bytes of UTF-8'],
    ['suffix', '*.mp4', "must not contain '*': filters are literal text, not patterns"],
    ['clusterType', 'ssd', 'must be one of SSD, HYBRID'],
    ['tableNetworks', 'vpc', 'must be one of VPC, CLASSIC, INTERNET'],
    ['tableNetworks', 'VPC,VPC', 'must not hold an item twice'],
    ['tableNetworks', 'INTERNET', 'must hold VPC or CLASSIC, the networks from which functions come'],
    ['tableNetworks', 7, 'must be a list of VPC, CLASSIC, INTERNET, or these joined by commas'],
    ['searchIndex', 'no', 'must be true or false'],
    ['memoryMB', '130', 'must be a multiple of 64'],
    ['memoryMB', 64, 'must be between 128 and 32768'],
    ['memoryMB', 'much', 'must be a number'],
    ['memoryMB', '', 'must be a number'],
    ['memoryMB', null, 'must be a number'],
    ['cpu', 0.36, 'must be a multiple of 0.05'],
    ['cpu', 17, 'must be between 0.05 and 16'],
    ['diskSizeMB', 1024, 'must be 512 or 10240'],
    ['timeoutSeconds', 0, 'must be between 2 and 86400'],
    ['timeoutSeconds', 599.5, 'must be a whole number'],
    ['objectTimeoutSeconds', 0, 'must be between 1 and 43200'],
    ['stalledCpuSeconds', 0, 'must be between 1 and 43200'],
    ['asyncRetries', 9, 'must be between 0 and 8'],
    ['asyncMaxAgeSeconds', 604801, 'must be between 60 and 604800'],
    ['logRetentionDays', 0, 'must be between 1 and 3600'],
    ['removal', 'delete', 'must be one of safe, retain, purge'],
    ['otherBuckets', 'One', 'must be 3–63 lower-case letters, digits or inner hyphens'],
    ['otherBuckets', 'one,one', 'must not hold an item twice'],
    ['otherBuckets', { one: 'two' }, 'must be a list of strings, or strings joined by commas'],
    ['otherBuckets', Array.from({ length: 21 }, (_, n) => `bucket-${n}`), 'must hold at most 20 items'],
    ['tags', 'team', 'must be an object of strings, or key=value pairs joined by commas'],
    ['tags', ['team'], 'must be an object of strings, or key=value pairs joined by commas'],
    ['tags', { team: 1 }, 'must be an object of strings, or key=value pairs joined by commas'],
    [
      'tags',
      { 'acs:team': 'media' },
      'must have keys of 1 to 64 characters that do not start with aliyun, acs:, http:// or https://',
    ],
    ['tags', { team: 'x'.repeat(129) }, 'must have values of at most 128 characters'],
    [
      'tags',
      Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`k${i}`, ''])),
      'must hold at most 20 tags',
    ],
    ['assetQualifier', '-', 'must be 2–25 lower-case letters, digits or inner hyphens'],
  ])('refuses %s %j', (name, given, rule) => {
    const value = typeof given === 'string' ? given : JSON.stringify(given);

    expect(violations({ [name]: given })).toEqual([`Invalid setting '${name}': ${rule}, '${value}' given.`]);
  });

  it.each<[string, Record<string, unknown>, string]>([
    [
      'more vCPU than a GB of memory takes',
      { cpu: 0.55, memoryMB: 512 },
      "Invalid setting 'cpu': must be between 0.125 and 0.5 vCPU for memoryMB 512 (1 to 4 GB of memory per vCPU), '0.55' given.",
    ],
    [
      'less vCPU than the memory needs',
      { cpu: 0.1, memoryMB: 512 },
      "Invalid setting 'cpu': must be between 0.125 and 0.5 vCPU for memoryMB 512 (1 to 4 GB of memory per vCPU), '0.1' given.",
    ],
    [
      'an object that may take longer than half of the function',
      { timeoutSeconds: 100, objectTimeoutSeconds: 51 },
      "Invalid setting 'objectTimeoutSeconds': must be at most half of timeoutSeconds 100, so that the row is written before the function is ended, '51' given.",
    ],
    [
      'two buckets',
      { bucketName: 'one', existingBucketName: 'two' },
      "Invalid setting 'existingBucketName': must not be given together with bucketName 'one', the name of a bucket to make, 'two' given.",
    ],
    [
      'to empty a bucket that is not ours',
      { removal: 'purge', existingBucketName: 'two' },
      "Invalid setting 'existingBucketName': must not be given together with removal purge: a bucket that the stack does not own is never emptied, 'two' given.",
    ],
    [
      'one name for both roles',
      { serviceRoleName: 'media', triggerRoleName: 'Media' },
      "Invalid setting 'triggerRoleName': must differ from serviceRoleName: one role is for OSS, the other for the function, 'Media' given.",
    ],
    [
      'one name for the roles of the trigger and the failure function',
      { failureRoleName: 'media', triggerRoleName: 'media' },
      "Invalid setting 'triggerRoleName': must differ from failureRoleName: one role is for OSS, the other for the failure function, 'media' given.",
    ],
    [
      'one name for the roles of both functions',
      { serviceRoleName: 'media', failureRoleName: 'media' },
      "Invalid setting 'failureRoleName': must differ from serviceRoleName: each function may do only what it has to, 'media' given.",
    ],
    [
      'one service for both functions',
      { serviceName: 'media', failureServiceName: 'media' },
      "Invalid setting 'failureServiceName': must differ from serviceName: each function has a service and so a role of its own, 'media' given.",
    ],
    [
      'a service where there are none',
      { functionCompute: 3, serviceName: 'media' },
      "Invalid setting 'serviceName': must not be given together with functionCompute 3, which has no services: name the functions, with functionName and failureFunctionName, 'media' given.",
    ],
    [
      'one name for both functions of a region',
      { functionCompute: 3, functionName: 'media', failureFunctionName: 'media' },
      "Invalid setting 'failureFunctionName': must differ from functionName with functionCompute 3: a region has one function of a name, 'media' given.",
    ],
  ])('refuses %s', (_, context, expected) => {
    expect(violations(context)).toEqual([expected]);
  });

  it.each([
    { cpu: 0.5, memoryMB: 512 },
    { cpu: 0.15, memoryMB: 512 },
    { cpu: 0.05, memoryMB: 128 },
    { cpu: 0.25, memoryMB: 1024 },
    { cpu: 16, memoryMB: 16384 },
    { timeoutSeconds: 100, objectTimeoutSeconds: 50 },
    { removal: 'retain', existingBucketName: 'two' },
    { functionCompute: 2, functionName: 'media', failureFunctionName: 'media' },
    { functionCompute: 3, functionName: 'media', failureFunctionName: 'Media' },
  ])('takes %j, on the border of a rule', (context) => {
    expect(parseSettings(context)).toMatchObject(context);
  });

  it('reports every violation at once, also those between settings', () => {
    const error = violations({ colour: 'red', memoryMB: 130, cpu: 1, removal: 'never', timeoutSeconds: 10 });

    expect(error).toEqual([
      "Unknown setting 'colour'.",
      "Invalid setting 'memoryMB': must be a multiple of 64, '130' given.",
      "Invalid setting 'removal': must be one of safe, retain, purge, 'never' given.",
      "Invalid setting 'objectTimeoutSeconds': must be at most half of timeoutSeconds 10, so that the row is written before the function is ended, '240' given.",
    ]);
  });

  it('reports settings that exclude each other also where one of them is wrong by itself', () => {
    const context = { bucketName: 'NOT A NAME', existingBucketName: 'two', removal: 'purge' };
    expect(violations(context)).toEqual([
      "Invalid setting 'bucketName': must be 3–63 lower-case letters, digits or inner hyphens, 'NOT A NAME' given.",
      "Invalid setting 'existingBucketName': must not be given together with bucketName 'NOT A NAME', the name of a bucket to make, 'two' given.",
      "Invalid setting 'existingBucketName': must not be given together with removal purge: a bucket that the stack does not own is never emptied, 'two' given.",
    ]);
  });

  it('names the setting and the value of whatever it refuses', () => {
    const names = fc.constantFrom(...Object.keys(SETTINGS.shape));
    fc.assert(
      fc.property(names, fc.jsonValue(), (name, value) => {
        for (const violation of violations({ [name]: value })) {
          expect(violation).toMatch(/^Invalid setting '\w+': must .*, '.*' given\.$/su);
        }
      }),
    );
  });
});
