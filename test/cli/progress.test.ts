import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { Progress } from '../../cli/output/progress';

const CLEAR_LINE = '\r\x1b[2K';

function capture(isTTY: boolean): { progress: Progress; written: () => string } {
  const stream = Object.assign(new PassThrough(), { isTTY, columns: 24 });
  const chunks: string[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk.toString().replace(CLEAR_LINE, '<clear>')));
  return {
    progress: new Progress({ stderr: stream, env: {} }),
    written: () => stripVTControlCharacters(chunks.join('')),
  };
}

const event = {
  time: 0,
  stackId: 'id',
  stackName: 'media',
  logicalId: 'SourceBucket',
  type: 'ALIYUN::OSS::Bucket',
  reason: 'state changed',
} as const;

describe('Progress', () => {
  it('is a line per step where there is no terminal, without percentages', () => {
    const { progress, written } = capture(false);

    progress.stackEvent({ ...event, status: 'CREATE_IN_PROGRESS' });
    progress.stackEvent({ ...event, status: 'CREATE_COMPLETE' });
    progress.advance('upload', 'film.mp4', 0.5);
    progress.note('done');
    progress.clear();

    expect(written()).toBe('deploy  SourceBucket ALIYUN::OSS::Bucket\ndone\n');
  });

  it('is one line on a terminal, as wide as that, which gives way to what stays', () => {
    const { progress, written } = capture(true);

    progress.stackEvent({ ...event, status: 'CREATE_COMPLETE' });
    progress.advance('upload', 'film.mp4', 0.509);
    progress.problem({ kind: 'event-lost', function: 'media/extract', reason: 'AccessDenied' });

    expect(written()).toBe(
      '<clear>deploy  SourceBucket A…<clear>upload  50 %  film.mp4<clear>event-lost  media/extract: AccessDenied\n',
    );
  });

  it('keeps failures of a deployment', () => {
    const { progress, written } = capture(true);

    progress.stackEvent({ ...event, status: 'CREATE_FAILED', reason: 'BucketAlreadyExists: taken' });

    expect(written()).toBe('failed  SourceBucket ALIYUN::OSS::Bucket: BucketAlreadyExists: taken\n');
  });
});
