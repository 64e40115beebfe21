import { setTimeout as sleep } from 'node:timers/promises';
import { Chaos, type ChaosCounts, type Cloud } from 'stand-in-cloud';
import type { PipelineConnection } from '../cloud/connection';
import { ossClient } from '../cloud/oss-client';
import { readRow } from '../cloud/rows';
import { tablestoreClient } from '../cloud/tablestore-client';
import { CHAOS_TIME_SCALE } from '../local-cloud/chaos';
import { LocalPipeline } from '../local-cloud/local-pipeline';
import { check, type Description, descriptionOf, type Finding, identityOf } from './check';
import { endingOf } from './contents';
import { LeakSearch } from './leaks';
import { NewsWatch, SOAK_BUS } from './news';
import { readObjects, readRows, type StoredObject } from './state';
import { newCounts, Writer, type WriterCounts } from './writer';

export interface SoakOptions {
  /** Number of keys. */
  objects: number;
  writers: number;
  seed: number;
  /** How long writers work; they stop only after every key was written once. @default 0 */
  minutes?: number;
  /** Settings of the stack. @default those of the stack */
  context?: Record<string, unknown>;
  /** Called with a text for each step. */
  onStep?: (text: string) => void;
  /** Called with the deployed pipeline after all events are handled and before the check. */
  beforeCheck?: (connection: PipelineConnection, cloud: Cloud) => Promise<void>;
}

export interface SoakReport {
  seed: number;
  objects: number;
  writers: number;
  writing: WriterCounts;
  /** Objects and rows at the end. */
  objectsLeft: number;
  rowsLeft: number;
  /** Requests to the services from everybody, and how many of them failed. */
  faults: ChaosCounts;
  requests: number;
  failedRequests: number;
  events: number;
  /** Events about rows, those that came twice included. */
  newsEvents: number;
  attempts: number;
  /** Attempts that reached an instance and ended with an error. Most are repeated. */
  attemptsLost: number;
  writeSeconds: number;
  /** From the last write until every event was handled. */
  settleSeconds: number;
  eventsPerSecond: number;
  findings: Finding[];
}

/**
 * A third of all requests fails. This is far more than in production, so that all combinations of faults
 * happen soon.
 */
const REQUEST_FAILURES = 1 / 3;

/**
 * The most retries that the service allows. With so many faults, three would sometimes not be enough. Then a
 * row with `FAILED` would be right, but would hide the errors that the soak looks for.
 */
const ASYNC_RETRIES = 8;

/**
 * Open events at which writers wait; half a minute of work. Writers can write forty times as fast as two
 * cores describe. Without a limit, objects would be written long before they are described, and could not
 * change during the description.
 */
const MOST_OPEN_EVENTS = 1_000;

