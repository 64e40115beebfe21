import { join } from 'node:path';
import type OSS from 'ali-oss';
import { faithfulPlan, type Problem } from 'stand-in-cloud';
import * as TableStore from 'tablestore';
import { ossClient } from '../../../cli/cloud/oss-client';
import { readRow } from '../../../cli/cloud/rows';
import { tablestoreClient } from '../../../cli/cloud/tablestore-client';
import { LocalPipeline } from '../../../cli/local-cloud/local-pipeline';
import { SWEEP_INTERVAL_MINUTES, SWEEP_KEY, SWEEP_ROW, SWEEP_TABLE } from '../../../contract/sweep';
import type { Template, TemplateResource } from '../../lib/support/synthesized';

/** A small file, which is described quickly. */
const PICTURE = join(__dirname, '../../fixtures/media/still.jpg');

/** What happened in a story that needs every right of the roles. */
export interface Outcome {
  /** Status of a new object's row. */
  described: string;
  /** Status of the row of an object that was deleted. */
  deleted: string;
  /** Status of the row of an object whose event was given up, and whether it names the version. */
  givenUp: string;
  /** Status of the row of an object that was deleted, when the event of that was given up. */
  deletedAndGivenUp: string;
  /** How many events the failure function received. The story makes two events fail; more than two is a fault. */
  givenUpEvents: number;
  /** Which of the functions, `extract` and `record-failure`, wrote into the logstore. */
  logged: string[];
  /** Which events were sent about which object, each once. */
  announced: string[];
  /** With a sweep, the status of the row of an object that is gone without an event, after it. */
  swept: string | undefined;
}

/** A deployed pipeline. Its stack can be changed, and then the same story is played again. */
export class StoryTeller {
  private readonly oss: OSS;
  private readonly tablestore: TableStore.Client;
  private stories = 0;

  private constructor(
    readonly pipeline: LocalPipeline,
    private readonly problems: Problem[],
    private readonly fate: { kills: number },
    private readonly newsBus: string | undefined,
    private readonly sweeps: boolean,
  ) {
    this.oss = ossClient(pipeline.connection);
    this.tablestore = tablestoreClient(pipeline.connection);
  }

  /** @param context settings of the stack */
  static async start(context: Record<string, unknown>): Promise<StoryTeller> {
    const fate = { kills: 0 };
    const problems: Problem[] = [];
    const pipeline = await LocalPipeline.deploy({
      context,
      // Short waits before retries.
      timeScale: 0.001,
      deliveryPlan: {
        ...faithfulPlan,
        attempt: () => (fate.kills-- > 0 ? { throttled: false, killAfterMs: 0 } : faithfulPlan.attempt(0)),
      },
      onProblem: (problem) => problems.push(problem),
    });
    if (typeof context['newsBus'] === 'string') pipeline.cloud.events.createBus(context['newsBus']);
    const newsBus = context['newsBus'] as string | undefined;
    return new StoryTeller(pipeline, problems, fate, newsBus, context['sweep'] !== undefined);
  }

  /** Updates the stack to the first template with one resource replaced. */
  async replace(id: string, resource: TemplateResource): Promise<void> {
    const template = this.pipeline.template as Template;
    await this.pipeline.update({ ...template, Resources: { ...template.Resources, [id]: resource } });
  }

  /** Plays the story. @returns the outcome, and all messages that an operator would find */
  async tell(): Promise<{ outcome: Outcome; said: string }> {
    const { logs } = this.pipeline.cloud;
    const { logProject, logStore, roleOf } = this.logs();
    this.problems.length = 0;
    this.fate.kills = 0;
    const logged = logs.readLogs(logProject, logStore).length;
    const key = (name: string): string => `story ${this.stories}/${name}.jpg`;
    this.stories += 1;
    const reasons: (string | null)[] = [];
    const statusOf = async (name: string): Promise<string> => {
      const row = await readRow(this.tablestore, this.pipeline.connection, key(name));
      if (!row) return 'no row';
      reasons.push(row.reason);
      return `${row.status}${row.columns['ETag'] ? '' : ' of an unknown version'}`;
    };

    await this.put(key('a'));
    const described = await statusOf('a');
    await this.delete(key('a'));
    const deleted = await statusOf('a');
    await this.put(key('b'));
    this.fate.kills = 1;
    await this.delete(key('b'));
    const deletedAndGivenUp = await statusOf('b');
    this.fate.kills = 1;
    await this.put(key('c'));
    const givenUp = await statusOf('c');
    const swept = this.sweeps ? await this.sweep(key('gone'), () => statusOf('gone')) : undefined;

    const lines = logs.readLogs(logProject, logStore).slice(logged);
    const said = [
      ...reasons,
      ...this.problems.map(({ kind, reason }) => `${kind}: ${reason}`),
      ...lines.map(({ fields }) => fields['message']),
    ].join('\n');
    const givenUpEvents = lines.filter(({ fields }) =>
      /"event given up"/.test(fields['message'] ?? ''),
    ).length;
    const writers = [
      ...new Set(lines.map(({ fields }) => roleOf.get(fields['functionName']) ?? 'another')),
    ].sort();
    const rows = { described, deleted, givenUp, deletedAndGivenUp };
    const announced = this.announcedOf(key(''));
    return { outcome: { ...rows, givenUpEvents, logged: writers, announced, swept }, said };
  }

  /** Leaves a row of an object that is not there, and lets the timer fire. */
  private async sweep(key: string, statusOf: () => Promise<string>): Promise<string> {
    const { table, bucket } = this.pipeline.connection;
    const { Condition, RowExistenceExpectation } = TableStore;
    const condition = new Condition(RowExistenceExpectation.IGNORE, null);
    await this.tablestore.putRow({
      tableName: table,
      primaryKey: [{ ObjectKey: key }, { BucketName: bucket }],
      attributeColumns: [{ Key: key }, { Status: 'DESCRIBED' }],
      condition,
    });
    // Otherwise the next sweep would be due in a day.
    await this.tablestore.deleteRow({
      tableName: SWEEP_TABLE,
      primaryKey: [{ [SWEEP_KEY]: SWEEP_ROW }],
      condition,
    });
    this.pipeline.cloud.functions.passTime(SWEEP_INTERVAL_MINUTES * 60_000);
    await this.pipeline.cloud.functions.idle();
    return statusOf();
  }

  private announcedOf(start: string): string[] {
    if (!this.newsBus) return [];
    const told = this.pipeline.cloud.events.eventsOf(this.newsBus).flatMap(({ subject, type }) => {
      const [, name] = String(subject).split(start.replace(/\.jpg$/, ''));
      return name === undefined ? [] : [`${name.replace('.jpg', '')} ${String(type).split('.').at(-1)}`];
    });
    return [...new Set(told)].sort();
  }

  private logs() {
    const { outputs } = this.pipeline.cloud.ros.describeStack(this.pipeline.stackId);
    const roleOf = new Map<unknown, string>([
      [outputs['FunctionName'], 'extract'],
      [outputs['FailureFunctionName'], 'record-failure'],
    ]);
    return {
      logProject: String(outputs['LogProjectName']),
      logStore: String(outputs['LogStoreName']),
      roleOf,
    };
  }

  private async put(key: string): Promise<void> {
    await this.oss.put(key, PICTURE);
    await this.pipeline.cloud.functions.idle();
  }

  private async delete(key: string): Promise<void> {
    await this.oss.delete(key);
    await this.pipeline.cloud.functions.idle();
  }
}
