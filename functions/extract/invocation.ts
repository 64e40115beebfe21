import { fieldsOf } from './fields';
/** What Function Compute passes with an event. It is the same in generations 2 and 3. */
export interface Invocation {
  requestId: string;
  region: string;
  credentials: { accessKeyId: string; accessKeySecret: string; securityToken?: string };
  function: { memoryMB: number; timeoutSeconds: number };
}

/** The smallest values of Function Compute. They are safe when the context does not give the real ones. */
const LEAST_MEMORY_MB = 128;
const LEAST_TIMEOUT_SECONDS = 3;

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const numberOf = (value: unknown, otherwise: number): number =>
  Number(value) > 0 ? Number(value) : otherwise;

/**
 * @throws Error when the region is missing, or the credentials are missing because the function has no role
 */
export function readInvocation(context: unknown): Invocation {
  const fields = fieldsOf(context);
  const credentials = fieldsOf(fields['credentials']);
  const settings = fieldsOf(fields['function']);
  const accessKeyId = textOf(credentials['accessKeyId']);
  const accessKeySecret = textOf(credentials['accessKeySecret']);
  const region = textOf(fields['region']);
  if (!accessKeyId || !accessKeySecret) {
    throw new Error('Context: credentials must be given; the service or function needs a role.');
  }
  if (!region) throw new Error('Context: region must be given.');
  return {
    requestId: textOf(fields['requestId']),
    region,
    credentials: {
      accessKeyId,
      accessKeySecret,
      securityToken: textOf(credentials['securityToken']) || undefined,
    },
    function: {
      memoryMB: numberOf(settings['memory'], LEAST_MEMORY_MB),
      timeoutSeconds: numberOf(settings['timeout'], LEAST_TIMEOUT_SECONDS),
    },
  };
}
