import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { resourceTypes } from '../src/ros/resources';

const PACKAGE = resolve(__dirname, '..');
const README = readFileSync(join(PACKAGE, 'README.md'), 'utf8');

/** The code blocks of a language. */
const blocks = (language: string): string[] =>
  [...README.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gms'))].map(([, code]) => code!);

describe('the README', () => {
  it.each(blocks('ts').map((code, index) => [index + 1, code]))('has an example %i that runs', (_n, code) => {
    // Inside the package, so that it finds the official clients.
    const directory = mkdtempSync(join(PACKAGE, 'example-'));
    try {
      const file = join(directory, 'example.mts');
      writeFileSync(file, String(code));
      const output = execFileSync(process.execPath, ['--import', 'tsx', file], {
        encoding: 'utf8',
        cwd: PACKAGE,
      });
      const printed = [...String(code).matchAll(/\/\/ prints (.*)$/gm)].map(([, text]) => text);
      expect(printed.length).toBeGreaterThan(0);
      expect(output.trim().split('\n')).toEqual(printed);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  it('names every type of resource', () => {
    expect([...README.matchAll(/`(ALIYUN::\w+::\w+)`/g)].map(([, type]) => type).sort()).toEqual(
      Object.keys(resourceTypes()).sort(),
    );
  });
});
