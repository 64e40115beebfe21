import { Refusal } from '../cloud/api-errors';
import { InvocationError } from '../cloud/invocation';
import { remedyFor } from '../deploy/remedies';
import { UserError } from '../program/errors';
import { CHECKS, type CheckId } from './checks';
import { Failure, type Finding, NotChecked, type Passed } from './finding';

/** Whoever runs the command wants to leave. */
export class CheckupEnded extends Error {}

export interface CheckupOptions {
  onBegin?: (check: CheckId) => void;
  onFinding?: (finding: Finding) => void;
  signal?: AbortSignal;
}

/** The findings of one run. A check that needs others is not made unless all of them have passed. */
export class Checkup {
  constructor(
    private readonly options: CheckupOptions = {},
    readonly findings: Finding[] = [],
  ) {}

  /** The same findings, for what must be done also after an interruption. */
  withoutSignal(): Checkup {
    const { signal: _, ...options } = this.options;
    return new Checkup(options, this.findings);
  }

  hasPassed(check: CheckId): boolean {
    return this.findings.some((one) => one.check === check && one.outcome === 'passed');
  }

  get failed(): boolean {
    return this.findings.some(({ outcome }) => outcome === 'failed');
  }

  /**
   * @param type of a resource, such as `ALIYUN::OSS::Bucket`: whose remedies fit
   * @throws CheckupEnded after an interruption
   */
  async check(
    id: CheckId,
    act: () => Promise<Passed>,
    { needs = [], type = '' }: { needs?: readonly CheckId[]; type?: string } = {},
  ): Promise<void> {
    if (this.options.signal?.aborted) throw new CheckupEnded();
    const missing = needs.find((need) => !this.hasPassed(need));
    if (missing) return this.leaveOut(id, `It needs what "${CHECKS[missing].title}" looks at.`);
    this.options.onBegin?.(id);
    const began = performance.now();
    const told = await act().then(
      ({ detail, facts = {} }) => ({ outcome: 'passed' as const, detail, facts }),
      (error: unknown) => {
        if (this.options.signal?.aborted) throw new CheckupEnded();
        return ofError(error, id, type);
      },
    );
    this.add({ check: id, ...told, milliseconds: Math.round(performance.now() - began) });
  }

  leaveOut(check: CheckId, detail: string): void {
    this.add({ check, outcome: 'not checked', detail, facts: {}, milliseconds: 0 });
  }

  add(finding: Finding): void {
    this.findings.push(finding);
    this.options.onFinding?.(finding);
  }
}

function ofError(error: unknown, id: CheckId, type: string): Omit<Finding, 'check' | 'milliseconds'> {
  if (error instanceof NotChecked) return { outcome: 'not checked', detail: error.message, facts: {} };
  if (error instanceof Failure) {
    const { message: detail, facts, aside } = error;
    const remedy = error.remedy ?? remedyFor({ text: detail, type }) ?? CHECKS[id].remedy;
    return { outcome: 'failed', detail, remedy, facts, ...(aside ? { aside } : {}) };
  }
  const text = textOf(error);
  // What belongs to an error of this command comes with what to do.
  const [detail = '', ...told] = text.split('\n');
  const remedy = told.join(' ') || (remedyFor({ text: detail, type }) ?? CHECKS[id].remedy);
  return { outcome: 'failed', detail, remedy, facts: {} };
}

/** What may be shown of an error: the SDKs' own hold addresses and headers, but their messages do not. */
export function textOf(error: unknown): string {
  if (error instanceof InvocationError) return `Function Compute: ${error.code}: ${error.message}`;
  if (error instanceof Refusal || error instanceof UserError) return error.message;
  const { code, message, status } = Object(error) as { code?: unknown; message?: unknown; status?: unknown };
  const words = typeof message === 'string' ? message : 'an error without a message';
  const name = typeof code === 'string' ? code : typeof status === 'number' ? `HTTP ${status}` : '';
  return name ? `${name}: ${words}` : words;
}
