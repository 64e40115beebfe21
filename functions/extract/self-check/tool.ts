import { setTimeout as sleep } from 'node:timers/promises';
import type { Measure } from '../mediainfo/confinement';
import { mediaInfoHome } from '../mediainfo/home';
import { MediaInfo } from '../mediainfo/mediainfo';
import { Template } from '../mediainfo/template';
import { TOOL_MEMORY_MB } from '../open-object';
import { shippedVersion } from '../shipped-version';
import { type Check, Finding, NotChecked } from './check';
import { EXPECTED, sample, sourceOf } from './sample';

/** Starting mediainfo takes some milliseconds; this allows for a machine that is very busy. */
const LONGEST_RUN_MS = 10_000;

const FILTER: Measure = 'a filter of system calls';

/** Whether mediainfo can be forked on this machine, or why not. */
async function templateHere(): Promise<string> {
  const template = new Template(mediaInfoHome(), 1);
  const end = new AbortController();
  try {
    const late = sleep(LONGEST_RUN_MS, undefined, { signal: end.signal }).catch(() => {});
    await Promise.race([template.begun, late]);
    if (template.freeSlot) return 'forks';
    return template.unusable ?? `did not begin within ${LONGEST_RUN_MS / 1000} s`;
  } finally {
    end.abort();
    template.end();
  }
}

/** The checks of mediainfo and of what shuts it in. Both look at one run. */
export function toolChecks(): { mediainfo: Check; systemCallFilter: Check } {
  let refused: readonly Measure[] | undefined;
  return {
    mediainfo: async ({ invocation, deadline }) => {
      const began = performance.now();
      const found: Measure[] = [];
      // With a home of its own it is started anew, also in an instance that forks.
      const home = { ...mediaInfoHome() };
      const tool = new MediaInfo({ home, onRefused: (measures) => found.push(...measures) });
      const bytes = sample();
      const run = tool.start(
        { bucket: 'self-check', key: 'self-check' },
        {
          deadline: Math.min(deadline, Date.now() + LONGEST_RUN_MS),
          maxReportBytes: 1024 * 1024,
          maxMemoryMB: Math.min(TOOL_MEMORY_MB, invocation.function.memoryMB / 2),
          maxStalledCpuSeconds: LONGEST_RUN_MS / 1000,
          received: () => bytes.length,
          progress: () => 'in a self-check',
        },
        { size: bytes.length, headBytes: bytes.length, tailBytes: 0 },
      );
      try {
        const version = { etag: 'SELF-CHECK', size: bytes.length, lastModified: new Date().toISOString() };
        const never = new AbortController().signal;
        const report = await run.report(version, sourceOf(bytes, run.mailbox), never);
        refused = found;
        const facts = {
          version: report.version,
          startAndRunMs: Math.round(performance.now() - began),
          template: await templateHere(),
        };
        const missing = EXPECTED.filter((text) => !report.xml.includes(text));
        if (missing.length > 0) {
          throw new Finding(`MediaInfo ${shippedVersion()} says nothing of ${missing.join(', ')}.`, facts);
        }
        return facts;
      } finally {
        await run.dispose();
      }
    },
    systemCallFilter: () => {
      if (!refused) throw new NotChecked('mediainfo told nothing about its start.');
      const facts = { refused: refused.join('; ') || 'none' };
      if (refused.includes(FILTER)) {
        throw new Finding('The kernel refuses mediainfo a filter of its system calls (seccomp).', facts);
      }
      return facts;
    },
  };
}
