import { buildRow } from '../../../../functions/extract/build-row';
import { describeObject } from '../../../../functions/extract/describe';
import { PlatformError } from '../../../../functions/extract/errors';
import type { ObjectVersion } from '../../../../functions/extract/object-version';
import { reconcile } from '../../../../functions/extract/reconcile';
import { type Actor, Interleaver, type Turn } from './interleaver';
import { ModelBucket } from './model-bucket';
import { COST, partsOf, reportOf } from './model-media';
import { ModelTable } from './model-table';
import { type Guards, modelWorld, type Universe } from './model-world';

export type Operation =
  | { kind: 'put' | 'append'; key: string; content: string }
  | { kind: 'copy'; key: string; from: string }
  | { kind: 'delete'; key: string };

/** What some writers do, how often each event is brought, and in which order everything happens. */
export interface History {
  writers: Operation[][];
  /** Deliveries of each event, in the order of the events; one where the list ends. */
  deliveries: number[];
  turns: Turn[];
}

/** Fewer than Function Compute makes, so that events are often given up. */
const ATTEMPTS = 2;

export interface Outcome {
  /** What is wrong with the rows at the end, or was with one on the way; empty when all is well. */
  wrongs: string[];
  story: string[];
}

/** Plays a history to its end, when every event has been dealt with, and compares rows with objects. */
export async function playHistory(history: History, guards: Guards): Promise<Outcome> {
  const clock = { now: Date.UTC(2026, 10, 22) };
  const interleaver = new Interleaver(history.turns, clock);
  const bucket = new ModelBucket(clock);
  const table = new ModelTable(bucket, guards.condition);
  let revisions = 0;
  const nextRevision = () => {
    revisions += 1;
    return `revision ${revisions}`;
  };
  const universe: Universe = { interleaver, bucket, table, guards, clock, nextRevision };

  let events = 0;
  const givenUp = new Set<string>();
  const running: Promise<void>[] = [];
  const announce = (key: string) => {
    const told = bucket.objects.get(key)?.version;
    const copies = history.deliveries[events] ?? 1;
    events += 1;
    for (let copy = 1; copy <= copies; copy += 1) {
      running.push(deliver(universe, key, told, `event ${events}.${copy} of ${key}`, () => givenUp.add(key)));
    }
  };
  for (const [index, operations] of history.writers.entries()) {
    running.push(write(universe, { name: `writer ${index}` }, operations, announce));
  }
  await interleaver.run();
  await Promise.all(running);

  const wrongs = [...table.wrongs, ...(await differences(bucket, table, givenUp))];
  return { wrongs, story: interleaver.story };
}

async function write(
  { interleaver, bucket }: Universe,
  actor: Actor,
  operations: Operation[],
  announce: (key: string) => void,
): Promise<void> {
  for (const operation of operations) {
    await interleaver.step(actor, Object.values(operation).join(' '));
    const { key } = operation;
    const source = bucket.objects.get(operation.kind === 'copy' ? operation.from : key);
    if (operation.kind === 'delete') bucket.delete(key);
    else if (operation.kind === 'put') bucket.put(key, operation.content);
    else if (operation.kind === 'append') bucket.put(key, `${source?.content ?? ''}${operation.content}`);
    else if (source) bucket.put(key, source.content);
    else continue;
    announce(key);
  }
}

/** Brings an event until it has been dealt with: some attempts, then the failure destination for as long as it takes. */
async function deliver(
  universe: Universe,
  key: string,
  told: ObjectVersion | undefined,
  name: string,
  giveUp: () => void,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const mode = attempt <= ATTEMPTS ? 'extract' : 'record failure';
    if (attempt === ATTEMPTS + 1) giveUp();
    const actor: Actor = { name: `${name}, attempt ${attempt}` };
    const crashed = new Promise<false>((resolve) => {
      actor.crash = () => resolve(false);
    });
    const run = async (): Promise<boolean> => {
      await universe.interleaver.step(actor, 'begin');
      try {
        await reconcile({ bucket: 'media', key }, modelWorld(universe, actor, mode, told));
        return true;
      } catch (error) {
        if (error instanceof PlatformError) return false;
        throw error;
      }
    };
    if (await Promise.race([run(), crashed])) return;
  }
}

/** Columns that tell of the way a row came about, not of the object. */
const INCIDENTAL = new Set(['RevisionId', 'ExtractedAt']);

async function differences(bucket: ModelBucket, table: ModelTable, givenUp: Set<string>): Promise<string[]> {
  const found: string[] = [];
  for (const key of new Set([...bucket.objects.keys(), ...table.rows.keys()])) {
    const object = bucket.objects.get(key);
    const row = table.rows.get(key);
    if (!object || !row) {
      found.push(`${key}: ${object ? 'there is no row' : 'there is a row without an object'}`);
      continue;
    }
    const description = await describeObject({
      version: object.version,
      cost: () => COST,
      close: async () => undefined,
      describe: async () => reportOf(object.version, partsOf(object.content)),
    });

    const expected = buildRow({ bucket: 'media', key }, object.version, description, {}, 0);
    const failed = row['Status'] === 'FAILED' && givenUp.has(key);
    const compared = failed ? ['Key', 'ETag', 'Size', 'LastModified'] : Object.keys({ ...expected, ...row });
    for (const column of compared.filter((name) => !INCIDENTAL.has(name))) {
      if (row[column] !== expected[column]) {
        found.push(`${key}: ${column} is ${row[column]}, not ${expected[column]}`);
      }
    }
  }
  return found;
}
