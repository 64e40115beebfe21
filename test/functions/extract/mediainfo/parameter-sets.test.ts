import { differ, parameterSets } from '../../../../functions/extract/mediainfo/parameter-sets';
import { staysTheSame } from '../../../../functions/extract/mediainfo/stays-the-same';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

/** A set of H.264 of High profile, level 3.1; the same at 4.0. */
const SPS = '67 64 001f acd940a063';
const OTHER = '67 64 0028 acd940a063';
const CODE = '000001';
const REST = '000001 65 8884ffff';

describe('parameter sets', () => {
  it('of H.264 are found behind start codes and behind lengths, and without their priority', () => {
    const stream = hex(`${CODE} ${SPS} ${REST} ${CODE} 27 64001f acd940a063 ${REST}`);
    const { inStream } = parameterSets(stream, 'AVC', true);
    expect(inStream).toHaveLength(2);
    expect(differ(inStream)).toBe(false);

    const file = hex(`ffff 01 64001f ff e1 0009 ${SPS} 01 ffff 00000009 ${SPS} ffff`);
    const sets = parameterSets(file, 'AVC', false);
    expect(sets.inHeader).toEqual(sets.inStream);
    expect(sets.inStream).toEqual([inStream[0]]);
  });

  it('of a file are found behind start codes in their order, also at its very beginning, then those with a length', () => {
    const file = hex(`${CODE} ${OTHER} ${REST} ${CODE} 27 64001f acd940a063 ${REST} 00000009 ${SPS}`);
    const [first, second] = [OTHER, SPS].map(
      (set) => parameterSets(hex(CODE + set), 'AVC', true).inStream[0],
    );
    expect(parameterSets(file, 'AVC', false)).toEqual({ inStream: [first, second, second], inHeader: [] });
  });

  it('of HEVC and of MPEG-2 are found', () => {
    const hevc = hex(`${CODE} 42 01 01 01600000 ${CODE} 4401c0 ffff`);
    expect(parameterSets(hevc, 'HEVC', true).inStream).toHaveLength(1);
    const mpeg2 = hex(`${CODE} b3 2d0240 33 ffffe0 ${CODE} b5 1482 0001 0000 ${CODE} b8 00080000 ffff`);
    expect(parameterSets(mpeg2, 'MPEG Video', true).inStream).toHaveLength(2);
    expect(parameterSets(mpeg2, 'AVC', true).inStream).toEqual([]);
  });

  it('of HEVC are told apart behind the zeros that they have inside', () => {
    const set = (height: string): string[] =>
      parameterSets(
        hex(`${CODE} 42 01 01 0160000003 00900000 03000003 005d ${height} ${CODE} 4401c0`),
        'HEVC',
        true,
      ).inStream;
    expect(differ([...set('a00280'), ...set('a00280')])).toBe(false);
    expect(differ([...set('a00280'), ...set('a00480')])).toBe(true);
  });

  it('differ when one bit does, but not when one is cut off', () => {
    const [a, b] = [SPS, OTHER].map(
      (set) => parameterSets(hex(`${CODE} ${set} ${REST}`), 'AVC', true).inStream,
    );
    expect(differ([...a!, ...b!])).toBe(true);
    expect(differ([...a!, a![0]!.slice(0, 5)])).toBe(false);
  });
});

describe('a video', () => {
  const same = (head: string, tail: string, container = 'MPEG-4', codecs = ['AVC']): boolean =>
    staysTheSame({ head: hex(head), tail: hex(tail), container, codecs });
  const inStream = (set: string): string => `00000009 ${set} ffffffff`;

  it('stays the same when only the header tells what it is', () => {
    expect(same(`ffff 01 64001f ff e1 0009 ${SPS} 01`, 'ffffffffff')).toBe(true);
  });

  it('stays the same when both ends tell the same', () => {
    expect(same(inStream(SPS), inStream(SPS))).toBe(true);
  });

  it('may have changed when the end tells another or none', () => {
    expect(same(inStream(SPS), inStream(OTHER))).toBe(false);
    expect(same(inStream(SPS), 'ffffffffff')).toBe(false);
  });

  it('is only looked at for the codecs that it has', () => {
    expect(same(inStream(SPS), inStream(OTHER), 'MPEG-4', ['ProRes'])).toBe(true);
  });

  it('of an MXF is compared behind start codes only', () => {
    const set = (profile: string): string => `060e2b34 ${CODE} ${profile} ${REST}`;
    expect(same(set(SPS), set(SPS), 'MXF')).toBe(true);
    expect(same(set(SPS), set(OTHER), 'MXF')).toBe(false);
    expect(same(set(SPS), 'ffffffff', 'MXF')).toBe(false);
    // What stands behind a length is no set there.
    expect(same(inStream(SPS), inStream(OTHER), 'MXF')).toBe(true);
  });

  describe('in a transport stream', () => {
    const packet = (pid: number, payload: string, begins = false): string => {
      const stuffing = 184 - hex(payload).length;
      const field = `${(stuffing - 1).toString(16).padStart(2, '0')}00${'ff'.repeat(stuffing - 2)}`;
      const number = (pid + (begins ? 0x4000 : 0)).toString(16).padStart(4, '0');
      return `47${number}30${field}${payload.replaceAll(' ', '')}`;
    };
    /** A program map of version `version` with a video, and a sound of this type. */
    const map = (version: string, sound = '0f'): string =>
      packet(
        0x1000,
        `00 02 b017 0001 ${version} 0000 e100 f000 1b e100 f000 ${sound} e101 f000 ffffffff`,
        true,
      );
    const picture = (set: string): string =>
      // The set goes over the border of two packets.
      packet(0x100, `${CODE} ${set.slice(0, 6)}`) +
      packet(0x100, `${set.slice(6)} ${REST}`) +
      packet(0x101, 'ffff');
    const head = map('c1') + picture(SPS).repeat(3);

    it('is looked at without the headers of the packets', () => {
      expect(same(head, head, 'MPEG-TS')).toBe(true);
      expect(same(head, `ffff${head}`, 'BDAV')).toBe(true);
      expect(same(head, head + picture(OTHER), 'MPEG-TS')).toBe(false);
      expect(same(head, map('c1') + packet(0x101, 'ffff').repeat(4), 'MPEG-TS')).toBe(false);
    });

    it('stays the same only with the streams that it began with', () => {
      const tail = picture(SPS).repeat(3);
      expect(same(head, map('c3') + tail, 'MPEG-TS')).toBe(true);
      expect(same(head, map('c3', '81') + tail, 'MPEG-TS')).toBe(false);
      expect(same(head, tail, 'MPEG-TS')).toBe(false);
      expect(same(tail, tail, 'MPEG-TS')).toBe(false);
    });
  });
});
