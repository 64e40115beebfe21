import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { XMLValidator } from 'fast-xml-parser';
import { type Description, describeObject } from '../../../functions/extract/describe';
import { RecordedError } from '../../../functions/extract/errors';
import { closeConnections } from '../../../functions/extract/http/connections';
import { MediaInfo } from '../../../functions/extract/mediainfo/mediainfo';
import { openObject } from '../../../functions/extract/open-object';
import { ofThisRun } from '../../setup/long-run';
import { childProcesses, processesForObjects } from './support/child-processes';
import { chapters, HOSTILE_FILES, STALLING_FILES } from './support/hostile-files';
import { fixtures, MEDIA } from './support/local-report';
import { withOrigin } from './support/with-origin';

/** Seconds that an object may take, with some spare time for a busy machine. */
const BUDGET = 4;
const SLACK = 5;

/** Jest runs several test files in one process, and some leave a compiler running. It is not counted. */
const others = childProcesses();

describe('an object that asks for much', () => {
  const temporary = mkdtempSync(join(tmpdir(), 'hostile-'));
  const origin = withOrigin();
  beforeAll(() => {
    process.env['TMPDIR'] = temporary;
  });
  afterAll(() => {
    delete process.env['TMPDIR'];
    rmSync(temporary, { recursive: true });
  });

  /** Does the same as the function: returns a description, or what the row would say instead. */
  async function describeBytes(
    key: string,
    bytes: Buffer,
    maxStalledCpuSeconds?: number,
    seconds = BUDGET,
  ): Promise<Description | RecordedError> {
    origin.put(key, bytes);
    const start = Date.now();
    const address = { bucket: 'media-bucket', key };
    const budget = { deadline: start + seconds * 1_000, maxStalledCpuSeconds };
    const opened = await openObject(origin.source, address, budget, new MediaInfo());
    try {
      return await describeObject(opened);
    } catch (error) {
      if (error instanceof RecordedError) return error;
      throw error;
    } finally {
      await opened.close();
      expect(Date.now() - start).toBeLessThan((seconds + SLACK) * 1_000);
    }
  }

  function expectOutcome(found: Description | RecordedError): void {
    const { status } = found;
    if (found instanceof RecordedError) {
      expect([status, ['TOO_SLOW', 'TOO_LARGE', 'FAILED'].includes(status)]).toEqual([status, true]);
      expect(found.message).toMatch(/\w.*\.$/);
    } else if (found.columns['Meta_data'] !== undefined) {
      expect(XMLValidator.validate(String(found.columns['Meta_data']))).toBe(true);
      expect(found.doubts).not.toContain('REPORT_UNREADABLE');
    }
  }

  it.each(Object.keys(HOSTILE_FILES))(
    'with %s ends within its budget',
    async (name) => {
      const { extension, bytes } = HOSTILE_FILES[name]!;
      const found = await describeBytes(`hostile.${extension}`, bytes());
      expectOutcome(found);
    },
    60_000,
  );

  it.each(Object.keys(STALLING_FILES))(
    'that is computed on without end, as one with %s, is given up soon',
    async (name) => {
      const { extension, bytes } = STALLING_FILES[name]!;
      expect(await describeBytes(`stalling.${extension}`, bytes(), 0.3)).toMatchObject({
        status: 'TOO_SLOW',
        message: expect.stringMatching(
          /^MediaInfo computed for 0\.3 s without reading on \(.* read in \d+ requests and .* s\)\.$/,
        ),
      });
    },
    60_000,
  );

  it('says at the deadline whether it was read or computed on until then', async () => {
    const { bytes } = STALLING_FILES['a list of four billion values']!;
    expect(await describeBytes('stalling.flv', bytes(), 1_000, 1)).toMatchObject({
      status: 'TOO_SLOW',
      message: expect.stringMatching(/^MediaInfo was not done within the time \(/),
    });
  });

  it('with 10,000 chapters has all of them', async () => {
    const found = await describeBytes('chapters.mkv', chapters(10_000));
    expect(found).toMatchObject({ status: 'DESCRIBED', columns: { ChapterCount: 10_000n } });
  });

  /** Each kind of file with so many bytes of a true beginning. */
  const beginnings = [...new Set(fixtures().map((name) => extname(name)))].flatMap((extension) =>
    [0, 4, 16, 64].map((kept): [kept: number, extension: string] => [kept, extension]),
  );
  it.each(ofThisRun(beginnings, (_, index) => index % 5 === 0))(
    'with random bytes behind %i bytes of a true beginning ends as a report, as %s',
    async (kept, extension) => {
      const name = fixtures().find((fixture) => fixture.endsWith(extension))!;
      const random = Buffer.alloc(100_000);
      for (let i = 0, seed = 11; i < random.length; i += 1) {
        seed = (seed * 1103515245 + 12345) & 0x7fffffff;
        random[i] = seed >> 16;
      }
      const beginning = readFileSync(join(MEDIA, name)).subarray(0, kept);
      const found = await describeBytes(`random${extension}`, Buffer.concat([beginning, random]));
      expectOutcome(found);
    },
    60_000,
  );

  it('leaves no process, file or socket behind', async () => {
    closeConnections();
    for (let i = 0; i < 100 && origin.sockets.size > 0; i += 1) await sleep(10);
    expect(origin.sockets.size).toBe(0);
    expect(processesForObjects(others)).toEqual([]);
    expect(readdirSync(temporary)).toEqual([]);
  });
});