/** Lets writers change objects while faults happen, waits, and compares the bucket with the table. */
export async function runSoak({
  objects,
  writers,
  seed,
  minutes = 0,
  context,
  ...hooks
}: SoakOptions): Promise<SoakReport> {
  const step = hooks.onStep ?? (() => undefined);
  const chaos = new Chaos(seed, { requestFailures: REQUEST_FAILURES });
  step('deploying');
  const pipeline = await LocalPipeline.deploy({
    context: { newsBus: SOAK_BUS, ...context, asyncRetries: ASYNC_RETRIES },
    chaos,
    timeScale: CHAOS_TIME_SCALE,
  });
  const { cloud, connection } = pipeline;
  const news = new NewsWatch(cloud.events);
  cloud.tablestore.watchRows(connection.instance, connection.table, news.rowWritten);
  const progress = setInterval(() => {
    const { events, attempts, requests } = chaos.seen;
    step(`${events} events, ${attempts} attempts, ${requests} requests`);
  }, 5_000);
  try {
    const oss = ossClient(connection);
    chaos.end();
    step('looking at an instance in peace');
    const leaks = await LeakSearch.begin(pipeline);
    chaos.begin();
    const writing = newCounts();
    const began = performance.now();
    const unhurried = async (): Promise<void> => {
      while (cloud.functions.backlog > MOST_OPEN_EVENTS) await sleep(20);
    };
    await write(oss, { objects, writers, seed, minutes, unhurried }, writing);
    const written = performance.now();
    step('waiting until every event is dealt with');
    await settle(cloud);
    const settled = performance.now();
    chaos.end();
    const { seen, counts } = chaos;
    const attemptsLost = cloud.functions.lostAttempts;
    await hooks.beforeCheck?.(connection, cloud);

    step('comparing the bucket with the table');
    const left = await readObjects(oss, 'soak/');
    const rows = await readRows(tablestoreClient(connection), connection);
    const findings = check(left, rows, await describeInPeace(pipeline, left));
    findings.push(...news.findings(rows));
    step('looking for leaks');
    findings.push(...(await leaks.findings()));
    return {
      seed,
      objects,
      writers,
      writing,
      objectsLeft: left.length,
      rowsLeft: rows.length,
      faults: counts,
      ...seen,
      newsEvents: news.count,
      attemptsLost,
      writeSeconds: seconds(written - began),
      settleSeconds: seconds(settled - written),
      eventsPerSecond: Math.round((seen.events / (settled - began)) * 10_000) / 10,
      findings,
    };
  } finally {
    clearInterval(progress);
    await pipeline.close();
  }
}

/**
 * @throws Error when events are still open after ten minutes; at this time scale the retries of an event take
 * two minutes
 */
async function settle({ functions }: Cloud): Promise<void> {
  const late = new AbortController();
  const tooLate = sleep(600_000, undefined, { signal: late.signal, ref: false }).then(() => {
    throw new Error('Some events were not dealt with ten minutes after the last write.');
  });
  try {
    await Promise.race([functions.idle(), tooLate]);
  } finally {
    late.abort();
    tooLate.catch(() => undefined); // Aborted when the events were in time.
  }
}

async function write(
  oss: ReturnType<typeof ossClient>,
  {
    objects,
    writers,
    seed,
    minutes,
    unhurried,
  }: Required<Pick<SoakOptions, 'objects' | 'writers' | 'seed' | 'minutes'>> & {
    unhurried: () => Promise<void>;
  },
  counts: WriterCounts,
): Promise<void> {
  const end = performance.now() + minutes * 60_000;
  const untouched = Array.from({ length: objects }, (_, n) => n).values();
  const work = async (_: unknown, number: number): Promise<void> => {
    const writer = new Writer(oss, objects, seed, number, counts);
    for (const n of untouched) {
      await writer.touch(n);
      await unhurried();
    }
    while (performance.now() < end) {
      await writer.change();
      await unhurried();
    }
  };
  await Promise.all(Array.from({ length: writers }, work));
}

/** Describes one copy of each different object again, without faults. */
async function describeInPeace(
  { cloud, connection }: LocalPipeline,
  objects: readonly StoredObject[],
): Promise<Map<string, Description>> {
  const oss = ossClient(connection);
  const examples = new Map(objects.map((object) => [identityOf(object), object]));
  const copies = new Map<string, string>();
  for (const [identity, { key }] of examples) {
    const copy = `reference/${copies.size}.${endingOf(key)}`;
    await oss.copy(copy, key);
    copies.set(identity, copy);
  }
  await cloud.functions.idle();
  const tablestore = tablestoreClient(connection);
  const descriptions = new Map<string, Description>();
  for (const [identity, copy] of copies) {
    const row = await readRow(tablestore, connection, copy);
    if (!row) throw new Error(`'${copy}' got no row although nothing went wrong.`);
    descriptions.set(identity, descriptionOf(row));
  }
  return descriptions;
}

const seconds = (milliseconds: number): number => Math.round(milliseconds / 100) / 10;
