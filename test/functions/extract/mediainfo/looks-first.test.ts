import type { ObjectVersion } from '../../../../contract/object-version';
import { reportOptions } from '../../../../contract/reading-mode';
import type { ByteSource } from '../../../../functions/extract/byte-source';
import { mediaInfoHome } from '../../../../functions/extract/mediainfo/home';
import { Reporter } from '../../../../functions/extract/mediainfo/reporter';
import { childProcesses } from '../support/child-processes';
import { grownMp4 } from '../support/grown-files';
import { runLimits } from '../support/run-limits';

const FAST = { options: reportOptions('fast', 'mov'), headBytes: 1024 * 1024, tailBytes: 256 * 1024 };

/** How a file was reported on, and the processes that were started for it. */
async function describedAs(bytes: Buffer, looksFirst: boolean) {
  const before = childProcesses();
  const started = new Set<string>();
  const watch = (): void => {
    for (const pid of childProcesses()) if (!before.includes(pid)) started.add(pid);
  };
  const version: ObjectVersion = { etag: 'E', size: bytes.length, lastModified: '2026-01-01T00:00:00Z' };
  const address = { bucket: 'media-bucket', key: 'camera.mov' };
  const reporter = new Reporter(mediaInfoHome(), address, { ...FAST, looksFirst }, runLimits(20));
  const source: ByteSource = {
    read: async (offset, length) => {
      watch();
      const span = { place: 0, bytes: Math.max(0, Math.min(length, bytes.length - offset)) };
      reporter.mailbox.write(bytes, offset, span);
      return span;
    },
  };
  try {
    watch();
    const early = started.size;
    const report = await reporter.report(version, source, new AbortController().signal);
    return { options: report.arguments, early, processes: started.size };
  } finally {
    await reporter.dispose();
  }
}

const EXACT = reportOptions('exact', 'mov');

describe('a reporter that looks first', () => {
  it('starts one mediainfo for what is read exactly, where another one starts two', async () => {
    const bytes = grownMp4('prores.mov');
    expect(await describedAs(bytes, true)).toEqual({ options: EXACT, early: 0, processes: 1 });
    expect(await describedAs(bytes, false)).toEqual({ options: EXACT, early: 1, processes: 2 });
  });

  it('reads the others fast', async () => {
    const bytes = grownMp4('moov-last.mp4');
    expect(await describedAs(bytes, true)).toEqual({ options: FAST.options, early: 0, processes: 1 });
  });

  it('ends without having started any', async () => {
    const before = childProcesses();
    const address = { bucket: 'media-bucket', key: 'camera.mov' };
    const reporter = new Reporter(mediaInfoHome(), address, { ...FAST, looksFirst: true }, runLimits(20));
    await reporter.dispose();
    await reporter.dispose();
    expect(childProcesses()).toEqual(before);
  });
});
