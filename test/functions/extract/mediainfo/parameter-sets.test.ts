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

  it('of HEVC and of MPEG-2 are found', () => {
    const hevc = hex(`${CODE} 42 01 01 01600000 ${CODE} 4401c0 ffff`);
    expect(parameterSets(hevc, 'HEVC', true).inStream).toHaveLength(1);
    const mpeg2 = hex(`${CODE} b3 2d0240 33 ffffe0 ${CODE} b5 1482 0001 0000 ${CODE} b8 00080000 ffff`);
    expect(parameterSets(mpeg2, 'MPEG Video', true).inStream).toHaveLength(2);
    expect(parameterSets(mpeg2, 'AVC', true).inStream).toEqual([]);
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

  it('in a transport stream is looked at without the headers of the packets', () => {
    const packet = (pid: number, payload: string): string => {
      const bytes = hex(payload);
      const stuffing = 184 - bytes.length;
      const field = `${(stuffing - 1).toString(16).padStart(2, '0')}00${'ff'.repeat(stuffing - 2)}`;
      return `47${pid.toString(16).padStart(4, '0')}30${field}${payload.replaceAll(' ', '')}`;
    };
    const picture = (set: string): string =>
      // The set goes over the border of two packets.
      packet(0x100, `${CODE} ${set.slice(0, 6)}`) +
      packet(0x100, `${set.slice(6)} ${REST}`) +
      packet(0x101, 'ffff');
    const head = picture(SPS).repeat(3);
    expect(same(head, head, 'MPEG-TS')).toBe(true);
    expect(same(head, `ffff${head}`, 'BDAV')).toBe(true);
    expect(same(head, head + picture(OTHER), 'MPEG-TS')).toBe(false);
    expect(same(head, packet(0x101, 'ffff').repeat(4), 'MPEG-TS')).toBe(false);
  });
});
