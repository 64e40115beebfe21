/** Logs and endpoints of the deployed function, each also with a wrong value. */
import { Agent } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { ossClient } from '../../cli/cloud/oss-client';
import { readRow } from '../../cli/cloud/rows';
import { tablestoreClient } from '../../cli/cloud/tablestore-client';
import { LocalPipeline } from '../../cli/local-cloud/local-pipeline';
import { TABLESTORE_FALLBACK } from '../../contract/environment';
import { MEDIA } from '../functions/extract/support/local-report';
import type { Template } from '../lib/support/synthesized';
import { ofThisRun } from '../setup/long-run';

const LogClient = require('@alicloud/log');

/** Resolves every host to this machine, because some resolvers do not know `my-project.localhost`. */
const agent = new Agent({
  lookup: (_host, { all }, found) =>
    all ? found(null, [{ address: '127.0.0.1', family: 4 }]) : found(null, '127.0.0.1', 4),
});

afterAll(() => agent.destroy());

/** Each generation, and its resource that has the settings of the logs. */
const GENERATIONS: [functionCompute: number, logsOf: string][] = [
  [2, 'ExtractService'],
  [3, 'ExtractFunction'],
];

describe.each(ofThisRun(GENERATIONS, ([functionCompute]) => functionCompute === 2))(
  'A function of Function Compute %i',
  (functionCompute, logsOf) => {
    let pipeline: LocalPipeline;
    beforeAll(async () => {
      pipeline = await LocalPipeline.deploy({ context: { functionCompute } });
    }, 120_000);
    afterAll(async () => {
      await pipeline?.close();
    });

    /** Puts two pictures, one after the other, and waits for their rows. */
    async function describeTwo(folder: string): Promise<unknown[]> {
      const { connection, cloud } = pipeline;
      const keys = ['one', 'two'].map((name) => `${folder}/${name}.jpg`);
      for (const key of keys) {
        await ossClient(connection).put(key, join(MEDIA, 'still.jpg'));
        await cloud.functions.idle();
      }
      const rows = keys.map((key) => readRow(tablestoreClient(connection), connection, key));
      return (await Promise.all(rows)).map((row) => row?.status);
    }

    /** @returns the answer of Log Service to a query */
    function ask(query: string): Promise<Record<string, string>[]> {
      const { clients, logProject, logStore } = JSON.parse(JSON.stringify(pipeline.connection));
      const [from, to] = [new Date(0), new Date(Date.now() + 60_000)];
      return new LogClient(clients['@alicloud/log']).getLogs(
        logProject,
        logStore,
        from,
        to,
        { query },
        { agent },
      );
    }

    const described = (folder: string) =>
      ask(`message.key: ${folder} and message.status: DESCRIBED | SELECT count(1) AS n FROM log`);

    /** Updates a resource of the stack. */
    async function change(id: string, alter: (properties: Record<string, unknown>) => object): Promise<void> {
      const template = structuredClone(pipeline.template) as Template;
      const resource = template.Resources[id]!;
      template.Resources[id] = {
        ...resource,
        Properties: { ...resource.Properties, ...alter(resource.Properties) },
      };
      await pipeline.update(template);
    }

    it('finds each line of the log by its fields', async () => {
      expect(await describeTwo('lines')).toEqual(['DESCRIBED', 'DESCRIBED']);
      expect(await described('lines')).toMatchObject([{ n: '2' }]);
    });

    it('finds none of them with the rule that appends lines without a date', async () => {
      await change(logsOf, ({ LogConfig }) => ({
        LogConfig: { ...(LogConfig as object), LogBeginRule: 'DefaultRegex' },
      }));
      expect(await describeTwo('merged')).toEqual(['DESCRIBED', 'DESCRIBED']);
      expect(await described('merged')).toMatchObject([{ n: '0' }]);
    });

    it('says once which endpoint of Tablestore answered: the first', async () => {
      expect(
        await ask('message.message: "tablestore endpoint" | SELECT "message.level" AS level FROM log'),
      ).toMatchObject([{ level: 'info' }]);
    });

    it('writes rows over the other endpoint when nobody listens at the first', async () => {
      const closed = createServer().listen(0, '127.0.0.1');
      const { port } = await new Promise<{ port: number }>((resolve) =>
        closed.on('listening', () => resolve(closed.address() as never)),
      );
      await new Promise((resolve) => closed.close(resolve));
      await change('ExtractFunction', ({ EnvironmentVariables }) => ({
        EnvironmentVariables: {
          ...(EnvironmentVariables as object),
          TABLESTORE_ENDPOINT: `http://127.0.0.1:${port}`,
        },
      }));

      expect(await describeTwo('fallback')).toEqual(['DESCRIBED', 'DESCRIBED']);
      const query = 'message.level: warn and message.message: "tablestore endpoint"';
      expect(
        await ask(`${query} | SELECT "message.endpoint" AS endpoint, "message.reason" AS reason FROM log`),
      ).toMatchObject([
        {
          endpoint: pipeline.connection.tablestoreEndpoint,
          reason: `http://127.0.0.1:${port}: Network: ECONNREFUSED`,
        },
      ]);
      expect(pipeline.template).toHaveProperty(
        `Resources.ExtractFunction.Properties.EnvironmentVariables.${TABLESTORE_FALLBACK}`,
      );
    });
  },
);
