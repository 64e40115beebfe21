import { randomUUID } from 'node:crypto';
import { reasonOf } from '../reason-of';
import type { InstanceFaults } from './delivery-plan';
import { FcError } from './errors';
import { type FailedInvocation, failedInvocation } from './failed-invocation';
import type { Invocation, InvocationRequest, Outcome } from './invocation';
import type { LogWriter } from './log-writer';
import { type FunctionRecord, homeOf, ownerOf } from './registry';
import { FC_SERVICE, type RoleSessions } from './role-sessions';

/** Runs functions within the concurrency limit, each with credentials of its role. */
export class Runner {
  private running = 0;

  constructor(
    private readonly sessions: RoleSessions,
    private readonly logWriter: LogWriter,
    private readonly concurrencyLimit: number,
    private readonly onFailed?: (failure: FailedInvocation) => void,
  ) {}

  /** @throws FcError `ResourceExhausted` at the limit, `AccessDenied` when its role cannot be assumed */
  async run(target: FunctionRecord, request: InvocationRequest, faults?: InstanceFaults): Promise<Outcome> {
    if (this.running >= this.concurrencyLimit) {
      throw new FcError(
        'ResourceExhausted',
        `Your concurrent invocations exceed the limit of ${this.concurrencyLimit}`,
      );
    }
    const invocation = this.invocationOf(target, request);
    this.running += 1;
    try {
      const outcome = await target.runtime.invoke(invocation, faults);
      this.logWriter.record(target, { request, outcome });
      if (outcome.errorType) this.onFailed?.(failedInvocation(target, outcome));
      return outcome;
    } finally {
      this.running -= 1;
    }
  }

  /** Runs a function once in each of its idle instances. The concurrency limit does not apply. */
  runOnEach(target: FunctionRecord, event: Buffer): Promise<Outcome[]> {
    return target.runtime.invokeEach(() => this.invocationOf(target, { requestId: randomUUID(), event }));
  }

  private invocationOf(
    target: FunctionRecord,
    { requestId, event }: Omit<InvocationRequest, 'type'>,
  ): Invocation {
    const { logConfig } = homeOf(target);
    return { requestId, event, credentials: this.credentialsFor(target), logConfig };
  }

  private credentialsFor(target: FunctionRecord): Invocation['credentials'] {
    const { role } = homeOf(target);
    if (!role) {
      return undefined;
    }
    try {
      return this.sessions.credentials(role, FC_SERVICE, target.name);
    } catch (error) {
      throw new FcError(
        'AccessDenied',
        `FC is not authorized to assume role ${role} of ${ownerOf(target)}: ${reasonOf(error)}`,
        { cause: error },
      );
    }
  }
}
