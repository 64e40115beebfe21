import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
// With its ending, because without it Jest brings `test/setup/kept-synthesis.ts`.
import { SynthesisError, synthesizeApart } from '../../cli/deploy/synthesis-process.js';

let outdir: string;

beforeEach(async () => {
  outdir = await mkdtemp(join(tmpdir(), 'synthesis-process-'));
});

afterEach(() => rm(outdir, { recursive: true, force: true }));

test('writes the template, the assets and their manifest of the settings given', async () => {
  await synthesizeApart({ stackName: 'apart' }, outdir);
  const written = await readdir(outdir);
  expect(written).toEqual(expect.arrayContaining(['apart.template.json', 'apart.assets.json']));
}, 60_000);

test('fails with what the process says of wrong settings', async () => {
  const failing = synthesizeApart({ memoryMB: -1 }, outdir);
  await expect(failing).rejects.toThrow(SynthesisError);
  await expect(failing).rejects.toThrow(/memoryMB/);
  expect(await readdir(outdir)).toEqual([]);
}, 60_000);
