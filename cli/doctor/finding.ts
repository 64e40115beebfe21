import type { CheckId } from './checks';

export type Outcome = 'passed' | 'failed' | 'not checked';

/** What a check found, as it is printed. */
export interface Finding {
  check: CheckId;
  outcome: Outcome;
  /** In a sentence. */
  detail: string;
  /** What to do about it; with `failed` only. */
  remedy?: string;
  /** For the person at the terminal only: it names what a report must not show. */
  aside?: string;
  /** What was measured, for whoever reads the report. */
  facts: Facts;
  milliseconds: number;
}

export type Facts = Record<string, string | number | boolean>;

/** What a check says that has passed. */
export interface Passed {
  detail: string;
  facts?: Facts;
}

/** A check found something wrong. */
export class Failure extends Error {
  constructor(
    message: string,
    /** What to do about it. @default - that of the cause where it is known, or else of the check */
    readonly remedy?: string,
    readonly facts: Facts = {},
    /** Names what a report must not show. */
    readonly aside?: string,
  ) {
    super(message);
  }
}

/** A check was not made, for a reason that is no fault. */
export class NotChecked extends Error {}
