import { limits, syntax } from 'ros-template-check';
import * as z from 'zod';
import type { VirtualClock } from '../../clock';
import type { ResourceProvider } from '../provider';
import { integer } from './forms';

const seconds = () => integer(limits.ros.SLEEP_SECONDS).optional();

const properties = z.strictObject({
  CreateDuration: seconds(),
  UpdateDuration: seconds(),
  UpdateRollbackDuration: seconds(),
  DeleteDuration: seconds(),
  Triggers: z.record(z.string(), z.unknown()).optional(),
});

type Properties = z.output<typeof properties>;

/** Lets the time of deployments pass; nobody waits. */
export function rosSleep(clock: Pick<VirtualClock, 'skip'>): ResourceProvider<Properties> {
  const sleep = (duration = 0): void => clock.skip(duration * 1_000);
  return {
    type: 'ALIYUN::ROS::Sleep',
    properties,
    attributes: [],
    updatable: ['UpdateDuration', 'UpdateRollbackDuration', 'DeleteDuration', 'Triggers'],
    async create(given, { stackId, logicalId }) {
      sleep(given.CreateDuration);
      return { physicalId: `${stackId}/${logicalId}`, attributes: {} };
    },
    async update(_id, given, previous) {
      if (!syntax.sameJson(given.Triggers, previous.Triggers)) sleep(given.UpdateDuration);
      return {};
    },
    async delete(_id, given) {
      sleep(given.DeleteDuration);
    },
  };
}
