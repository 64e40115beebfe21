import { SELF_CHECK, SELF_CHECK_BYTES, SELF_CHECK_START } from '../../../contract/self-check';
import { keyFault } from '../events';
import { fieldsOf } from '../fields';

/** What `media doctor` asks for. */
export type SelfCheckRequest = { kind: 'run'; missingKey: string } | { kind: 'fail' };

/**
 * @returns undefined for everything else, which is an event. Only the first bytes of an event are looked at, so this costs
 * it nothing
 */
export function selfCheckRequest(payload: Buffer | string): SelfCheckRequest | undefined {
  if (payload.length > SELF_CHECK_BYTES) return undefined;
  if (payload.slice(0, SELF_CHECK_START.length).toString() !== SELF_CHECK_START) return undefined;
  const { selfCheck, missingKey, ...others } = parsed(payload.toString());
  if (selfCheck === 'fail') return { kind: 'fail' };
  const isExact = selfCheck === 'run' && Object.keys(others).length === 0;
  return isExact && typeof missingKey === 'string' && !keyFault(missingKey)
    ? { kind: 'run', missingKey }
    : undefined;
}

/** Whether the function may check itself: unless the stack says no. */
export const mayCheckItself = (env: NodeJS.ProcessEnv): boolean => env[SELF_CHECK] !== 'false';

function parsed(text: string): Record<string, unknown> {
  try {
    return fieldsOf(JSON.parse(text)) as Record<string, unknown>;
  } catch {
    return {};
  }
}
