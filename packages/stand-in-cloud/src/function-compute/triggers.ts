import { limits } from 'ros-template-check';
import type { Clock } from '../clock';
import { FcError } from './errors';
import { checkName } from './name-limits';
import type { OssTriggers } from './oss-triggers';
import { checkQualifier } from './qualifier';
import type { FunctionRecord, TriggerRecord } from './registry';
import type { TriggerOptions } from './service';
import type { TimerTriggers } from './timer-triggers';

const TYPES: readonly string[] = ['oss', 'timer'] satisfies TriggerOptions['type'][];

/** The triggers of all functions: what holds for every type. */
export class Triggers {
  constructor(private readonly parts: { oss: OssTriggers; timers: TimerTriggers; clock: Clock }) {}

  create(fn: FunctionRecord, name: string, options: TriggerOptions): void {
    checkName('Trigger', name);
    check(fn, options);
    if (fn.triggers.has(name)) {
      throw new FcError('TriggerAlreadyExists', `trigger '${name}' already exists in function '${fn.name}'`);
    }
    if (fn.triggers.size >= limits.functionCompute.TRIGGERS_PER_FUNCTION) {
      throw new FcError(
        'LimitExceeded',
        `function '${fn.name}' already has ${limits.functionCompute.TRIGGERS_PER_FUNCTION} triggers`,
      );
    }
    const trigger = { fn, name, options, createdAt: this.parts.clock.now() };
    if (options.type === 'oss') this.parts.oss.create(trigger, options);
    else this.parts.timers.set(trigger, options);
    fn.triggers.set(name, trigger);
  }

  update(trigger: TriggerRecord, options: TriggerOptions): void {
    check(trigger.fn, options);
    if (options.type !== trigger.options.type) {
      throw new FcError(
        'InvalidArgument',
        `The type of a trigger cannot be changed: trigger '${trigger.name}' is of type '${trigger.options.type}'.`,
      );
    }
    if (options.type === 'oss') this.parts.oss.update(trigger, options);
    else this.parts.timers.set(trigger, options);
    trigger.options = options;
  }

  delete(trigger: TriggerRecord): void {
    if (trigger.options.type === 'oss') this.parts.oss.delete(trigger);
    else this.parts.timers.delete(trigger);
    trigger.fn.triggers.delete(trigger.name);
  }

  /** Whether no event is on its way. A timer's next one is not. */
  get isIdle(): boolean {
    return this.parts.oss.isIdle;
  }

  close(): void {
    this.parts.oss.close();
    this.parts.timers.close();
  }
}

function check(fn: FunctionRecord, { type, qualifier }: TriggerOptions): void {
  if (!TYPES.includes(type)) {
    throw new FcError('InvalidArgument', `Trigger type must be one of ${TYPES.join(', ')}, '${type}' given.`);
  }
  checkQualifier({ ...fn.fullName, qualifier });
}
