import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asksReport } from '../../../contract/policy/policy';
import { readPolicy } from '../../../contract/policy/read-policy';
import { judgeRowBy } from '../../../contract/policy/row-policy';
import type { Row } from '../../../contract/row';
import { parseReport } from '../../../functions/extract/report/parse-report';
import { readColumns } from '../../../functions/extract/report/read-columns';
import { PROJECT_ROOT } from '../../../lib/project-root';

const READY = join(PROJECT_ROOT, 'assets', 'policies');
const FIXTURES = join(PROJECT_ROOT, 'test', 'fixtures', 'policies');

/** Each policy, a report that it accepts, and one that it refuses with the rules for which it does. */
const CASES: Record<string, [passes: string, fails: string, rules: string[]]> = {
  'web-video.policy': [
    'recorded/moov-first.mp4',
    'recorded/prores.mov',
    ['Container and codec of the web', 'Sound that goes with it'],
  ],
  'prores-mezzanine.policy': ['reports/prores-hq.mov', 'recorded/prores.mov', ['ProRes of master quality']],
  'broadcast-mpeg2-422.policy': [
    'reports/xdcam.mxf',
    'recorded/op1a.mxf',
    ['MPEG-2 4:2:2', '1920 by 1080', 'Interlaced, top field first'],
  ],
  'broadcast-avc-intra.xml': [
    'reports/avci.mxf',
    'reports/xdcam.mxf',
    ['AVC', '4:2:2 Intra profile', '10 bits'],
  ],
  'podcast.policy': ['reports/podcast.mp3', 'recorded/hi-res.flac', ['MP3 or AAC', '44.1 or 48 kHz']],
  'still-images.policy': ['reports/still.jpg', 'reports/still.tiff', ['Format of the web']],
};

const policyIn = (file: string) => readPolicy(readFileSync(join(READY, file), 'utf8'), file);

function verdictOn(file: string, report: string, doubts?: string) {
  const xml = readFileSync(join(FIXTURES, `${report}.xml`), 'utf8');
  const row: Record<string, Row[keyof Row]> = { ...readColumns(parseReport(xml)), Size: 1_000n };
  if (doubts !== undefined) row['Doubts'] = doubts;
  return judgeRowBy(policyIn(file), (column) => row[column], xml);
}

it('tries every ready policy', () => {
  expect(readdirSync(READY).sort()).toEqual(Object.keys(CASES).sort());
});

it.each(Object.entries(CASES))('%s accepts and refuses', (file, [passes, fails, rules]) => {
  expect(verdictOn(file, passes)).toMatchObject({ verdict: 'PASS', failures: [], warnings: [] });
  expect(verdictOn(file, fails)).toMatchObject({ verdict: 'FAIL', failures: rules });
});

it.each(Object.entries(CASES).filter(([file]) => file.endsWith('.policy')))(
  '%s does not accept what is cut off',
  (file, [passes]) => {
    const cutOff = verdictOn(file, passes, '["TRUNCATED"]');
    expect(cutOff).toMatchObject({ verdict: 'FAIL', failures: ['Not cut off'] });
  },
);

it.each(Object.keys(CASES))('%s names its source', (file) => {
  expect(readFileSync(join(READY, file), 'utf8').slice(0, 600)).toMatch(/Sources?, read \d{4}-\d{2}/);
});

it('has ready policies of both kinds', () => {
  expect(new Set(Object.keys(CASES).map((file) => asksReport(policyIn(file))))).toEqual(
    new Set([true, false]),
  );
});
