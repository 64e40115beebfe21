import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ByteSource } from '../../../../functions/extract/byte-source';
import { PlatformError } from '../../../../functions/extract/errors';
import { Forks } from '../../../../functions/extract/mediainfo/forks';
import { type MediaInfoHome, mediaInfoHome } from '../../../../functions/extract/mediainfo/home';
import { Reporter } from '../../../../functions/extract/mediainfo/reporter';
import type { Slot } from '../../../../functions/extract/mediainfo/slot';
import { childProcesses, descendants } from '../support/child-processes';
import { MediaInfoWithout } from '../support/hostile-program';
import { localReport, MEDIA, withoutPath } from '../support/local-report';
import { runLimits } from '../support/run-limits';

const NAME = 'moov-first.mp4';
const BYTES = readFileSync(join(MEDIA, NAME));
const VERSION = { etag: 'E', size: BYTES.length, lastModified: '2026-01-01T00:00:00Z' };

/** What one instance does, object by object. */
class Instance {
  readonly reasons: string[] = [];
  private readonly forks: Forks;

  constructor(
    private readonly home: MediaInfoHome = mediaInfoHome(),
    atOnce = 2,
  ) {
    this.forks = new Forks(home, atOnce, (reason) => this.reasons.push(reason));
  }

  take(): Slot | undefined {
    return this.forks.take();
  }

  /** Asks for a slot until there is one. */
  async slot(): Promise<Slot> {
    for (;;) {
      const slot = this.take();
      if (slot) return slot;
      await sleep(5);
    }
  }

  /** @param reading called at the first question for bytes */
  async describe(slot: Slot | undefined, reading: () => Promise<void> = async () => {}): Promise<string> {
    const address = { bucket: 'media-bucket', key: NAME };
    const reporter = new Reporter(this.home, address, undefined, runLimits(20), undefined, slot);
    const source: ByteSource = {
      read: async (offset, length) => {
        await reading();
        const span = { place: 0, bytes: Math.max(0, Math.min(length, BYTES.length - offset)) };
        reporter.mailbox.write(BYTES, offset, span);
        return span;
      },
    };
    try {
      const { xml } = await reporter.report(VERSION, source, new AbortController().signal);
      return withoutPath(xml);
    } finally {
      await reporter.dispose();
    }
  }
}

const RIGHT = withoutPath(localReport(join(MEDIA, NAME)));

const endOf = async (pid: string): Promise<void> => {
  while (existsSync(`/proc/${pid}`)) await sleep(5);
};

/** The templates that were started since, and the processes that were forked from them. */
function since(before: readonly string[]) {
  const templates = childProcesses().filter((pid) => !before.includes(pid));
  return { templates, forked: templates.flatMap((pid) => descendants(pid)) };
}

