import { ObjectGoneError, RecordedError } from '../../../../functions/extract/errors';
import { BreakdownError, reportWithout } from '../../../../functions/extract/mediainfo/breakdown';
import type { Mask } from '../../../../functions/extract/mediainfo/mask';

const masks = ['iods', 'udta', 'trak'].map((name): Mask => ({ boxes: [name], hidden: [] }));
const broken = (how: string) =>
  new BreakdownError(new RecordedError('FAILED', `MediaInfo broke down (${how}).`));
const first = broken('SIGSEGV');

/** Attempts that end in these ways, one for each mask. */
function playing(...ends: (string | Error)[]) {
  const tried: string[] = [];
  const attempt = async (mask: Mask): Promise<string> => {
    tried.push(mask.boxes.join());
    const end = ends[tried.length - 1]!;
    if (typeof end === 'string') return end;
    throw end;
  };
  const result = (mayContinue = () => true) =>
    reportWithout(first, { masks: async () => masks, mayContinue, attempt });
  return { tried, result };
}

describe('after a breakdown', () => {
  it('is recorded as one', () => {
    expect(first).toMatchObject({ status: 'FAILED', message: 'MediaInfo broke down (SIGSEGV).' });
  });

  it('takes the first mask with which mediainfo gets through', async () => {
    const { tried, result } = playing(broken('SIGABRT'), 'report');
    expect(await result()).toEqual({ report: 'report', mask: masks[1] });
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

  it('tries no more once an attempt has used up a budget', async () => {
    const { tried, result } = playing(new RecordedError('TOO_LARGE', 'It was too much.'), 'report');
    await expect(result()).rejects.toBe(first);
    expect(tried).toHaveLength(1);
  });

  it('tries no more once all runs together have used up theirs', async () => {
    const { tried, result } = playing(broken('SIGABRT'), 'report');
    await expect(result(() => tried.length === 0)).rejects.toBe(first);
    expect(tried).toHaveLength(1);
  });

  it('leaves the object to a time when there is more of it', async () => {
    const late = new RecordedError('TOO_SLOW', 'It was not done within the time.');
    await expect(playing(late, 'report').result()).rejects.toBe(late);
  });

  it('says how the object broke mediainfo down when not even the masks can be found out', async () => {
    const spent = new RecordedError('TOO_LARGE', 'Too many requests.');
    const runs = {
      masks: () => Promise.reject(spent),
      mayContinue: () => true,
      attempt: async () => 'report',
    };
    await expect(reportWithout(first, runs)).rejects.toBe(first);
  });

  it('ends with what is no fault of the report', async () => {
    const gone = new ObjectGoneError('The object is gone.');
    await expect(playing(gone).result()).rejects.toBe(gone);
  });
});
