import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { columnsFor, storedRow } from '../../../cli/check/stored-row';
import { writeVerdict } from '../../../cli/check/write-verdict';
import { Session } from '../../../cli/cloud/session';
import { findTarget } from '../../../cli/cloud/target';
import { readPolicy } from '../../../contract/policy/read-policy';
import { type CheckPipeline, media, STRICT } from './check-pipeline';

/** `media check --write`. */
export function writing(here: () => CheckPipeline): void {
  describe('media check --write', () => {
    const LAX = 'name: Lax\nmust Video: has VideoFormat\n';

    it('brings rows up to date, and then finds nothing to write', async () => {
      await writeFile(join(here().folder, 'lax.policy'), LAX);
      const before = await here().rowOf('free.webm');
      const first = await here().run([
        'check',
        'lax.policy',
        'Key=free.webm or Key=in/other.webm',
        '--write',
      ]);
      expect(first).toMatchObject({ code: 0, err: 'Lax: 2 judged, 2 pass, 0 warn, 0 fail. 2 written.\n' });
      expect(await here().policyOf('free.webm')).toEqual(['PASS', 'Lax', undefined, undefined]);
      // The earlier verdict is gone, and the report is unchanged.
      expect(await here().policyOf('in/other.webm')).toEqual(['PASS', 'Lax', undefined, undefined]);
      const after = await here().rowOf('free.webm');
      expect(after.xml).toBe(before.xml);
      expect(after.columns['RevisionId']).not.toBe(before.columns['RevisionId']);
      await here().untilFound('PolicyName=Lax', 2);
      const second = await here().run([
        'check',
        'lax.policy',
        'Key=free.webm or Key=in/other.webm',
        '--write',
      ]);
      expect(second.err).toBe('Lax: 2 judged, 2 pass, 0 warn, 0 fail. 0 written.\n');
    });

    it('leaves a row as it is that changed since it was read, and judges it again', async () => {
      const session = new Session(
        findTarget({}, { env: { MEDIA_LOCAL: join(here().folder, 'local.json') }, cwd: here().folder }),
      );
      const policy = readPolicy(LAX, 'lax.policy');
      const columns = columnsFor(policy, true);
      const client = await session.tablestore();
      const { bucket, table } = session.target;
      const primaryKey = [{ ObjectKey: 'in/late.mp4' }, { BucketName: bucket }] as never;
      const { row } = await client.getRow({
        tableName: table,
        primaryKey,
        columnsToGet: columns,
        maxVersions: 1,
      });
      const stale = storedRow(row.primaryKey!, row.attributes);
      // Another run writes at the same time.
      await here().oss.put('in/late.mp4', media('vp9.webm'));
      await here().pipeline.cloud.functions.idle();
      const judged: unknown[] = [];
      const written = await writeVerdict(session, stale, columns, (now) => {
        judged.push(now.cell('VideoFormat'));
        return { Policy: 'PASS', PolicyName: 'Lax', PolicyVersion: 'x@1' };
      });
      expect(written).toBe(true);
      expect(judged).toEqual(['AVC', 'VP9']);
      expect((await here().rowOf('in/late.mp4')).columns).toMatchObject({
        VideoFormat: 'VP9',
        Policy: 'PASS',
        PolicyName: 'Lax',
      });
    });

    it('goes on where an interrupted run came to, and counts what that found', async () => {
      const argv = ['check', 'strict.policy', 'Key=in/*', '--write', '--csv'];
      const files = (): string[] => [join(here().folder, 'media-metadata')].filter(existsSync);
      const interrupted = new AbortController();
      // Interrupted before the first page: nothing is done yet.
      interrupted.abort(130);
      expect((await here().run(argv, { interrupted: interrupted.signal })).code).not.toBe(0);
      const state = join(here().folder, 'state.json');
      const all = await here().run([...argv, '--state', state]);
      expect(all.err).toContain('Strict: 6 judged');
      // Done: the state is gone.
      expect(existsSync(state)).toBe(false);
      const { hash } = readPolicy(STRICT, 'strict.policy');
      const counts = { judged: 3, passed: 1, warned: 1, failed: 1, written: 2 };
      const { bucket, table } = here().pipeline.connection;
      const half = { table, query: 'Key=in/*', policy: hash, after: ['in/late.mp4', bucket], counts };
      await writeFile(state, JSON.stringify(half));
      const rest = await here().run([...argv, '--state', state]);
      expect(rest.out).not.toContain('in/good.mp4');
      expect(rest.out).toContain('in/other.webm');
      expect(rest.err).toContain("Going on after 'in/late.mp4'; --restart begins anew.");
      expect(rest.err).toContain('Strict: 6 judged');
      await writeFile(state, JSON.stringify({ ...half, policy: 'another' }));
      expect(await here().run([...argv, '--state', state])).toMatchObject({
        code: 2,
        err: expect.stringContaining('is the state of a check of other rows or by another policy'),
      });
      expect((await here().run([...argv, '--state', state, '--restart'])).out).toContain('in/good.mp4');
      expect(files().length).toBeLessThanOrEqual(1);
    });
  });
}
