import { Construct, type Resource } from '@alicloud/ros-cdk-core';
import { SWEEP_INTERVAL_MINUTES, SWEEP_TRIGGER } from '../../contract/sweep';
import type { CloudFunction, FunctionGeneration } from './function-generation';

export interface SweepTriggerProps {
  generation: FunctionGeneration;
  target: CloudFunction;
  /** Created before the trigger: when it is there, table and state can be used. */
  ready: Resource;
}

/** Has the function sweep for some minutes, again and again. */
export class SweepTrigger extends Construct {
  readonly trigger: Resource;

  constructor(scope: Construct, id: string, { generation, target, ready }: SweepTriggerProps) {
    super(scope, id);
    const trigger = generation.makeTimerTrigger(this, 'SweepTimer', {
      target,
      triggerName: SWEEP_TRIGGER,
      minutes: SWEEP_INTERVAL_MINUTES,
      message: SWEEP_TRIGGER,
    });
    // Created last and deleted first, so that it fires only while everything else exists.
    trigger.addDependency(target.dependency);
    trigger.addDependency(ready);
    this.trigger = trigger;
  }
}
