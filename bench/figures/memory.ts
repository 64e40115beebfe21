import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ossClient } from '../../cli/cloud/oss-client';
import { readRow } from '../../cli/cloud/rows';
import { tablestoreClient } from '../../cli/cloud/tablestore-client';
import { sideBySide } from '../../cli/program/side-by-side';
import { PROJECT_ROOT } from '../../lib/project-root';
import { residentMB, treeProportionalMB } from '../process-usage';
import { type LocalProcess, startLocalProcess } from './local-process';

export interface MemoryFigures {
  objects: number;
  /** Resident memory of the process of the services, as deployed and with the objects and their rows. */
  deployedMB: number;
  loadedMB: number;
  /** How much of that each of the later half of the objects has added. */
  perObjectKB: number;
  /** Memory of all processes, pages that several share counted once. */
  allMB: number;
}

const OBJECTS = 4000;
const AT_ONCE = 8;
const POLL_MS = 250;
/** Events are handled in the order of the uploads, eight at a time. If the last has no row by then, something is wrong. */
const ROW_TIMEOUT_MS = 300_000;

const keyOf = (i: number): string => `memory/${String(i).padStart(6, '0')}.jpg`;

/** Lets the stack describe many small objects, and looks how much memory stays. */
export async function measureMemory(): Promise<MemoryFigures> {
  const local = await startLocalProcess();
  try {
    const deployedMB = residentMB(local.pid);
    await describe(local, 0, OBJECTS / 2);
    const halfMB = residentMB(local.pid);
    await describe(local, OBJECTS / 2, OBJECTS);
    const loadedMB = residentMB(local.pid);
    return {
      objects: OBJECTS,
      deployedMB,
      loadedMB,
      perObjectKB: ((loadedMB - halfMB) * 1000) / (OBJECTS / 2),
      allMB: treeProportionalMB(local.pid),
    };
  } finally {
    await local.close();
  }
}

/** @throws Error when an object gets no row */
async function describe({ connection }: LocalProcess, from: number, to: number): Promise<void> {
  const client = ossClient(connection);
  const content = readFileSync(join(PROJECT_ROOT, 'assets', 'samples', 'poster.jpg'));
  const numbers = Array.from({ length: to - from }, (_, i) => from + i);
  await sideBySide(numbers, AT_ONCE, async (i) => {
    await client.put(keyOf(i), content);
  });
  const tablestore = tablestoreClient(connection);
  const end = performance.now() + ROW_TIMEOUT_MS;
  for (const i of numbers) {
    while (!(await readRow(tablestore, connection, keyOf(i)))) {
      if (performance.now() > end)
        throw new Error(`'${keyOf(i)}' must have a row ${ROW_TIMEOUT_MS / 1000} s later.`);
      await delay(POLL_MS);
    }
  }
}
