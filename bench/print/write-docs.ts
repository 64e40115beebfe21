import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../lib/project-root';
import { PERIOD_US } from '../cpu-groups/cpu-group';
import type { Tool } from '../tools/tool';
import { replaceBetween } from './replace-between';

const FILE = join(PROJECT_ROOT, 'docs', 'benchmarks.md');

/**
 * The load of the machine when the run began: processes that wanted a core, averaged over the last minute.
 */
export const LOAD = loadavg()[0] ?? 0;

/** A load that a machine has which only writes its own logs. */
const IDLE_LOAD = 1;

/** Whether figures of this run may decide something: on a busy machine they depend on what else runs. */
export const isIdle = (): boolean => LOAD <= IDLE_LOAD;

/** Sections of the page. Each is replaced by the run that measures it. */
const SECTIONS = {
  deployed: 'At the size it is deployed',
  comparison: 'The function and its alternatives',
  'stand-in': 'The stand-in cloud',
  media: 'The media command',
} as const;

export type Section = keyof typeof SECTIONS;

const INTRODUCTION = `# Benchmarks

Printed by \`npm run bench -- --write\`, and with \`--vcpu\`, \`--standin\` or \`--media\` as well. How it is measured:

- Every tool describes objects of the OSS stand-in, which runs in a process of its own on the same machine and adds the latency; Tablestore answers without any. The corpus is made with ffmpeg; the 20 GB are a sparse file.
- *extract* is the deployed zip, unpacked, in the runtime of the Function Compute stand-in with the default memory: from the event to the moment at which the row with the report arrives at Tablestore. *Cold* begins with the start of the process. *Warm* is a process that has described every file of the corpus ten times, as one has that serves a bucket, and this one just before. *row* ends when the row is written.
- *mediainfo* is the shipped binary with \`--Full --Output=XML\` and *ffprobe* has \`-show_format -show_streams\`, both on a signed URL; each run is a new process, so they are only ever *cold*. *mediainfo.js* reads ranges of 1 MiB over a kept connection.
- The tools take turns; times are medians. CPU is user and system time with children, a mean; the function's own share, without mediainfo's, stands in brackets. RSS is the peak, children included.
- Bytes are what the tool took in. mediainfo and ffprobe drop connections in the middle of an answer, so theirs are counted in a run that is not timed, by a relay that hands out 32 KiB (or 3 % of the answer so far) once the kernel says that the ones before were read.
- With \`--vcpu\` each tool and all that it starts has a share of a core, by a quota of cgroups in periods of ${PERIOD_US / 1_000} ms: the default of the kernel, since Function Compute does not tell its own. The stand-in has whole cores. Each run begins with a period of which nothing is used.
- Round trips are the longest chain of requests of which each arrived after the one before it had been answered; a new connection counts as one more.`;

/** Machine, date and versions. */
export function conditionsOfRun(tools: readonly Tool[], hasCorpus: boolean): string {
  const [cpu] = cpus();
  const lines = [
    `${new Date().toISOString().slice(0, 10)}, commit ${commit()}`,
    `${cpus().length} × ${cpu?.model.trim() ?? 'unknown CPU'}, ${Math.round(totalmem() / 2 ** 30)} GiB, load ${LOAD.toFixed(1)} before the run, Linux ${release()}, Node.js ${process.versions.node}`,
  ];
  if (tools.length > 0) lines.push(tools.map(({ name, version }) => `${name}: ${version}`).join('; '));
  if (!hasCorpus) lines.push("Without ffmpeg: the repository's small fixtures, not the corpus");
  return lines.map((line) => `- ${line}`).join('\n');
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
      cwd: PROJECT_ROOT,
      encoding: 'utf8',
    }).trim();
  } catch {
    return 'unknown'; // Not a checkout, or no git.
  }
}

/** Replaces one section of the page. The others stay as they were. */
export function writeDocs(section: Section, printed: string): void {
  const before = existsSync(FILE) ? readFileSync(FILE, 'utf8') : '';
  const parts = Object.entries(SECTIONS).flatMap(([name, title]) => {
    const start = before.indexOf(`\n## ${title}\n`);
    if (name !== section && start < 0) return [];
    const end = before.indexOf('\n## ', start + 1);
    const old = before.slice(start, end < 0 ? undefined : end).trim();
    return [name === section ? `## ${title}\n\n${printed}` : old];
  });
  writeFileSync(FILE, `${[INTRODUCTION, ...parts].join('\n\n')}\n`);
}

/** Said below figures that something else on the machine has slowed down. */
const busyNote = (): string =>
  isIdle() ? '' : `\n\n*Measured while the machine was busy (load ${LOAD.toFixed(1)}), and so too slow.*`;

/** Replaces what the README quotes, and says so when it has no place for it. */
export function quoteInReadme(
  name: 'performance' | 'deployed' | 'cost',
  text: string,
  told: (line: string) => void,
): void {
  if (replaceBetween(join(PROJECT_ROOT, 'README.md'), name, text + busyNote())) return;
  told(`README.md has no place '<!-- ${name} -->': it is not quoted there.`);
}
