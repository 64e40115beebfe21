import { box, fileType, fullBox, movieHeader, sampleEntry, track, visual, words } from './boxes';

/**
 * An initial object descriptor of MPEG-4 systems. Its audio level is one without a name in ISO 14496-3 when
 * it is 0.
 */
export const descriptor = (audioProfile: number): Buffer =>
  Buffer.from([0x10, 7, 0, 0x4f, 0xff, 0xff, audioProfile, 0x15, 0xff]);

const MEDIA = box('mdat', Buffer.alloc(16));
const picture = (): Buffer => track(1, 'vide', sampleEntry('CRAW', visual(6000, 4000)));

/** A film as old programs wrote it, with this audio profile in its `iods`. */
export const withDescriptor = (audioProfile: number): Buffer =>
  Buffer.concat([
    fileType('isom'),
    box('moov', movieHeader(), fullBox('iods', descriptor(audioProfile)), picture()),
    MEDIA,
  ]);

/** Kind and length of each record in Canon's metadata. */
const RECORDS = words(7, 1, 24, 3, 16, 4, 24, 5, 40, 7, 2400, 8, 39000, 9, 44);

/** A raw photo of Canon: a picture and a metadata track. */
export const canonRaw = (): Buffer =>
  Buffer.concat([
    fileType('crx '),
    box(
      'moov',
      box(
        'uuid',
        Buffer.from('85c0b687820f11e08111f4ce462b6a48', 'hex'),
        box('CNCV', Buffer.from('CanonCR3')),
      ),
      movieHeader(),
      picture(),
      track(2, 'meta', sampleEntry('CTMD', RECORDS)),
    ),
    MEDIA,
  ]);

/** A film with a fragment that claims this many samples, without a byte for any of them. */
export const countingSamples = (count: number): Buffer =>
  Buffer.concat([
    fileType('iso6'),
    box('moov', movieHeader(), picture(), box('mvex', fullBox('trex', words(1, 1, 1, 1, 0)))),
    box(
      'moof',
      fullBox('mfhd', words(1)),
      box('traf', fullBox('tfhd', words(1)), fullBox('trun', words(count))),
    ),
  ]);
