import { join } from 'node:path';
import type { Problem } from 'stand-in-cloud';
import { ossClient } from '../../cli/cloud/oss-client';
import { type ObjectRow, readRow } from '../../cli/cloud/rows';
import { tablestoreClient } from '../../cli/cloud/tablestore-client';
import { deleteStack } from '../../cli/deploy/deploy-stack';
import { emptyBucket } from '../../cli/destroy/empty-bucket';
import { placeIn } from '../../cli/local-cloud/cloud-place';
import { LocalPipeline } from '../../cli/local-cloud/local-pipeline';
import { fixtures, localReport, MEDIA, withoutPath } from '../functions/extract/support/local-report';
import { ofThisRun } from '../setup/long-run';

/** Keys that careless code would decode, cut, quote or split. */
const STRANGE_KEYS = [
  'with space.mp4',
  'a+b.mp4',
  '100%.mp4',
  '%41%2F.mp4',
  'a&b=c?d#e.mp4',
  `it's "quoted" <here>.mp4`,
  'back\\slash.mp4',
  '北京/ليلى 🎬.mp4',
  `${'é'.repeat(509)}.mp4`, // 1,022 bytes
  `${'k'.repeat(1_019)}.mp4`, // 1,023 bytes, the most that OSS takes
  '*.mp4',
  '-flag.mp4',
  'line\nbreak.mp4',
];

/** A playlist that names a file of the machine. */
const PLAYLIST = 'passwd.m3u8';
const LIST = '#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\n/etc/passwd\n#EXT-X-ENDLIST\n';

