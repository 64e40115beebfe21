/** A problem that no caller is told of. */
export interface Problem {
  kind:
    | /** A trigger's event that never became an invocation. */ 'event-lost'
    | /** An asynchronous event that was given up, and no failure destination took it. */ 'event-discarded'
    | /** A destination that could not be invoked. */ 'destination-failed'
    | /** An event of EventBridge that a target of a rule did not take. */ 'rule-failed'
    | /** Log lines that the logstore did not take. */ 'logs-lost';
  /** `service/function`, or in Function Compute 3 `function`. */
  function: string;
  /** What happened and why, as text for a person. */
  reason: string;
}

/** Older ones are forgotten, so that a long run does not grow. */
const KEPT = 1000;

export class ProblemList {
  private readonly list: Problem[] = [];

  constructor(private readonly onProblem?: (problem: Problem) => void) {}

  get all(): readonly Problem[] {
    return this.list;
  }

  report(problem: Problem): void {
    this.list.push(problem);
    if (this.list.length > KEPT) {
      this.list.shift();
    }
    this.onProblem?.(problem);
  }
}
