import type { ObjectAddress, ObjectVersion } from '../../../../contract/object-version';
import { SCHEMA_VERSION } from '../../../../contract/table';
import { buildRow } from '../../../../functions/extract/build-row';
import { describeObject } from '../../../../functions/extract/describe';
import {
  ObjectGoneError,
  ObjectReplacedError,
  PlatformError,
  RecordedError,
  RowChangedError,
} from '../../../../functions/extract/errors';
import { RowNews } from '../../../../functions/extract/news/row-news';
import type { OpenedObject } from '../../../../functions/extract/open-object';
import type { ReconcileDependencies } from '../../../../functions/extract/reconcile';
import type { RowStore } from '../../../../functions/extract/row-store';
import type { Actor, Interleaver } from './interleaver';
import type { ModelBus } from './model-bus';
import { COST, furtherParts, partOf, reportOf } from './model-media';
import { type ModelOss, nameOf } from './model-oss';
import type { Conditions, ModelTable } from './model-table';

/**
 * The protections that make the last row the right one. A test removes one to see that the result becomes
 * wrong.
 */
export interface Guards extends Conditions {
  /** Asking OSS again between reading a row and replacing or deleting it. */
  lookBeforePut: boolean;
  lookBeforeDelete: boolean;
  lookAfterPut: boolean;
  lookAfterDelete: boolean;
  ifMatch: boolean;
  /** Sending what the run that wrote a row did not. */
  catchUp: boolean;
  /** Repeating an attempt that failed or crashed. */
  retry: boolean;
}

export const ALL_GUARDS: Guards = {
  conditionOfPut: true,
  conditionOfDelete: true,
  conditionOfUpdate: true,
  lookBeforePut: true,
  lookBeforeDelete: true,
  lookAfterPut: true,
  lookAfterDelete: true,
  ifMatch: true,
  catchUp: true,
  retry: true,
};

export interface Universe {
  interleaver: Interleaver;
  oss: ModelOss;
  table: ModelTable;
  bus: ModelBus;
  /** Whether events about rows go out. */
  news: boolean;
  guards: Guards;
  clock: { now: number };
  nextRevision(): string;
}

/**
 * The dependencies of one invocation in the model. Every call is a step; a write is two steps, request and
 * response.
 */
export function modelDependencies(
  universe: Universe,
  actor: Actor,
  mode: 'extract' | 'record failure',
  told: ObjectVersion | undefined,
): ReconcileDependencies {
  const { interleaver, oss, table, bus, guards, clock } = universe;
  let lastSeen: ObjectVersion | undefined;
  let written: 'put' | 'delete' | undefined;

  async function ask<T>(name: string, effect: () => T): Promise<T> {
    const there = await interleaver.step(actor, name);
    if (there === 'fail') throw new PlatformError(`${name} failed`);
    const result = effect();
    if (there === 'lose answer') throw new PlatformError(`${name} lost its answer`);
    return result;
  }

  async function change(kind: 'put' | 'delete' | 'update', effect: () => void): Promise<void> {
    const name = `${kind} row`;
    const there = await interleaver.step(actor, name);
    if (there === 'fail') throw new PlatformError(`${name} failed`);
    effect();
    if (there === 'lose answer') throw new PlatformError(`${name} lost its answer`);
    // The store repeats the request, and then the condition fails.
    if (there === 'lose answer, try again') throw new RowChangedError(`${name} found its own work`);
    await interleaver.step(actor, `${name} answered`);
    if (kind !== 'update') written = kind;
  }

  const isGuarded = (): boolean => {
    if (written) return written === 'put' ? guards.lookAfterPut : guards.lookAfterDelete;
    return lastSeen ? guards.lookBeforePut : guards.lookBeforeDelete;
  };

  const look = async (address: ObjectAddress): Promise<ObjectVersion | undefined> => {
    if (!isGuarded()) return lastSeen;
    return ask('look', () => oss.objects.get(nameOf(address))?.version);
  };

  const open = async (address: ObjectAddress): Promise<OpenedObject> => {
    written = undefined;
    const name = nameOf(address);
    const opened = await ask('open', () => oss.objects.get(name)).catch((error: Error) => {
      lastSeen = told;
      // If even the failure function cannot ask OSS, it uses the version in the event.
      throw mode === 'record failure' && told ? new RecordedError('FAILED', error.message, told) : error;
    });
    lastSeen = opened?.version;
    if (!opened) throw new ObjectGoneError(name);
    const { version, content } = opened;
    const readPart = (part: number) =>
      ask(`read ${part}`, () => {
        const object = oss.objects.get(name);
        if (!object) throw new ObjectGoneError(name);
        if (guards.ifMatch && object.version.etag !== version.etag) throw new ObjectReplacedError(name);
        return partOf(object.content, part);
      });
    return {
      version,
      cost: () => COST,
      close: async () => undefined,
      report: async () => {
        if (mode === 'record failure') throw new RecordedError('FAILED', 'Given up.');
        const parts = [partOf(content, 0)];
        for (let part = 1; part <= furtherParts(content); part += 1) parts.push(await readPart(part));
        return reportOf(version, parts);
      },
    };
  };

  const rows: RowStore = {
    read: (address) => ask('read row', () => table.read(nameOf(address))),
    readWhole: (address) => ask('read whole row', () => table.rows.get(nameOf(address))),
    put: (address, row, before) => change('put', () => table.put(nameOf(address), row, before)),
    update: (address, columns, before) =>
      change('update', () => table.update(nameOf(address), columns, before)),
    delete: (address, before) => change('delete', () => table.delete(nameOf(address), before)),
  };
  const news = new RowNews(
    rows,
    (address, type, row) => ask(`send ${type}`, () => bus.take(table, nameOf(address), type, row)),
    universe.nextRevision,
  );
  if (!guards.catchUp) news.catchUp = async () => undefined;

  return {
    open,
    look,
    describe: describeObject,
    rows,
    news: universe.news ? news : undefined,
    isSettled: ({ status, schemaVersion }) =>
      mode === 'record failure' || (status !== 'FAILED' && schemaVersion === SCHEMA_VERSION),
    buildRow: (address, version, description) => buildRow(address, version, description, {}, clock.now),
    newRevision: universe.nextRevision,
  };
}
