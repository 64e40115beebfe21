import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ossClient } from '../../cli/cloud/oss-client';
import { readRow } from '../../cli/cloud/rows';
import { tablestoreClient } from '../../cli/cloud/tablestore-client';
import { LocalPipeline } from '../../cli/local-cloud/local-pipeline';
import { PROJECT_ROOT } from '../../lib/project-root';
import { ofThisRun } from '../setup/long-run';

const fixture = (name: string): string => join(PROJECT_ROOT, 'test', 'fixtures', 'media', name);
const BUS = 'news';

/** The example events of the docs, by their type. */
const EXAMPLES = [
  ...readFileSync(join(PROJECT_ROOT, 'docs', 'news.md'), 'utf8').matchAll(/```json\n(.*?)```/gs),
].map(([, text]) => JSON.parse(text!) as { type: string; data: Record<string, unknown> });

jest.setTimeout(60_000);

describe.each(ofThisRun([2, 3], (functionCompute) => functionCompute === 3))(
  'news of rows with Function Compute %i',
  (functionCompute) => {
    let pipeline: LocalPipeline;
    beforeEach(async () => {
      pipeline = await LocalPipeline.deploy({ context: { functionCompute, newsBus: BUS }, timeScale: 0.001 });
    });
    afterEach(() => pipeline.close());

    const settled = () => pipeline.cloud.functions.idle();
    const told = () => pipeline.cloud.events.eventsOf(BUS);
    const rowOf = (key: string) => readRow(tablestoreClient(pipeline.connection), pipeline.connection, key);

    it('go out once for each row, as the docs show them', async () => {
      pipeline.cloud.events.createBus(BUS);
      const oss = ossClient(pipeline.connection);
      await oss.put('a.jpg', fixture('still.jpg'));
      await settled();
      await oss.put('a.jpg', fixture('moov-first.mp4'));
      await settled();
      const row = await rowOf('a.jpg');
      await oss.delete('a.jpg');
      await settled();

      const subject = `oss://${pipeline.connection.bucket}/a.jpg`;
      expect(told()).toMatchObject([
        { type: 'mediametadata.row.described', subject, data: { Format: 'JPEG', Status: 'DESCRIBED' } },
        { type: 'mediametadata.row.changed', subject, data: { Format: 'MPEG-4' } },
        { type: 'mediametadata.row.removed', subject, data: { Format: 'MPEG-4' } },
      ]);
      const ids = told().map(({ id }) => id);
      expect(new Set(ids).size).toBe(3);
      expect(row?.columns).toMatchObject({ RevisionId: ids[1], Announced: ids[1], NewsType: 'changed' });
      for (const event of told()) {
        const example = EXAMPLES.find(({ type }) => type === event['type'])!;
        const ours = Object.keys(event).filter((name) => !/^aliyun(account|region|publish)/.test(name));
        expect(Object.keys(example).sort()).toEqual(ours.sort());
      }
      const said = JSON.stringify(told());
      expect(said).not.toMatch(/signature|security-token|AccessKey|Meta_data/i);
    });

    it('wait in the row as long as the bus is not there, and then go out without another description', async () => {
      const oss = ossClient(pipeline.connection);
      await oss.put('a.jpg', fixture('still.jpg'));
      await settled();
      const before = await rowOf('a.jpg');
      expect(before?.columns).toMatchObject({ NewsType: 'described', Status: 'DESCRIBED' });
      expect(before?.columns).not.toHaveProperty('Announced');

      pipeline.cloud.events.createBus(BUS);
      const { service, function: fn, bucket } = pipeline.connection;
      const event = {
        events: [
          {
            eventName: 'ObjectCreated:PutObject',
            eventSource: 'acs:oss',
            region: pipeline.cloud.region,
            oss: { bucket: { name: bucket }, object: { key: 'a.jpg' } },
          },
        ],
      };
      const [outcome] = await pipeline.cloud.functions.invokeOnEach(
        { service, fn },
        Buffer.from(JSON.stringify(event)),
      );

      expect(JSON.parse(outcome!.payload)).toMatchObject({ objects: [{ action: 'unchanged' }] });
      expect(told()).toMatchObject([
        { type: 'mediametadata.row.described', id: before?.columns['RevisionId'] },
      ]);
      expect((await rowOf('a.jpg'))?.columns).toMatchObject({ Announced: before?.columns['RevisionId'] });
    });
  },
);
