import { ObjectGoneError, RecordedError } from '../../../../functions/extract/errors';
import { BreakdownError, describeWithout } from '../../../../functions/extract/mediainfo/breakdown';
import type { Mask } from '../../../../functions/extract/mediainfo/mask';

const masks = ['iods', 'udta', 'trak'].map((name): Mask => ({ boxes: [name], hidden: [] }));
const broken = (how: string) =>
  new BreakdownError(new RecordedError('FAILED', `MediaInfo broke down (${how}).`));
const first = broken('SIGSEGV');

/** An attempt that ends like this with one mask after the other. */
function playing(...ends: (string | Error)[]) {
  const tried: string[] = [];
  const attempt = async (mask: Mask): Promise<string> => {
    tried.push(mask.boxes.join());
    const end = ends[tried.length - 1]!;
    if (typeof end === 'string') return end;
    throw end;
  };
  return { tried, result: () => describeWithout(first, masks, 60_000, attempt) };
}

describe('after a breakdown', () => {
  it('is recorded as one', () => {
    expect(first).toMatchObject({ status: 'FAILED', message: 'MediaInfo broke down (SIGSEGV).' });
  });

  it('takes the first mask with which mediainfo gets through', async () => {
    const { tried, result } = playing(broken('SIGABRT'), 'report');
    expect(await result()).toEqual({ described: 'report', mask: masks[1] });
    expect(tried).toEqual(['iods', 'udta']);
  });

  it('does not go on when mediainfo was ended', async () => {
    const ended = new RecordedError('FAILED', 'MediaInfo broke down (SIGSYS).');
    const { tried, result } = playing(ended, 'report');
    await expect(result()).rejects.toBe(first);
    expect(tried).toHaveLength(1);
  });

  it('tells how the object as it is broke mediainfo down when no mask helps', async () => {
    const { tried, result } = playing(...masks.map(() => broken('SIGABRT')));
    await expect(result()).rejects.toBe(first);
    expect(tried).toHaveLength(masks.length);
  });

  it.each(['TOO_SLOW', 'TOO_LARGE'] as const)('tries no more once an attempt is %s', async (status) => {
    const { tried, result } = playing(new RecordedError(status, 'It was too much.'), 'report');
    await expect(result()).rejects.toBe(first);
    expect(tried).toHaveLength(1);
  });

  it('ends with what is no fault of the report', async () => {
    const gone = new ObjectGoneError('The object is gone.');
    await expect(playing(gone).result()).rejects.toBe(gone);
  });
});
