import type { SelfCheckResult } from '../../../contract/self-check';
import type { Environment } from '../environment';
import type { Invocation } from '../invocation';

export type Facts = SelfCheckResult['facts'];

/** What the checks look at. */
export interface Subject {
  invocation: Invocation;
  environment: Environment;
  /** Key of an object that is not in the bucket. */
  missingKey: string;
  /** Epoch milliseconds at which the last check must have ended. */
  deadline: number;
}

/** A check found something wrong. The message is for a person, and holds no secret. */
export class Finding extends Error {
  constructor(
    message: string,
    /** What was found before. */
    readonly facts: Facts = {},
  ) {
    super(message);
  }
}

/** A check could not be made, for a reason that is no fault. */
export class NotChecked extends Error {}

/** @returns what was found. @throws Finding, NotChecked */
export type Check = (subject: Subject) => Facts | Promise<Facts>;
