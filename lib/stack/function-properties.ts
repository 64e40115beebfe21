import { type CloudFunctionProps, RUNTIME } from './function-generation';

/** What a function has around it, under the names that it has in every generation. */
export const surroundingsOf = ({ role, logs, tags }: CloudFunctionProps) => ({
  role: role.roleArn,
  logConfig: {
    project: logs.logProjectName,
    logstore: logs.logStoreName,
    // Each line is an entry. With `DefaultRegex` an entry begins only at a line that begins with a date, and
    // all others are appended to it: lines of JSON would be one entry, in which nothing is found.
    logBeginRule: 'None',
    // Records duration and memory of each request. They show whether memory and timeout fit the media.
    enableRequestMetrics: true,
  },
  // The function only calls internal endpoints, but no document says that these work without Internet access.
  internetAccess: true,
  tags: Object.entries(tags).map(([key, value]) => ({ key, value })),
});

/** What runs and how much it is given, under the names that it has in every generation. */
export const programOf = (props: CloudFunctionProps) => ({
  description: props.descriptions.function,
  runtime: RUNTIME,
  handler: props.handler,
  code: props.code.location,
  memorySize: props.memoryMB,
  cpu: props.cpu,
  diskSize: props.diskSizeMB,
  timeout: props.timeoutSeconds,
  environmentVariables: props.environment,
});
