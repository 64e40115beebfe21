import { join } from 'node:path';
import type { Problem } from 'stand-in-cloud';
import * as TableStore from 'tablestore';
import { ossClient } from '../../cli/cloud/oss-client';
import { readRow } from '../../cli/cloud/rows';
import { tablestoreClient } from '../../cli/cloud/tablestore-client';
import { LocalPipeline } from '../../cli/local-cloud/local-pipeline';
import {
  readSweepState,
  SWEEP_COLUMN,
  SWEEP_INTERVAL_MINUTES,
  SWEEP_KEY,
  SWEEP_ROW,
  SWEEP_TABLE,
  type SweepState,
} from '../../contract/sweep';
import { PROJECT_ROOT } from '../../lib/project-root';
import type { Template } from '../lib/support/synthesized';
import { ofThisRun } from '../setup/long-run';

const SAMPLES = join(PROJECT_ROOT, 'assets', 'samples');
const FILM = join(SAMPLES, 'news.mp4');
const PICTURE = join(SAMPLES, 'poster.jpg');
const DAY = 86_400_000;

jest.setTimeout(120_000);

describe.each(ofThisRun([2, 3], (functionCompute) => functionCompute === 3))(
  'a sweep in Function Compute %i',
  (functionCompute) => {
    const problems: Problem[] = [];
    let pipeline: LocalPipeline;
    beforeAll(async () => {
      pipeline = await LocalPipeline.deploy({
        context: { functionCompute, sweep: 'daily', prefix: 'media/', asyncRetries: 0 },
        timeScale: 0.001,
        onProblem: (problem) => problems.push(problem),
      });
    });
    afterAll(() => pipeline?.close());

    const oss = () => ossClient(pipeline.connection);
    const status = async (key: string): Promise<string | undefined> =>
      (await readRow(tablestoreClient(pipeline.connection), pipeline.connection, key))?.status ?? undefined;

    const settled = () => pipeline.cloud.functions.idle();
    const fire = async (): Promise<void> => {
      pipeline.cloud.functions.passTime(SWEEP_INTERVAL_MINUTES * 60_000);
      await settled();
    };

    /** What the function wrote about sweeps since it was asked last. */
    let read = 0;
    const lines = (): Record<string, unknown>[] => {
      const { outputs } = pipeline.cloud.ros.describeStack(pipeline.stackId);
      const all = pipeline.cloud.logs.readLogs(
        String(outputs['LogProjectName']),
        String(outputs['LogStoreName']),
      );
      const fresh = all.slice(read).flatMap(({ fields }) => {
        const message = fields['message'] ?? '';
        return message.startsWith('{') ? [JSON.parse(message) as Record<string, unknown>] : [];
      });
      read = all.length;
      return fresh.filter(({ message }) => String(message).startsWith('sweep'));
    };

    const stateKey: TableStore.PrimaryKey = [{ [SWEEP_KEY]: SWEEP_ROW }];
    const state = async (): Promise<SweepState> => {
      const client = tablestoreClient(pipeline.connection);
      const { row } = await client.getRow({ tableName: SWEEP_TABLE, primaryKey: stateKey });
      const text = row.attributes?.find(({ columnName }) => columnName === SWEEP_COLUMN)?.columnValue;
      return readSweepState(text)!;
    };
    /** As if the last sweep had begun so long ago: functions have the time of this machine. */
    const makeDue = async (milliseconds: number): Promise<void> => {
      const now = await state();
      const started = new Date(Date.parse(now.started) - milliseconds).toISOString();
      await tablestoreClient(pipeline.connection).updateRow({
        tableName: SWEEP_TABLE,
        primaryKey: stateKey,
        condition: new TableStore.Condition(TableStore.RowExistenceExpectation.IGNORE, null),
        updateOfAttributeColumns: [{ PUT: [{ [SWEEP_COLUMN]: JSON.stringify({ ...now, started }) }] }],
      });
    };
    /** Without the trigger of the bucket, nothing of what happens brings an event. */
    const withoutEvents = async (happens: () => Promise<unknown>): Promise<void> => {
      const whole = pipeline.template as Template;
      const { ObjectTrigger: _, ...Resources } = whole.Resources;
      await pipeline.update({ ...whole, Resources });
      await happens();
      await pipeline.update(whole);
      await settled();
      lines();
    };

    it('finds a bucket that agrees with its rows right, and says so once a day', async () => {
      await oss().put('media/a.mp4', FILM);
      await oss().put('media/b.jpg', PICTURE);
      await settled();

      await fire();
      await fire();

      expect(lines()).toEqual([
        expect.objectContaining({
          level: 'info',
          message: 'sweep',
          objects: 2,
          rows: 2,
          missing: 0,
          slices: 1,
        }),
      ]);
      expect(problems).toEqual([]);
    });

    it('makes rows for what came, and removes those of what went, without an event', async () => {
      await withoutEvents(async () => {
        await oss().put('media/new.jpg', PICTURE);
        await oss().put('media/b.jpg', FILM);
        await oss().delete('media/a.mp4');
        await oss().put('elsewhere/other.jpg', PICTURE);
      });
      expect([await status('media/a.mp4'), await status('media/new.jpg')]).toEqual(['DESCRIBED', undefined]);
      await makeDue(DAY);

      await fire();

      expect(await status('media/a.mp4')).toBeUndefined();
      expect(await status('media/new.jpg')).toBe('DESCRIBED');
      // What is in it and what its name says differ now.
      expect(await status('media/b.jpg')).toBe('DOUBTFUL');
      expect(await status('elsewhere/other.jpg')).toBeUndefined();
      expect(lines()).toEqual([
        expect.objectContaining({
          message: 'sweep',
          objects: 2,
          rows: 2,
          missing: 1,
          replaced: 1,
          orphaned: 1,
          passedOver: 0,
        }),
      ]);
      expect((await state()).last?.figures).toMatchObject({ missing: 1, orphaned: 1 });
    });

    it('is not begun by an event that somebody else wrote', async () => {
      await makeDue(DAY);
      const { functions, ram } = pipeline.cloud;
      const { accountId } = ram;
      const caller = { kind: 'root' as const, accountId, arn: `acs:ram::${accountId}:root` };
      const { FunctionName, ServiceName } = pipeline.cloud.ros.describeStack(pipeline.stackId).outputs;
      const name = { fn: String(FunctionName), ...(ServiceName ? { service: String(ServiceName) } : {}) };
      const invoke = (event: object) => functions.invoke(caller, name, Buffer.from(JSON.stringify(event)));
      const genuine = { triggerTime: '2026-01-01T00:00:00Z', triggerName: 'sweep', payload: 'sweep' };

      for (const forged of [
        { ...genuine, payload: '' },
        { ...genuine, events: [] },
        { ...genuine, triggerTime: 'now' },
      ]) {
        await invoke(forged);
      }
      expect(lines()).toEqual([]);

      // Who may invoke the function can have a sweep begin that is due, and no other.
      await Promise.all([invoke(genuine), invoke(genuine)]);
      await invoke({ ...genuine, triggerTime: '2036-01-01T00:00:00Z' });
      expect(lines().map(({ message }) => message)).toEqual(['sweep']);
    });
  },
);
