import type { Chaos } from './chaos';
import type { DeliveryPlan } from './function-compute/delivery-plan';
import type { FailedInvocation } from './function-compute/failed-invocation';
import type { Problem } from './function-compute/problems';
import type { OssConditions } from './oss/conditions';
import type { QuotaLimits } from './quotas/quotas';
import type { ActivatedService } from './ros/activation';
import type { StackEvent } from './ros/stack';
import type { OnNotice } from './storage/errors';

export interface CloudOptions {
  /** @default 'cn-hangzhou' */
  region?: string;
  /** @default '1234567890123456' */
  accountId?: string;
  /**
   * Directory for objects, rows, the account's key, the ids of stacks, and events that are not dealt with. A later cloud
   * with the same directory has them again, and delivers the events when their stack is deployed. Logs are not kept.
   * @default a temporary one, removed at the end
   */
  dataDir?: string;
  /** @default free ones */
  ports?: {
    oss?: number;
    tablestore?: number;
    functionCompute?: number;
    eventBridge?: number;
    ros?: number;
    sts?: number;
    logs?: number;
  };
  /** Latency, bandwidth and faults of OSS. @default those of `chaos`, or none */
  ossConditions?: OssConditions;
  /** What Function Compute does to events. @default what `chaos` does, or each is delivered once, in order */
  deliveryPlan?: DeliveryPlan;
  /** Faults of OSS, Tablestore and Function Compute; they start with `chaos.begin()`. @default none */
  chaos?: Chaos;
  /**
   * Milliseconds until other services know what was just made: a role, a log project or a Tablestore instance; and until a
   * table that ROS made can be used. `ALIYUN::ROS::Sleep` lets them pass at once. @default 60000, as in the real cloud
   */
  settlingMs?: number;
  /**
   * Network from which ROS makes tables and indexes, as the ACLs of Tablestore instances name it. Which one it is in the
   * real cloud is documented nowhere. @default 'VPC'
   */
  rosNetwork?: 'INTERNET' | 'VPC' | 'CLASSIC';
  /** Services that the account has not turned on: stacks cannot use them before `ALIYUN::ROS::AutoEnableService`. @default none */
  inactiveServices?: readonly ActivatedService[];
  /**
   * How much the account may have, by quota. A quota that is used up does not stop anything here but what enforces it
   * anyway; it is told by the API of Quota Center. @default what a new account has
   */
  quotas?: QuotaLimits;
  /**
   * Path of a CommonJS script that each instance of a function runs before its code: to make its machine another, such as
   * one with an older kernel. @default none
   */
  instancePreload?: string;
  /** Multiplies Function Compute's waits before retries. @default 1 */
  timeScale?: number;
  /** Called for every step of a stack's creation, update and deletion. */
  onStackEvent?: (event: StackEvent) => void;
  /** Called for problems that no caller is told of, such as an event that a role may not deliver. */
  onProblem?: (problem: Problem) => void;
  /** Called for every invocation of a function that ends with an error, also where it will be tried again. */
  onFailedInvocation?: (failure: FailedInvocation) => void;
  /** Told of what a killed process left and the start mended or removed. @default written to standard error */
  onNotice?: OnNotice;
}
