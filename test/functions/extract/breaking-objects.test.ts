import { type Description, describeObject } from '../../../functions/extract/describe';
import { MediaInfo } from '../../../functions/extract/mediainfo/mediainfo';
import { openObject } from '../../../functions/extract/open-object';
import { box, fileType, fullBox, movieHeader, sampleEntry, track, visual, words } from './support/boxes';
import { canonRaw, withDescriptor } from './support/breaking-files';
import { withOrigin } from './support/with-origin';

describe('an object on which mediainfo breaks down', () => {
  const origin = withOrigin();

  async function describeBytes(key: string, bytes: Buffer): Promise<Description> {
    origin.put(key, bytes);
    const address = { bucket: 'media-bucket', key };
    const opened = await openObject(
      origin.source,
      address,
      { deadline: Date.now() + 20_000 },
      new MediaInfo(),
    );
    try {
      return await describeObject(opened);
    } finally {
      await opened.close();
    }
  }

  it('is described without the object descriptor that does it', async () => {
    expect(await describeBytes('old.mp4', withDescriptor(0))).toMatchObject({
      status: 'DOUBTFUL',
      reason: "MediaInfo 26.10 breaks down on the box 'iods' of this file; it was described without it.",
      doubts: ['PARTLY_DESCRIBED'],
      columns: { Format: 'MPEG-4', VideoWidth: 6000n },
      // Hiding a part needs no further requests: all bytes were read already.
      cost: { requests: 2 },
    });
  });

  it('is described with the track that does it, if it is a raw photo of Canon', async () => {
    const found = await describeBytes('photo.cr3', canonRaw());
    expect(found.reason).toContain("'CTMD'");
    expect(found.columns).toMatchObject({ VideoWidth: 6000n, VideoCount: 1n, OtherCount: 1n });
  });

  it('is described without its fragments when one of them counts too many samples', async () => {
    const fragment = box(
      'moof',
      fullBox('mfhd', words(1)),
      box('traf', fullBox('tfhd', words(1)), fullBox('trun', words(0xffff_ffff))),
    );
    const movie = box(
      'moov',
      movieHeader(),
      track(1, 'vide', sampleEntry('avc1', visual(640, 360))),
      box('mvex', fullBox('trex', words(1, 1, 1, 1, 0))),
    );
    const found = await describeBytes('live.mp4', Buffer.concat([fileType('iso6'), movie, fragment]));
    expect(found).toMatchObject({ doubts: ['PARTLY_DESCRIBED'], columns: { VideoHeight: 360n } });
    expect(found.reason).toContain("'moof'");
  });
});
