import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { OPERATIONS } from '../src/event-bridge/operations';
import { api2 } from '../src/function-compute/generation-2';
import { api3 } from '../src/function-compute/generation-3';
import { resourceTypes } from '../src/ros/resources';

const PACKAGE = resolve(__dirname, '..');
const README = readFileSync(join(PACKAGE, 'README.md'), 'utf8');

/** Printed after each example. */
const END = '--- end of the example';

/** The code blocks of a language. */
const blocks = (language: string): string[] =>
  [...README.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gms'))].map(([, code]) => code!);

/**
 * What each example prints. All run in one process, one after the other: each of its own would read the whole package
 * again.
 */
function outputOfAll(examples: string[]): string[] {
  // Inside the package, so that it finds the official clients.
  const directory = mkdtempSync(join(PACKAGE, 'example-'));
  try {
    for (const [n, code] of examples.entries()) writeFileSync(join(directory, `${n}.mts`), code);
    const all = examples.map(
      (_, n) => `await import('./${n}.mts').catch(console.log); console.log('${END}');`,
    );
    writeFileSync(join(directory, 'all.mts'), all.join('\n'));
    const output = execFileSync(process.execPath, ['--import', 'tsx', join(directory, 'all.mts')], {
      encoding: 'utf8',
      cwd: PACKAGE,
    });
    return output.split(`${END}\n`);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

describe('the README', () => {
  const examples = blocks('ts');
  let outputs: string[];
  beforeAll(() => {
    outputs = outputOfAll(examples);
  });

  it.each(examples.map((code, n) => [n + 1, code] as const))('has an example %i that runs', (n, code) => {
    const printed = [...code.matchAll(/\/\/ prints (.*)$/gm)].map(([, text]) => text);

    expect(printed.length).toBeGreaterThan(0);
    expect(outputs[n - 1]?.trim().split('\n')).toEqual(printed);
  });

  it.each([
    ['Function Compute 2', '@alicloud/fc2', api2],
    ['Function Compute 3', '@alicloud/fc20230330', api3],
  ])('counts the operations of %s', (service, client, { routes }) => {
    const { version } = JSON.parse(readFileSync(require.resolve(`${client}/package.json`), 'utf8'));
    expect(README).toContain(
      `| ${service} | ${routes.length} | ${routes.length}, \`${client}\` ${version} |`,
    );
  });

  it('counts the operations of EventBridge', () => {
    const { version } = JSON.parse(
      readFileSync(require.resolve('@alicloud/eventbridge/package.json'), 'utf8'),
    );
    const operations = Object.keys(OPERATIONS).length;
    expect(README).toContain(
      `| EventBridge | ${operations} | ${operations}, \`@alicloud/eventbridge\` ${version} |`,
    );
  });

  it('names every type of resource', () => {
    expect([...README.matchAll(/`(ALIYUN::\w+::\w+)`/g)].map(([, type]) => type).sort()).toEqual(
      Object.keys(resourceTypes()).sort(),
    );
  });
});
