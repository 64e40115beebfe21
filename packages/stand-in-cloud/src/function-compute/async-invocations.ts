import { reasonOf } from '../reason-of';
import { type AcceptedEvent, AcceptedEvents } from './accepted-events';
import { type AsyncEvent, AsyncQueue, type Verdict } from './async-queue';
import { destinationPayload } from './destination';
import { FcError } from './errors';
import { labelOf } from './generation';
import type { Outcome } from './invocation';
import type { ProblemList } from './problems';
import { homeOf, ownerOf, type Registry } from './registry';
import { FC_SERVICE, type RoleSessions } from './role-sessions';
import type { Runner } from './runner';
import type { FunctionComputeService } from './service';
import type { Settings } from './settings';

/** Asynchronous invocations of registered functions, and what follows them. */
export class AsyncInvocations {
  private readonly queue: AsyncQueue;
  private readonly events: AcceptedEvents;
  private attempts = 0;
  private lost = 0;

  constructor(
    private readonly parts: {
      settings: Settings;
      registry: Registry;
      sessions: RoleSessions;
      problems: ProblemList;
      runner: Runner;
      invokeAsync: FunctionComputeService['invokeAsync'];
      onIdle: () => void;
    },
  ) {
    const { clock, timeScale, asyncConcurrency, dataDir, onNotice } = parts.settings;
    this.events = new AcceptedEvents(dataDir, onNotice);
    this.queue = new AsyncQueue({
      clock,
      timeScale,
      concurrency: asyncConcurrency,
      run: (event) => this.run(event),
      settings: (event) => this.find(event)?.options.async ?? {},
      finished: async (event, verdict) => {
        await this.finished(event, verdict);
        this.events.ended(event.requestId);
      },
      onIdle: parts.onIdle,
    });
  }

  /** @throws Error when the event cannot be stored */
  accept(event: Omit<AcceptedEvent, 'acceptedAt'>): void {
    const accepted = { ...event, acceptedAt: this.parts.settings.clock.now() };
    this.events.accept(accepted);
    this.enqueue(accepted);
  }

  /** Runs what an earlier process accepted and did not bring to an end, where the function exists now. */
  deliverPending(): void {
    for (const event of this.events.takeInherited((one) => this.find(one) !== undefined)) this.enqueue(event);
  }

  private enqueue(event: AcceptedEvent): void {
    this.queue.accept({ ...event, attempts: 0, throttles: 0 });
  }

  /** Events that were accepted and are not finished. */
  get depth(): number {
    return this.queue.depth;
  }

  /** Attempts that ran in an instance and ended with an error. */
  get lostAttempts(): number {
    return this.lost;
  }

  close(): void {
    this.events.close();
    this.queue.close();
  }

  private async run(event: AsyncEvent): Promise<Outcome> {
    const target = this.parts.registry.fn(event);
    const { throttled, ...faults } = this.parts.settings.plan.attempt(this.attempts++);
    if (throttled) {
      throw new FcError('ResourceExhausted', 'Throttled by the delivery plan');
    }
    const { requestId, payload } = event;
    const request = { requestId, event: payload, type: 'Async' as const };
    const outcome = await this.parts.runner.run(target, request, faults);
    if (outcome.errorType) this.lost += 1;
    return outcome;
  }

  private find(event: AcceptedEvent) {
    return this.parts.registry.find(event);
  }

  private async finished(event: AsyncEvent, verdict: Verdict): Promise<void> {
    const failed = verdict.condition !== '';
    const { onSuccess, onFailure } = this.find(event)?.options.async ?? {};
    const destination = failed ? onFailure : onSuccess;
    const taken = destination !== undefined && (await this.deliver(destination, event, verdict));
    if (failed && !taken) {
      this.parts.problems.report({
        kind: 'event-discarded',
        function: labelOf(event),
        reason:
          `request ${event.requestId} after ${event.attempts} attempts: ${verdict.condition}: ` +
          (verdict.outcome?.payload ?? 'the event was too old'),
      });
    }
  }

  /** Destinations are invoked by the function's role. */
  private async deliver(destination: string, event: AsyncEvent, verdict: Verdict): Promise<boolean> {
    const { settings, sessions, problems, registry, invokeAsync } = this.parts;
    try {
      const generation = settings.generations.of(event);
      const target = generation.parseArn(destination);
      const { role } = homeOf(registry.fn(event));
      if (!target || !role) {
        throw new FcError('AccessDenied', `${ownerOf({ fullName: event })} has no role to invoke it with`);
      }
      const caller = sessions.principal(role, FC_SERVICE, event.fn);
      const { region, authority, clock } = settings;
      const home = { generation, region, accountId: authority.accountId, now: clock.now() };
      const { service, qualifier, fn } = target;
      await invokeAsync(caller, { service, qualifier, fn }, destinationPayload(event, verdict, home));
      return true;
    } catch (error) {
      problems.report({
        kind: 'destination-failed',
        function: labelOf(event),
        reason: `${destination}: ${reasonOf(error)}`,
      });
      return false;
    }
  }
}
