import { Pace } from '../../../../functions/extract/object-reader/pace';
import { run } from '../support/planned-fetches';

/** 10 bytes in a millisecond are too few, of a run of 100. */
const pace = (): Pace => new Pace({ slowBytesPerSecond: 10_000, longRunBytes: 100 });

describe('the pace of a connection', () => {
  it('is slow when a long run has waited long for its bytes', () => {
    const one = pace();
    expect(one.after(run(0, 120), 6)).toBe(false);
    expect(one.after(run(0, 140), 6)).toBe(false);
    expect(one.after(run(0, 160), 6)).toBe(true);
  });

  it('says nothing of a run that is short: its wait is that of a request', () => {
    expect(pace().after(run(0, 90), 1_000)).toBe(false);
  });

  it('counts each run for itself', () => {
    const one = pace();
    one.after(run(0, 50), 1_000);
    expect(one.after(run(500, 700), 1)).toBe(false);
  });

  it('stays slow for later runs', () => {
    const one = pace();
    one.after(run(0, 200), 100);
    expect(one.after(run(500, 550), 0)).toBe(true);
  });

  it('is never slow when nothing was waited for', () => {
    expect(pace().after(run(0, 1e9), 0)).toBe(false);
  });
});
