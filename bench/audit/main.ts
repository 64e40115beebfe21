import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contextOf } from '../../cli/local-cloud/context-of';
import { LocalPipeline } from '../../cli/local-cloud/local-pipeline';
import { PROJECT_ROOT } from '../../lib/project-root';
import { generatedListing } from './generated-listing';
import { putRows, WRONG } from './generated-rows';

const DEFAULT_OBJECTS = 1_000_000;
const SAMPLE_MS = 1_000;

interface Run {
  seconds: number;
  /** Resident memory of the command each second, in MB. */
  memoryMB: number[];
  /** CPU time of the command, which other work on the machine does not change much. */
  cpuSeconds: number;
  counts: Record<string, number>;
}

/** `npm run bench:audit [OBJECTS]`: how fast `media audit` compares a bucket with its table, and in how much memory. */
async function main(objects: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-audit-'));
  const listing = await generatedListing(objects);
  const pipeline = await LocalPipeline.deploy({ context: { ...contextOf(), searchIndex: false } });
  try {
    console.error(`Writing ${objects.toLocaleString('en-US')} rows …`);
    await putRows(pipeline.connection, objects);
    const file = join(folder, 'local.json');
    await writeFile(file, `${JSON.stringify({ ...pipeline.connection, ossEndpoint: listing.endpoint })}\n`);
    const { seconds, cpuSeconds, memoryMB, counts } = await audit(file);
    check(counts, objects);
    const rate = Math.round(objects / seconds).toLocaleString('en-US');
    console.log(`${objects.toLocaleString('en-US')} objects in ${seconds.toFixed(1)} s: ${rate} objects/s`);
    const perCpu = Math.round(objects / cpuSeconds).toLocaleString('en-US');
    console.log(
      `${cpuSeconds.toFixed(1)} s of CPU time in the command: ${perCpu} objects for each second of it`,
    );
    const quarter = Math.floor(memoryMB.length / 4);
    const peaks = [0, 1, 2, 3].map((i) => Math.max(...memoryMB.slice(i * quarter, (i + 1) * quarter), 0));
    console.log(
      `${listing.pages()} lists; largest resident memory in each quarter of the time: ${peaks.join(', ')} MB`,
    );
    console.log(JSON.stringify(counts));
  } finally {
    listing.server.close();
    await pipeline.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function audit(file: string): Promise<Run> {
  const start = performance.now();
  const child = spawn(
    process.execPath,
    [join(PROJECT_ROOT, 'bin', 'media.mjs'), 'audit', '--json', '--local', file],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      // The rows of the stand-in need a large heap; the command must do with the usual one.
      env: { ...process.env, NODE_OPTIONS: '' },
    },
  );
  const memoryMB: number[] = [];
  let cpuSeconds = 0;
  const sampling = setInterval(async () => {
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
    const kilobytes = /VmRSS:\s+(\d+)/.exec(status)?.[1];
    const stat = await readFile(`/proc/${child.pid}/stat`, 'utf8').catch(() => '');
    // Behind the name, which may hold anything: user and system time are the 12th and 13th, in hundredths of a second.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields.length > 12) cpuSeconds = (Number(fields[11]) + Number(fields[12])) / 100;
    if (kilobytes) memoryMB.push(Math.round(Number(kilobytes) / 1024));
  }, SAMPLE_MS);
  let out = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => {
      clearInterval(sampling);
      const seconds = (performance.now() - start) / 1000;
      const { examples: _, ...counts } = JSON.parse(out || '{}') as Record<string, never>;
      resolve({ seconds, cpuSeconds, memoryMB, counts });
    });
  });
}

/** @throws Error when the audit did not find what was made wrong */
function check(counts: Record<string, number>, objects: number): void {
  for (const [kind, place] of Object.entries(WRONG)) {
    const wanted = Math.floor((objects - 1 - place) / 1_000) + 1;
    if (counts[kind] !== wanted) throw new Error(`${wanted} ${kind} are expected: ${JSON.stringify(counts)}`);
  }
}

main(Number(process.argv[2] ?? DEFAULT_OBJECTS)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
