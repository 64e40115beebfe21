import { join } from 'node:path';
import { findTarget } from '../../../cli/cloud/target';
import { readPolicy } from '../../../contract/policy/read-policy';
import { jsonLines } from '../run-media';
import { type CheckPipeline, STRICT, XML } from './check-pipeline';

/** What the function writes into the rows. */
export function judging(here: () => CheckPipeline): void {
  describe('the pipeline', () => {
    it('judges each object by the policy of the longest beginning of its key', async () => {
      expect(await here().policyOf('in/good.mp4')).toEqual(['PASS', 'Strict', undefined, undefined]);
      expect(await here().policyOf('in/late.mp4')).toEqual(['WARN', 'Strict', undefined, '["Ready"]']);
      expect(await here().policyOf('in/other.webm')).toEqual([
        'FAIL',
        'Strict',
        '["Codec is AVC"]',
        undefined,
      ]);
      expect(await here().policyOf('in/xml/good.mp4')).toEqual(['PASS', 'Small', undefined, undefined]);
      expect(await here().policyOf('free.webm')).toEqual([undefined, undefined, undefined, undefined]);
    });

    it('does not accept what it has no report of', async () => {
      expect(await here().policyOf('in/xml/empty.mp4')).toEqual([
        'FAIL',
        'Small',
        '["There is no report"]',
        undefined,
      ]);
      expect(await here().policyOf('in/empty.mp4')).toEqual([
        'FAIL',
        'Strict',
        '["Codec is AVC"]',
        '["Ready"]',
      ]);
    });

    it('tells the policy by a hash of its file, and the version of MediaInfo', async () => {
      const { columns } = await here().rowOf('in/good.mp4');
      const { hash } = readPolicy(STRICT, 'strict.policy');
      expect(columns['PolicyVersion']).toBe(`${hash}@${here().pipeline.connection.mediaInfoVersion}`);
      const { describedWith } = findTarget(
        {},
        { env: { MEDIA_LOCAL: join(here().folder, 'local.json') }, cwd: here().folder },
      );
      expect(describedWith.policies).toEqual([
        { prefix: 'in/', policy: hash },
        { prefix: 'in/xml/', policy: readPolicy(XML, 'small.xml').hash },
      ]);
    });

    it('is asked by verdict, and counted by it', async () => {
      const found = await here().run(['find', 'Policy=FAIL', '--columns', 'Key,PolicyFailures', '--csv']);
      expect(found.out.split('\r\n').slice(1, -1).sort()).toEqual([
        'in/empty.mp4,Codec is AVC',
        'in/other.webm,Codec is AVC',
        'in/xml/empty.mp4,There is no report',
      ]);
      const groups = jsonLines((await here().run(['stats', '--by', 'policy', '--json'])).out);
      expect(groups.map(({ value, objects }) => [value, objects]).sort()).toEqual(
        [
          ['FAIL', 3],
          ['PASS', 2],
          ['WARN', 1],
          [null, 1],
        ].sort(),
      );
    });
  });
}
