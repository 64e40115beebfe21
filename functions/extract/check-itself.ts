import {
  SELF_CHECKS,
  type SelfCheckAnswer,
  type SelfCheckName,
  type SelfCheckResult,
  selfCheckAnswer,
} from '../../contract/self-check';
import { readEnvironment } from './environment';
import { readInvocation } from './invocation';
import { safeErrorMessage } from './safe-error-message';
import { type Check, Finding, NotChecked, type Subject } from './self-check/check';
import { sparseFile, temporaryDirectory } from './self-check/files';
import { kernel, user } from './self-check/machine';
import { dns, missingObject, otherTablestoreEndpoint, tablestoreEndpoint } from './self-check/network';
import { toolChecks } from './self-check/tool';

/** Less than a client waits for an answer: everything here takes less than a second where nothing is wrong. */
const LONGEST_MS = 30_000;

/**
 * Checks, from inside, the machine, the services and mediainfo. It reads only what the function may read anyway, changes
 * nothing but the temporary directory, and answers without credentials.
 * @param missingKey of an object that is not in the bucket
 */
export async function checkItself(missingKey: string, context: unknown): Promise<SelfCheckAnswer> {
  const invocation = readInvocation(context);
  const subject: Subject = {
    invocation,
    environment: readEnvironment(process.env),
    missingKey,
    deadline: Date.now() + Math.min(LONGEST_MS, invocation.function.timeoutSeconds * 900),
  };
  const { mediainfo, systemCallFilter } = toolChecks();
  const all: Record<SelfCheckName, Check> = {
    kernel,
    user,
    'temporary directory': temporaryDirectory,
    'sparse file': sparseFile,
    mediainfo,
    'system call filter': systemCallFilter,
    DNS: dns,
    'Tablestore endpoint': tablestoreEndpoint,
    'other Tablestore endpoint': otherTablestoreEndpoint,
    'missing object': missingObject,
  };
  const checks: SelfCheckResult[] = [];
  for (const name of SELF_CHECKS) checks.push(await resultOf(name, () => all[name](subject)));
  return selfCheckAnswer('done', checks);
}

async function resultOf(name: SelfCheckName, check: () => ReturnType<Check>): Promise<SelfCheckResult> {
  const began = performance.now();
  const took = () => Math.round(performance.now() - began);
  try {
    const facts = await check();
    return { name, passed: true, facts, milliseconds: took() };
  } catch (error) {
    if (error instanceof NotChecked) return { name, facts: {}, reason: error.message, milliseconds: took() };
    // Of other errors only what is known to be safe.
    const [reason, facts] =
      error instanceof Finding ? [error.message, error.facts] : [safeErrorMessage(error), {}];
    return { name, passed: false, facts, reason, milliseconds: took() };
  }
}
