import type { Policy } from './policy';

/** A policy, and the beginning of the keys that it is for. */
export interface AssignedPolicy<Of = Policy> {
  prefix: string;
  policy: Of;
}

/** Name of the file in the code package that holds the policies of the setting `policies`, as they were read. */
export const POLICIES_FILE = 'policies.json';

/** The policy for a key: of those whose prefix it has, the one with the longest. Undefined when there is none. */
export function policyFor<Of>(assigned: readonly AssignedPolicy<Of>[], key: string): Of | undefined {
  let found: AssignedPolicy<Of> | undefined;
  for (const one of assigned) {
    if (key.startsWith(one.prefix) && (!found || one.prefix.length > found.prefix.length)) found = one;
  }
  return found?.policy;
}

/** Hashes of policies as an output of the stack tells them; undefined for any other text. */
export function readAssigned(told: unknown): AssignedPolicy<string>[] | undefined {
  try {
    const list: unknown = typeof told === 'string' ? JSON.parse(told) : undefined;
    const isOne = (one: unknown): one is AssignedPolicy<string> => {
      const { prefix, policy } = (one ?? {}) as Partial<AssignedPolicy<string>>;
      return typeof prefix === 'string' && typeof policy === 'string';
    };
    return Array.isArray(list) && list.every(isOne) ? list : undefined;
  } catch {
    return undefined;
  }
}