// Function Compute 3 runs the same code: deploy.test.ts and others describe an object in it.
describe.each(ofThisRun([2, 3], (functionCompute) => functionCompute === 2))(
  'The pipeline deployed to Function Compute %i',
  (functionCompute) => {
    let pipeline: LocalPipeline;
    const problems: Problem[] = [];
    const rows = new Map<string, ObjectRow | undefined>();

    beforeAll(async () => {
      pipeline = await LocalPipeline.deploy({
        context: { functionCompute },
        onProblem: (problem) => problems.push(problem),
      });
      const { connection, cloud } = pipeline;
      const oss = ossClient(connection);
      for (const name of fixtures()) await oss.put(`fixtures/${name}`, join(MEDIA, name));
      for (const key of STRANGE_KEYS) await oss.put(key, join(MEDIA, 'moov-first.mp4'));
      await oss.put('a folder/', Buffer.alloc(0));
      await oss.put(PLAYLIST, Buffer.from(LIST));
      await cloud.functions.idle();
      const tablestore = tablestoreClient(connection);
      for (const name of fixtures()) {
        rows.set(name, await readRow(tablestore, connection, `fixtures/${name}`));
      }
      for (const key of [...STRANGE_KEYS, 'a folder/', PLAYLIST]) {
        rows.set(key, await readRow(tablestore, connection, key));
      }
    }, 120_000);

    afterAll(async () => {
      await pipeline?.close();
    });

    it('delivers every event', () => {
      expect(problems).toEqual([]);
    });

    it.each(fixtures().filter((name) => name !== 'empty.mp4'))(
      'stores the report of the local file of %s',
      (name) => {
        const { xml } = rows.get(name)!;

        expect(withoutPath(xml!)).toBe(withoutPath(localReport(join(MEDIA, name))));
        expect(xml).toContain(`ref="oss://${pipeline.connection.bucket}/fixtures/${name}"`);
      },
    );

    it.each(STRANGE_KEYS)('describes the object %j', (key) => {
      const row = rows.get(key)!;

      expect(row.columns).toMatchObject({ Key: key, Status: 'DESCRIBED', Format: 'MPEG-4', VideoWidth: 320 });
    });

    it('knows nothing of a file of its own disk that an object names', () => {
      const { xml, columns } = rows.get(PLAYLIST)!;
      expect(columns).toMatchObject({ Format: 'HLS', Size: LIST.length });
      expect(xml).toContain(`<FileSize>${LIST.length}</FileSize>`);
    });

    it('tells what is wrong with an object that is no media', () => {
      const statuses = Object.fromEntries(
        ['empty.mp4', 'text.mp4', 'one-byte.mov', 'cut-moov-last.mp4'].map((name) => [
          name,
          rows.get(name)!.status,
        ]),
      );

      expect(statuses).toEqual({
        'empty.mp4': 'EMPTY',
        'text.mp4': 'UNRECOGNISED',
        'one-byte.mov': 'UNRECOGNISED',
        'cut-moov-last.mp4': 'DOUBTFUL',
      });
      for (const [name, { reason, status }] of [...rows].flatMap(([n, row]) =>
        row ? [[n, row] as const] : [],
      )) {
        expect({ name, explained: reason !== null }).toEqual({ name, explained: status !== 'DESCRIBED' });
      }
    });

    it('gives a folder marker no row', () => {
      expect(rows.get('a folder/')).toBeUndefined();
    });

    it('keeps rows as objects are: replaced, copied and deleted', async () => {
      const { connection, cloud } = pipeline;
      const oss = ossClient(connection);
      await oss.put('film', join(MEDIA, 'moov-first.mp4'));
      await oss.put('film', join(MEDIA, 'vbr.mp3'));
      await oss.copy('copy', 'film');
      await oss.put('gone', join(MEDIA, 'vbr.mp3'));
      await oss.delete('gone');
      await oss.put('gone too', join(MEDIA, 'vbr.mp3'));
      await oss.deleteMulti(['gone too']);
      await cloud.functions.idle();

      const tablestore = tablestoreClient(connection);
      const formats = new Map<string, unknown>();
      for (const key of ['film', 'copy', 'gone', 'gone too']) {
        formats.set(key, (await readRow(tablestore, connection, key))?.columns['Format']);
      }
      expect([...formats]).toEqual([
        ['film', 'MPEG Audio'],
        ['copy', 'MPEG Audio'],
        ['gone', undefined],
        ['gone too', undefined],
      ]);
    });

    it('shows no credential and no signed URL in any row or log line', () => {
      const { logs, connection, rootKey } = { ...pipeline, ...pipeline.cloud };
      const project = `media-metadata-${connection.instance.replace('media-', '')}`;
      const all = logs.readLogs(project, 'extract').map(({ fields }) => JSON.stringify(fields));
      // Each cold start logs the endpoint of Tablestore, which is an address of this machine here.
      const lines = all.filter((line) => !line.includes('tablestore endpoint'));
      expect(lines.length).toBeLessThan(all.length);
      const seen = [...lines, ...[...rows.values()].map((row) => JSON.stringify(row))].join('\n');

      expect(lines.length).toBeGreaterThan(fixtures().length);
      for (const secret of [
        rootKey.accessKeySecret,
        'STS.',
        'x-oss-signature',
        'OSS4-HMAC',
        'localhost',
        '127.0.0.1',
      ]) {
        expect(seen).not.toContain(secret);
      }
    });

    it('leaves nothing when the stack is deleted after its objects', async () => {
      const { connection, cloud, stackId } = pipeline;
      const oss = ossClient(connection);
      const { ros } = placeIn(cloud);
      await expect(deleteStack(ros, stackId)).rejects.toThrow(/BucketNotEmpty/);

      await emptyBucket(oss, connection.bucket);
      const stack = await deleteStack(ros, stackId);

      expect(stack.status).toBe('DELETE_COMPLETE');
      expect(cloud.ros.describeStack(stackId).retained).toEqual([]);
      expect(cloud.oss.hasBucket(connection.bucket)).toBe(false);
      const stackNumber = connection.instance.replace('media-', '');
      expect(cloud.ram.roles.has(`media-metadata-extract-${stackNumber}`)).toBe(false);
      expect(cloud.functions.registry.functions()).toEqual([]);
      expect(() => cloud.tablestore.deleteInstance(connection.instance)).toThrow();
      expect(() => cloud.logs.deleteProject(`media-metadata-${stackNumber}`)).toThrow();
    }, 60_000);
  },
);
