import { captionAvc, captionMpeg2 } from './captions';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
const count = (bytes: Buffer, part: string): number =>
  bytes.toString('hex').split(part.replaceAll(' ', '')).length - 1;

/** `GA94`, kind 3, one triple, its marker bits. */
const CAPTION = '47413934 03 c1 ff fc';

describe('captions', () => {
  it('are put into the user data of each MPEG-2 picture, before its first slice', () => {
    const picture = '00000100 0008 000001b5 8fff 00000101 2222 00000102 3333';
    const found = captionMpeg2(hex(`000001b3 2d02 ${picture} ${picture}`));
    expect(count(found, `000001b2 ${CAPTION}`)).toBe(2);
    expect(count(found, `000001b5 8fff 000001b2 ${CAPTION} 9420 ff 00000101 2222 00000102`)).toBe(2);
  });

  it('are put into a message before the first slice of each H.264 picture', () => {
    const parameters = '00000001 6764 00000001 68ee';
    const slices = '00000001 6588 00000001 6548';
    const found = captionAvc(hex(`${parameters} ${slices} 000001 4188`));
    // The length of the message: country, provider, and what MPEG-2 has too.
    const message = `00000001 06 04 0e b50031 ${CAPTION}`;
    expect(count(found, message)).toBe(2);
    expect(count(found, `${parameters} ${message} 9420 ff 80 ${slices}`)).toBe(1);
  });

  it('are of bytes with odd parity, as a decoder wants them', () => {
    const found = captionMpeg2(hex('00000101 22'.repeat(20)));
    for (let at = found.indexOf(hex(CAPTION)); at >= 0; at = found.indexOf(hex(CAPTION), at + 1)) {
      for (const byte of found.subarray(at + 8, at + 10)) {
        expect(byte.toString(2).replaceAll('0', '').length % 2).toBe(1);
      }
    }
  });
});
