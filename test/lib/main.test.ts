import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { RosBucket } from '@alicloud/ros-cdk-oss';
import { main } from '../../lib/main';
import { withDirectory } from './support/synthesized';

// A stack with a fault that the CDK does not notice. Our settings cannot cause it, but a change to the code
// can.
jest.mock('../../lib/stack', () => {
  const actual = jest.requireActual('../../lib/stack');
  return {
    ...actual,
    MediaMetadataStack: class extends actual.MediaMetadataStack {
      constructor(...args: unknown[]) {
        super(...args);
        new RosBucket(this as never, 'Another', { bucketName: 'No', accessControl: 'private' }, true);
      }
    },
  };
});

it('ends with code 1 and every finding when the services would refuse the template', () => {
  const stderr = jest.spyOn(console, 'error').mockImplementation(() => undefined);

  withDirectory((directory) => {
    const outdir = join(directory, 'out');
    const code = main([], { CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: '{}' });

    expect(code).toBe(1);
    expect(stderr.mock.calls).toHaveLength(1);
    expect((stderr.mock.calls[0]![0] as string).split('\n')).toEqual([
      expect.stringMatching(
        /^Invalid template at 'Resources\.Another\.Properties\.BucketName': .*'No' given/,
      ),
      expect.stringContaining('[oss-bucket-public-access-block]'),
      expect.stringContaining('[oss-bucket-encryption]'),
    ]);
    // The template is kept, so that the user can look at it.
    expect(existsSync(join(outdir, 'media-metadata.template.json'))).toBe(true);
  });
  stderr.mockRestore();
});
