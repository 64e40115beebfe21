import { buildRow } from '../../../../functions/extract/build-row';
import { describeObject } from '../../../../functions/extract/describe';
import {
  ObjectGoneError,
  ObjectReplacedError,
  PlatformError,
  RecordedError,
  RowChangedError,
} from '../../../../functions/extract/errors';
import type { ObjectAddress, ObjectVersion } from '../../../../functions/extract/object-version';
import type { OpenedObject } from '../../../../functions/extract/open-object';
import type { World } from '../../../../functions/extract/reconcile';
import { SCHEMA_VERSION } from '../../../../functions/extract/schema';
import type { Actor, Interleaver } from './interleaver';
import type { ModelBucket } from './model-bucket';
import { COST, furtherParts, partOf, reportOf } from './model-media';
import type { ModelTable } from './model-table';

/** The guards that make the last row the right one. A test takes one out to see that it is missed. */
export interface Guards {
  condition: boolean;
  /** The look between reading a row and replacing it. */
  lookBeforeWrite: boolean;
  lookAfterWrite: boolean;
  ifMatch: boolean;
}

export const ALL_GUARDS: Guards = {
  condition: true,
  lookBeforeWrite: true,
  lookAfterWrite: true,
  ifMatch: true,
};

export interface Universe {
  interleaver: Interleaver;
  bucket: ModelBucket;
  table: ModelTable;
  guards: Guards;
  clock: { now: number };
  nextRevision(): string;
}

/** What one invocation sees of the universe: every call takes a step, a write two, there and back. */
export function modelWorld(
  universe: Universe,
  actor: Actor,
  mode: 'extract' | 'record failure',
  told: ObjectVersion | undefined,
): World {
  const { interleaver, bucket, table, guards, clock } = universe;
  let lastSeen: ObjectVersion | undefined;
  let hasWritten = false;

  async function ask<T>(name: string, effect: () => T): Promise<T> {
    const there = await interleaver.step(actor, name);
    if (there === 'fail') throw new PlatformError(`${name} failed`);
    const result = effect();
    if (there === 'lose answer') throw new PlatformError(`${name} lost its answer`);
    return result;
  }

  async function change(name: string, effect: () => void): Promise<void> {
    const there = await interleaver.step(actor, name);
    if (there === 'fail') throw new PlatformError(`${name} failed`);
    effect();
    if (there === 'lose answer') throw new PlatformError(`${name} lost its answer`);
    // The store makes the request again, whose condition then fails.
    if (there === 'lose answer, try again') throw new RowChangedError(`${name} found its own work`);
    await interleaver.step(actor, `${name} answered`);
    hasWritten = true;
  }

  const look = async ({ key }: ObjectAddress): Promise<ObjectVersion | undefined> => {
    const guarded = hasWritten ? guards.lookAfterWrite : guards.lookBeforeWrite;
    if (!guarded) return lastSeen;
    return ask('look', () => bucket.objects.get(key)?.version);
  };

  const open = async ({ key }: ObjectAddress): Promise<OpenedObject> => {
    hasWritten = false;
    const opened = await ask('open', () => bucket.objects.get(key)).catch((error: Error) => {
      // Where even the failure destination cannot look, it believes the event.
      throw mode === 'record failure' && told ? new RecordedError('FAILED', error.message, told) : error;
    });
    lastSeen = opened?.version;
    if (!opened) throw new ObjectGoneError(key);
    const { version, content } = opened;
    const readPart = (part: number) =>
      ask(`read ${part}`, () => {
        const object = bucket.objects.get(key);
        if (!object) throw new ObjectGoneError(key);
        if (guards.ifMatch && object.version.etag !== version.etag) throw new ObjectReplacedError(key);
        return partOf(object.content, part);
      });
    return {
      version,
      cost: () => COST,
      close: async () => undefined,
      describe: async () => {
        if (mode === 'record failure') throw new RecordedError('FAILED', 'Given up.');
        const parts = [partOf(content, 0)];
        for (let part = 1; part <= furtherParts(content); part += 1) parts.push(await readPart(part));
        return reportOf(version, parts);
      },
    };
  };

  return {
    open,
    look,
    describe: describeObject,
    rows: {
      read: ({ key }) => ask('read row', () => table.read(key)),
      put: ({ key }, row, before) => change('put row', () => table.put(key, row, before)),
      delete: ({ key }, before) => change('delete row', () => table.delete(key, before)),
    },
    isSettled: ({ status, schemaVersion }) =>
      mode === 'record failure' || (status !== 'FAILED' && schemaVersion === SCHEMA_VERSION),
    buildRow: (address, version, description) => buildRow(address, version, description, {}, clock.now),
    newRevision: universe.nextRevision,
  };
}
