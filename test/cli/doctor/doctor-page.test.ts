import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHECK_IDS, CHECKS, type CheckDeclaration } from '../../../cli/doctor/checks';
import { PROJECT_ROOT } from '../../../lib/project-root';
import { FAULTS } from './faults';

const PAGE = join(PROJECT_ROOT, 'docs', 'doctor.md');
const TABLE = /(<!-- checks:.*?-->\n)(.*?)(<!-- \/checks -->)/s;

const HEADINGS = { before: 'Before a deployment', after: 'After it' };

const rowsOf = (when: CheckDeclaration['when']): string =>
  CHECK_IDS.filter((id) => CHECKS[id].when === when)
    .map((id) => `| ${id} | ${CHECKS[id].what} | ${FAULTS[id].what} |\n`)
    .join('');

const table = (['before', 'after'] as const)
  .map(
    (when) =>
      `| ${HEADINGS[when]} | What is looked at | Fault that trips it |\n|---|---|---|\n${rowsOf(when)}`,
  )
  .join('\n');

it('the page lists each check with the fault that trips it', () => {
  const page = readFileSync(PAGE, 'utf8');
  if (process.env['DOCTOR_PAGE'] === 'write') {
    writeFileSync(
      PAGE,
      page.replace(TABLE, (_, begin, __, end) => `${begin}\n${table}\n${end}`),
    );
  }
  expect(TABLE.exec(readFileSync(PAGE, 'utf8'))?.[2]).toBe(`\n${table}\n`);
});

it('no sentence of a check is too long for its line', () => {
  for (const id of CHECK_IDS) {
    expect(CHECKS[id].what.length).toBeLessThan(160);
    expect(CHECKS[id].remedy.length).toBeLessThan(260);
  }
});
