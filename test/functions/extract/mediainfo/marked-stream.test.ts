import fc from 'fast-check';
import { MarkedStream } from '../../../../functions/extract/mediainfo/marked-stream';

/** Few different bytes, so that the beginning of a mark often comes by chance. */
const bytes = (min: number, max: number) =>
  fc.array(fc.constantFrom(0, 1), { minLength: min, maxLength: max }).map((array) => Buffer.from(array));

const MARK = 16;

/** Whether the mark comes earlier than at the end: a process that does not know it cannot bring that about. */
const isUnique = (own: Buffer, mark: Buffer): boolean =>
  Buffer.concat([own, mark]).indexOf(mark) === own.length;

/** @param cuts where what is written is cut into chunks */
async function received(written: Buffer, cuts: readonly number[], stream: MarkedStream): Promise<Buffer[]> {
  const got: Buffer[] = [];
  stream.on('data', (chunk) => got.push(Buffer.from(chunk)));
  const places = [...new Set([0, ...cuts.map((cut) => cut % (written.length + 1)), written.length])];
  places.sort((a, b) => a - b);
  for (let i = 1; i < places.length; i += 1) stream.receive(written.subarray(places[i - 1], places[i]));
  return got;
}

const isClosed = (stream: MarkedStream): Promise<boolean> =>
  Promise.race([stream.closed.then(() => true), new Promise<boolean>((r) => setImmediate(r, false))]);

const cuts = fc.array(fc.nat(), { maxLength: 8 });

describe('a stream that ends with a mark', () => {
  it('delivers all before the mark and nothing of it, however it is cut', async () => {
    await fc.assert(
      fc.asyncProperty(bytes(0, 60), bytes(MARK, MARK), cuts, async (own, mark, at) => {
        fc.pre(isUnique(own, mark));
        const stream = new MarkedStream(mark, true);
        const got = await received(Buffer.concat([own, mark]), at, stream);
        expect(Buffer.concat(got).equals(own)).toBe(true);
        expect(await isClosed(stream)).toBe(true);
      }),
    );
  });

  it('is not closed by a part of the mark', async () => {
    const mark = Buffer.from('0123456789abcdef');
    const stream = new MarkedStream(mark, true);
    const got = await received(Buffer.from('text0123456789abcde'), [], stream);
    expect([got.join(''), await isClosed(stream)]).toEqual(['text', false]);
    stream.receive(Buffer.from('x'));
    expect(got.join('')).toBe('text0123456789abcdex');
  });

  it('delivers a question at once, even one that ends as the mark begins', async () => {
    await fc.assert(
      fc.asyncProperty(bytes(MARK, MARK), bytes(MARK, MARK), async (question, mark) => {
        fc.pre(isUnique(question, mark));
        const stream = new MarkedStream(mark, false);
        const got = await received(question, [], stream);
        expect(got.map((chunk) => chunk.toString('hex'))).toEqual([question.toString('hex')]);
        stream.receive(mark);
        expect([got.length, await isClosed(stream)]).toEqual([1, true]);
      }),
    );
  });

  it('ends with the mark where a process left half a question', async () => {
    const mark = Buffer.from('0123456789abcdef');
    const stream = new MarkedStream(mark, false);
    await received(Buffer.concat([Buffer.from('half'), mark]), [10], stream);
    expect(await isClosed(stream)).toBe(true);
  });

  it('keeps what comes early, and throws away what comes after a pause', async () => {
    const mark = Buffer.from('0123456789abcdef');
    const stream = new MarkedStream(mark, true);
    stream.receive(Buffer.from('early'));
    const got: string[] = [];
    stream.on('data', (chunk) => got.push(String(chunk)));
    stream.pause();
    stream.receive(Buffer.concat([Buffer.from('late'), mark]));
    expect([got, await isClosed(stream)]).toEqual([['early'], true]);
  });
});
