import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { RULES } from '../src/index';

const PACKAGE = resolve(__dirname, '..');
const README = readFileSync(join(PACKAGE, 'README.md'), 'utf8');

const printed = [...README.matchAll(/^(?:Invalid|Unwise) template at .*$/gm)].map(([line]) => line);
const [json = ''] = [...README.matchAll(/^```json\n(.*?)^```/gms)].map(([, text]) => text);
const example = [...README.matchAll(/^```ts\n(.*?)^```/gms)]
  .map(([, code]) => code!)
  .find((code) => code.includes('limits'))!;

it.each(printed)('prints what the rules say: %s', (line) => {
  const rule = RULES.find(({ id }) => line.endsWith(`[${id}].`));

  expect(line).toContain(`': ${rule?.must}, `);
  expect(line.startsWith('Invalid')).toBe(rule?.verdict === 'refused');
});

it('shows a finding as it is', () => {
  const { rule, verdict, message } = JSON.parse(json);

  expect(RULES).toContainEqual(expect.objectContaining({ id: rule, verdict, must: message }));
});

it('has an example that prints what its comments say', () => {
  // Inside the package, so that it finds the package by its name.
  const folder = mkdtempSync(join(PACKAGE, 'example-'));
  try {
    const file = join(folder, 'example.mts');
    writeFileSync(file, example);
    const output = execFileSync(process.execPath, ['--import', 'tsx', file], { encoding: 'utf8' });

    expect(output.trim().split('\n')).toEqual(
      [...example.matchAll(/; \/\/ (.*)$/gm)].map(([, text]) => text),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});
