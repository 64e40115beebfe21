import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  ObjectGoneError,
  ObjectReplacedError,
  PlatformError,
  RecordedError,
} from '../../../functions/extract/errors';
import { closeConnections } from '../../../functions/extract/http/connections';
import { MediaInfo } from '../../../functions/extract/mediainfo/mediainfo';
import { openObject } from '../../../functions/extract/open-object';
import { childProcesses, processesForObjects } from './support/child-processes';
import { FAULTS, otherVersion } from './support/faults';
import { localReport, MEDIA, withoutPath } from './support/local-report';
import { withOrigin } from './support/with-origin';

const KIB = 1024;
const NAME = 'moov-last.mp4';

/** Small windows, so that a small file needs many requests; and short time limits. */
const SETTINGS = {
  headBytes: 8 * KIB,
  tailBytes: 4 * KIB,
  windowBytes: 8 * KIB,
  streamAfterBytes: 1e9,
  placesAhead: 2,
  answerTimeout: 60,
  stallTimeout: 60,
  retryDelay: 1,
  maxRetryDelay: 2,
  attempts: 3,
};

/** Milliseconds in which also a busy machine answers, for tests that expect a correct report. */
const PATIENT = 1_000;

/** Jest runs several test files in one process, and some leave a compiler running. It is not counted. */
const earlierChildren = childProcesses();

describe.each([
  ['a part of the object at first', false],
  ['all of the object at first', true],
])('an origin that fails, asked for %s', (_, openHead) => {
  const bytes = readFileSync(join(MEDIA, NAME));
  const expected = withoutPath(localReport(join(MEDIA, NAME)));
  let otherExpected: string;
  const temporary = mkdtempSync(join(tmpdir(), 'faults-'));
  const origin = withOrigin();
  beforeAll(() => {
    const other = join(temporary, NAME);
    writeFileSync(other, otherVersion({ bytes }).bytes);
    otherExpected = withoutPath(localReport(other));
    rmSync(other);
    process.env['TMPDIR'] = temporary;
    origin.put(NAME, bytes);
  });
  afterAll(() => {
    delete process.env['TMPDIR'];
    rmSync(temporary, { recursive: true });
  });

  /**
   * The report without its path, or the error.
   * @param patience milliseconds after which an answer is late
   */
  async function outcome(patience = SETTINGS.answerTimeout): Promise<string | Error> {
    const budget = { deadline: Date.now() + 15_000 };
    const address = { bucket: 'media-bucket', key: NAME };
    try {
      const object = await openObject(origin.source, address, budget, new MediaInfo(), {
        settings: { ...SETTINGS, openHead, answerTimeout: patience, stallTimeout: patience },
      });
      try {
        return withoutPath((await object.report()).xml);
      } finally {
        await object.close();
      }
    } catch (error) {
      return error as Error;
    }
  }

  const inform = (found: string | Error): string =>
    typeof found === 'string' ? (found === expected ? 'right' : 'WRONG') : found.constructor.name;

  it('needs several requests for this file', async () => {
    expect(await outcome()).toBe(expected);
    expect(origin.requests.length).toBeGreaterThan(openHead ? 1 : 3);
  });

  describe.each(Object.entries(FAULTS))('%s', (_, fault) => {
    it('once, at any request: the report is right, or there is none', async () => {
      await outcome();
      const needed = origin.requests.length;
      for (let k = 1; k <= needed; k += 1) {
        origin.requests.length = 0;
        origin.misbehave = (request) => {
          if (request.number !== k) return false;
          fault(request);
          return true;
        };
        const found = inform(await outcome());
        expect([k, found]).toEqual([k, expect.stringMatching(/^right$|^\w+Error$/)]);
      }
    });

    it.each([1, 3])('always, from request %d on: there is an error that decides', async (from) => {
      origin.misbehave = (request) => {
        if (request.number < from) return false;
        fault(request);
        return true;
      };
      const found = await outcome();
      // Requests do not go on for ever. Each place that is fetched ahead has its own attempts, and there are
      // few places.
      expect(origin.requests.length).toBeLessThan(100);
      if (typeof found === 'string') {
        // A version that was sent from the first request on is the object's version.
        expect([expected, otherExpected]).toContain(found);
        return;
      }
      const known = [ObjectGoneError, ObjectReplacedError, PlatformError, RecordedError];
      expect([found.message, known.includes(found.constructor as never)]).toEqual([expect.any(String), true]);
      expect(found.message).not.toMatch(/127\.0\.0\.1|x-oss-|signature/i);
    });
  });

  it('survives one failure of any passing kind with the right report', async () => {
    const passing = Object.keys(FAULTS).filter(
      (name) => !(openHead ? /version|no such|keys|length/ : /version|no such|keys/).test(name),
    );
    for (const name of passing) {
      origin.requests.length = 0;
      origin.misbehave = (request) => {
        if (request.number !== (openHead ? 1 : 3)) return false;
        FAULTS[name]?.(request);
        return true;
      };
      expect([name, inform(await outcome(PATIENT))]).toEqual([name, 'right']);
    }
  });

  it('leaves no process, file, socket or timer behind', async () => {
    closeConnections();
    for (let i = 0; i < 100 && origin.sockets.size > 0; i += 1) await sleep(10);
    expect(origin.sockets.size).toBe(0);
    expect(processesForObjects(earlierChildren)).toEqual([]);
    expect(readdirSync(temporary)).toEqual([]);
  });
});
