import type { Cells } from '../../../../contract/cell';
import type { ObjectVersion } from '../../../../contract/object-version';
import { buildRow } from '../../../../functions/extract/build-row';
import { describeObject } from '../../../../functions/extract/describe';
import { PlatformError } from '../../../../functions/extract/errors';
import { reconcile } from '../../../../functions/extract/reconcile';
import { type Actor, Interleaver, type Turn } from './interleaver';
import { ModelBus } from './model-bus';
import { type Guards, modelDependencies, type Universe } from './model-dependencies';
import { COST, partsOf, reportOf } from './model-media';
import { addressOf, ModelOss } from './model-oss';
import { ModelTable } from './model-table';

export type Operation =
  | { kind: 'put' | 'append'; name: string; content: string }
  | { kind: 'copy'; name: string; from: string }
  | { kind: 'delete'; name: string };

/** What the writers do, how often each event is delivered, and the order in which everything happens. */
export interface History {
  writers: Operation[][];
  /** Deliveries of each event, in the order of the events; one for events after the end of the list. */
  deliveries: number[];
  turns: Turn[];
  /** Whether events about rows go out. */
  news: boolean;
}

/** Fewer than in Function Compute, so that events are often given up. */
const ATTEMPTS = 2;

export interface Outcome {
  /** Errors in the rows, at the end or earlier. Empty when everything is right. */
  wrongs: string[];
  story: string[];
}

/** Plays a history until every event is handled, and compares rows with objects. */
export async function playHistory(history: History, guards: Guards): Promise<Outcome> {
  const clock = { now: Date.UTC(2026, 10, 22) };
  const interleaver = new Interleaver(history.turns, clock);
  const oss = new ModelOss(clock);
  const bus = new ModelBus();
  const table = new ModelTable(oss, guards, (name, revision) => {
    if (history.news) bus.rowGoes(name, revision);
  });
  let revisions = 0;
  const nextRevision = () => {
    revisions += 1;
    return `revision ${revisions}`;
  };
  const { news } = history;
  const universe: Universe = { interleaver, oss, table, bus, news, guards, clock, nextRevision };

  let events = 0;
  const givenUp = new Set<string>();
  const running: Promise<void>[] = [];
  const announce = (name: string) => {
    const told = oss.objects.get(name)?.version;
    const copies = history.deliveries[events] ?? 1;
    events += 1;
    for (let copy = 1; copy <= copies; copy += 1) {
      running.push(
        deliver(universe, name, told, `event ${events}.${copy} of ${name}`, () => givenUp.add(name)),
      );
    }
  };
  for (const [index, operations] of history.writers.entries()) {
    running.push(write(universe, { name: `writer ${index}` }, operations, announce));
  }
  await interleaver.run();
  await Promise.all(running);

  const untold = news ? [...bus.wrongs, ...bus.untold(table)] : [];
  const wrongs = [...table.wrongs, ...untold, ...(await differences(oss, table, givenUp))];
  return { wrongs, story: interleaver.story };
}

async function write(
  { interleaver, oss }: Universe,
  actor: Actor,
  operations: Operation[],
  announce: (name: string) => void,
): Promise<void> {
  for (const operation of operations) {
    await interleaver.step(actor, Object.values(operation).join(' '));
    const { name } = operation;
    const source = oss.objects.get(operation.kind === 'copy' ? operation.from : name);
    if (operation.kind === 'delete') oss.delete(name);
    else if (operation.kind === 'put') oss.put(name, operation.content);
    else if (operation.kind === 'append') oss.put(name, `${source?.content ?? ''}${operation.content}`);
    else if (source) oss.put(name, source.content);
    else continue;
    announce(name);
  }
}

/** Delivers an event until it is handled: some attempts, then the failure function as often as needed. */
async function deliver(
  universe: Universe,
  name: string,
  told: ObjectVersion | undefined,
  title: string,
  giveUp: () => void,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const mode = attempt <= ATTEMPTS ? 'extract' : 'record failure';
    if (attempt === ATTEMPTS + 1) giveUp();
    const actor: Actor = { name: `${title}, attempt ${attempt}` };
    const crashed = new Promise<false>((resolve) => {
      actor.crash = () => resolve(false);
    });
    const run = async (): Promise<boolean> => {
      await universe.interleaver.step(actor, 'begin');
      try {
        await reconcile(addressOf(name), modelDependencies(universe, actor, mode, told));
        return true;
      } catch (error) {
        if (error instanceof PlatformError) return false;
        throw error;
      }
    };
    const done = await Promise.race([run(), crashed]);
    if (done || !universe.guards.retry) return;
  }
}

/** Columns about how the row was made, not about the object. */
const INCIDENTAL = new Set(['RevisionId', 'ExtractedAt', 'NewsType', 'Announced']);

async function differences(oss: ModelOss, table: ModelTable, givenUp: Set<string>): Promise<string[]> {
  const found: string[] = [];
  for (const name of new Set([...oss.objects.keys(), ...table.rows.keys()])) {
    const object = oss.objects.get(name);
    const row: Partial<Cells> | undefined = table.rows.get(name);
    if (!object || !row) {
      found.push(`${name}: ${object ? 'there is no row' : 'there is a row without an object'}`);
      continue;
    }
    const description = await describeObject({
      version: object.version,
      cost: () => COST,
      close: async () => undefined,
      report: async () => reportOf(object.version, partsOf(object.content)),
    });

    const expected: Partial<Cells> = buildRow(addressOf(name), object.version, description, {}, 0);
    const failed = row['Status'] === 'FAILED' && givenUp.has(name);
    const compared = failed ? ['Key', 'ETag', 'Size', 'LastModified'] : Object.keys({ ...expected, ...row });
    for (const column of compared.filter((column) => !INCIDENTAL.has(column))) {
      if (row[column] !== expected[column]) {
        found.push(`${name}: ${column} is ${row[column]}, not ${expected[column]}`);
      }
    }
  }
  return found;
}
