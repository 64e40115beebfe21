import { type Case, type Change, each } from './cases';

const dependsOn = (id: string, ...others: string[]): Change => [`Resources.${id}.DependsOn`, others];

const duration = (property: string): Case => ({
  fails: each(`WaitForTable.${property}`, -1, 1_801),
  passes: each(`WaitForTable.${property}`, 0, 1_800, '60'),
});

/** A case in which something does not depend on its wait, and ones in which the wait is too short or long enough. */
const wait = (id: string, others: string[], sleep: string): Case => ({
  fails: [
    [dependsOn(id, ...others)],
    [[`${sleep}.CreateDuration`, 59]],
    [[`${sleep}.CreateDuration`, undefined]],
    [dependsOn(sleep)],
  ],
  passes: [[dependsOn(id, sleep)], [[`${sleep}.CreateDuration`, 1_800]]],
});

export const WAIT_CASES: Record<string, Case> = {
  'ros-sleep-create': {
    fails: each('WaitForTable.CreateDuration', 1_801),
    passes: each('WaitForTable.CreateDuration', 60, 1_800, '60'),
  },
  'ros-sleep-update': { ...duration('UpdateDuration'), also: ['ros-sleep-triggers'] },
  'ros-sleep-update-rollback': duration('UpdateRollbackDuration'),
  'ros-sleep-delete': duration('DeleteDuration'),
  'ros-sleep-triggers': {
    fails: each('WaitForTable.UpdateDuration', 60),
    passes: [
      [
        ['WaitForTable.UpdateDuration', 60],
        ['WaitForTable.Triggers', { Table: 'Records' }],
      ],
    ],
  },
  'wait-table': wait('RecordTable', ['RecordInstance'], 'WaitForInstance'),
  'wait-search-index': wait('RecordIndex', ['RecordTable'], 'WaitForTable'),
  'wait-fc': wait('WorkerService', ['WorkerRole', 'LogIndex'], 'WaitForWorkerRole'),
  'wait-trigger': wait(
    'ObjectTrigger',
    ['WorkerFunction', 'TriggerRole', 'SourceBucket'],
    'WaitForTriggerRole',
  ),
};

/** Of the template for Function Compute 3. */
export const WAIT_3_CASES: Record<string, Case> = {
  'wait-fc': wait('WorkerFunction', ['WorkerRole', 'LogIndex', 'RecordTable'], 'WaitForWorkerRole'),
  'wait-trigger': wait(
    'ObjectTrigger',
    ['WorkerEvents', 'TriggerRole', 'SourceBucket'],
    'WaitForTriggerRole',
  ),
};
