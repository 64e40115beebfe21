import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RecordedError } from '../../../functions/extract/errors';
import type { ObjectBudget } from '../../../functions/extract/open-object';
import { describing } from './support/describing';
import { HOSTILE_FILES } from './support/hostile-files';
import { MEDIA } from './support/local-report';
import { etagOf } from './support/origin-server';
import { withOrigin } from './support/with-origin';

const mp4 = readFileSync(join(MEDIA, 'moov-last.mp4'));

describe('an object beyond its budget', () => {
  const origin = withOrigin();
  const { describeKey, failureOf } = describing(origin);
  const etag = etagOf({ bytes: mp4 });
  const small = { headBytes: 4096, openHead: false, tailBytes: 1024, windowBytes: 4096 };
  beforeEach(() => origin.put('a.mp4', mp4));

  it('is too slow, and mediainfo is ended, when the origin stalls', async () => {
    origin.misbehave = ({ number }) => number > 2;
    const found = await failureOf(describeKey('a.mp4', { deadline: Date.now() + 400 }, small));
    expect(found).toEqual([RecordedError, 'TOO_SLOW', etag]);
  });

  it('says that it could not be read when it was waited for', async () => {
    origin.misbehave = ({ number }) => number > 2;
    await expect(describeKey('a.mp4', { deadline: Date.now() + 400 }, small)).rejects.toThrow(
      /^The object could not be read within the time \(/,
    );
  });

  it('is too slow when not even the first answer comes', async () => {
    origin.misbehave = () => true;
    const found = await failureOf(describeKey('a.mp4', { deadline: Date.now() + 100 }));
    expect(found).toEqual([RecordedError, 'TOO_SLOW', undefined]);
  });

  it.each<[string, Partial<ObjectBudget>]>([
    ['bytes', { maxBytes: 10_000 }],
    ['requests', { maxRequests: 2 }],
    ['report bytes', { maxReportBytes: 500 }],
  ])('is too large when it takes more %s', async (_, budget) => {
    expect(await failureOf(describeKey('a.mp4', budget, small))).toEqual([RecordedError, 'TOO_LARGE', etag]);
  });

  it('is too large when mediainfo takes more memory', async () => {
    const bytes = HOSTILE_FILES['a compressed film of 256 MB']!.bytes();
    origin.put('a.swf', bytes);
    const found = await failureOf(describeKey('a.swf', { maxToolMemoryMB: 64 }));
    expect(found).toEqual([RecordedError, 'TOO_LARGE', etagOf({ bytes })]);
  });
});
