import { setTimeout as sleep } from 'node:timers/promises';
import type { Holdings, InstanceHoldings } from 'stand-in-cloud';
import { ossClient } from '../cloud/oss-client';
import { batchesOf } from '../describe-again/payloads';
import type { LocalPipeline } from '../local-cloud/local-pipeline';
import type { Finding } from './check';
import { CONTENTS } from './contents';

/** A film, because for a film the function uses all of its code. */
const FILM = { key: 'peace/film.mkv', content: CONTENTS[2]! };

/**
 * Connections above the usual that are no leak. A batch of joined events keeps connections open for later: it
 * describes eight objects at once, each with two connections to OSS and one to Tablestore.
 */
const KEPT_CONNECTIONS = 24;

/**
 * Films after which an instance holds all that it will keep: with the second it starts a template of mediainfo, where
 * the platform allows that.
 */
const MOST_FILMS = 3;

/** Milliseconds that an instance may take to close things. On a busy machine a process ends slowly. */
const PATIENCE_MS = 5_000;

/** Finds what the function's instances still hold when they do not need it any more. */
export class LeakSearch {
  private constructor(
    private readonly pipeline: LocalPipeline,
    /** What an instance holds without faults. */
    private readonly usual: Holdings,
  ) {}

  /** Describes a film a few times without faults, and records what the instance holds afterwards. */
  static async begin(pipeline: LocalPipeline): Promise<LeakSearch> {
    let usual: Holdings | undefined;
    for (let films = 0; films < MOST_FILMS && !usual?.children; films += 1) {
      await workInPeace(pipeline);
      [usual] = await pipeline.cloud.functions.holdings();
      if (!usual) throw new Error('No instance has described the film.');
      await ossClient(pipeline.connection).delete(FILM.key);
      await pipeline.cloud.functions.idle();
    }
    return new LeakSearch(pipeline, usual!);
  }

  /**
   * Call it when there are no more faults. Lets each instance describe the film again, and checks what it
   * holds.
   */
  async findings(): Promise<Finding[]> {
    const broken = await workInPeace(this.pipeline);
    const end = performance.now() + PATIENCE_MS;
    for (;;) {
      const held = await this.pipeline.cloud.functions.holdings();
      const leaks = held.flatMap((one) => leaksOf(one, this.usual));
      if (leaks.length === 0 || performance.now() > end) return [...broken, ...leaks];
      await sleep(20);
    }
  }
}

/** Lets each instance describe the film. Returns the failures; there should be none. */
async function workInPeace({ cloud, connection }: LocalPipeline): Promise<Finding[]> {
  const { bucket, region, accountId, service, function: fn } = connection;
  const { functions } = cloud;
  await ossClient(connection).put(FILM.key, FILM.content);
  await functions.idle();
  const [batch] = batchesOf([{ bucket, key: FILM.key }], { region, accountId, now: Date.now() });
  const outcomes = await functions.invokeOnEach({ service, fn }, batch!.payload);
  return outcomes
    .filter(({ errorType }) => errorType)
    .map(({ payload }) => ({
      kind: 'leaked',
      key: service === undefined ? fn : `${service}/${fn}`,
      detail: `fails in peace: ${payload}`,
    }));
}

/** What an instance holds in addition to the usual, if anything. */
export function leaksOf(held: InstanceHoldings, usual: Holdings): Finding[] {
  const excess = [
    beyond('descriptors', held.descriptors, usual.descriptors),
    tooMany('connections', held.connections, usual.connections + KEPT_CONNECTIONS),
    tooMany('child processes', held.children, usual.children),
    beyond('temporary files', held.temporaryFiles, usual.temporaryFiles),
  ].filter((text) => text !== undefined);
  if (excess.length === 0) return [];
  const key = `${held.function} ${held.instanceId}`;
  return [{ kind: 'leaked', key, detail: `more than usual: ${excess.join('; ')}` }];
}

const tooMany = (what: string, held: number, usual: number): string | undefined =>
  held > usual ? `${held} ${what}, not ${usual}` : undefined;

/** Most items of a list that are shown. */
const EXAMPLES = 3;

function beyond(what: string, held: readonly string[], usual: readonly string[]): string | undefined {
  const number = tooMany(what, held.length, usual.length);
  if (!number) return undefined;
  const left = [...usual];
  const more = held.filter((one) => {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  const names = [...new Set(more)].slice(0, EXAMPLES);
  return `${number} (${names.join(', ')}${names.length < new Set(more).size ? ', …' : ''})`;
}