describe('the processes for the objects of an instance', () => {
  it('are started for the first object, and forked for later ones when the template is ready', async () => {
    const before = childProcesses();
    const instance = new Instance();
    expect(instance.take()).toBeUndefined();
    expect(since(before).templates).toEqual([]);
    expect(await instance.describe(undefined)).toBe(RIGHT);
    const slot = await instance.slot();
    let forked: string[] = [];
    const report = await instance.describe(slot, async () => {
      ({ forked } = since(before));
    });
    expect([report, forked.length]).toEqual([RIGHT, 1]);
    expect(instance.reasons).toEqual([]);
  });

  it('are started for objects that find no slot free', async () => {
    const before = childProcesses();
    const instance = new Instance(mediaInfoHome(), 2);
    instance.take();
    const seen: number[] = [];
    const look = async (): Promise<void> => {
      seen.push(since(before).forked.length);
    };
    let third: Promise<string> | undefined;
    const first = await instance.slot();
    const reports = await Promise.all([
      instance.describe(first, async () => {
        // While the first two are described, a third begins.
        third ??= instance.describe(instance.take());
        await third;
        await look();
      }),
      instance.describe(instance.take()),
    ]);
    expect([...reports, await third]).toEqual([RIGHT, RIGHT, RIGHT]);
    expect(Math.max(...seen)).toBeLessThanOrEqual(2);
  });

  it('are forked from another template when the first has been killed; its objects come again', async () => {
    const before = childProcesses();
    const instance = new Instance();
    instance.take();
    expect(await instance.describe(await instance.slot())).toBe(RIGHT);
    const [template = ''] = since(before).templates;
    const forked: string[] = [];
    const killed = instance.describe(await instance.slot(), async () => {
      forked.push(...since(before).forked);
      process.kill(Number(template), 'SIGKILL');
      await endOf(template);
    });
    await expect(killed).rejects.toEqual(
      new PlatformError('mediainfo was killed, perhaps because memory ran out.'),
    );
    // It ends with the template.
    expect(forked).toHaveLength(1);
    await endOf(forked[0]!);
    expect(await instance.describe(instance.take())).toBe(RIGHT);
    expect(await instance.describe(await instance.slot())).toBe(RIGHT);
    const now = since(before).templates;
    expect([now.length, now.includes(template)]).toEqual([1, false]);
    expect(instance.reasons).toEqual([]);
  });

  it('are started where the template ended before it could fork, for example in a frozen instance', async () => {
    const before = childProcesses();
    const instance = new Instance();
    instance.take();
    const slot = await instance.slot();
    const [template = ''] = since(before).templates;
    // This process does not notice it before it orders another one.
    process.kill(Number(template), 'SIGSTOP');
    const report = instance.describe(slot);
    process.kill(Number(template), 'SIGKILL');
    expect(await report).toBe(RIGHT);
  });

  it('have other addresses after one of them crashed', async () => {
    const before = childProcesses();
    const instance = new Instance();
    instance.take();
    const slot = await instance.slot();
    const [template = ''] = since(before).templates;
    const forked: string[][] = [];
    const started: string[][] = [];
    const report = instance.describe(slot, async () => {
      forked.push(since(before).forked);
      started.push(childProcesses().filter((pid) => !before.includes(pid) && pid !== template));
      if (forked.length === 1) process.kill(Number(forked[0]![0]), 'SIGSEGV');
    });
    // Parts of the object are hidden from MediaInfo, one after the other, in processes of their own.
    expect(await report).toContain('</MediaInfo>');
    expect(forked.map(({ length }) => length > 0)).toEqual(forked.map((_, i) => i === 0));
    expect(started.some(({ length }) => length > 0)).toBe(true);
    await endOf(template);
    expect(await instance.describe(await instance.slot())).toBe(RIGHT);
    expect(since(before).templates).not.toContain(template);
    expect(instance.reasons).toEqual([]);
  });
});

describe('where processes cannot be forked', () => {
  const cases: [string, (mediaInfo: MediaInfoWithout) => void, readonly ('seccomp' | 'prctl')[], string][] = [
    [
      'without the filter of system calls',
      () => {},
      ['seccomp', 'prctl'],
      'the platform refuses no new privileges; its end with its parent; no access for debuggers; a filter of system calls',
    ],
    [
      'when the template cannot begin',
      (mediaInfo) => mediaInfo.removeLocale(),
      [],
      'the template ended (exit code 76)',
    ],
  ];
  it.each(cases)(
    '%s, each object gets a process of its own, and that is said once',
    async (_, spoil, without, reason) => {
      const mediaInfo = new MediaInfoWithout(without);
      try {
        const before = childProcesses();
        const instance = new Instance(mediaInfo.home);
        instance.take();
        if (without.length === 0) spoil(mediaInfo);
        while (instance.reasons.length === 0) {
          expect(instance.take()).toBeUndefined();
          await sleep(5);
        }
        for (let i = 0; i < 3; i += 1) expect(instance.take()).toBeUndefined();
        expect(instance.reasons).toEqual([reason]);
        if (without.length > 0) expect(await instance.describe(instance.take())).toBe(RIGHT);
        while (since(before).templates.length > 0) await sleep(5);
      } finally {
        mediaInfo.remove();
      }
    },
  );
});
