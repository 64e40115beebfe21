import { setTimeout as sleep } from 'node:timers/promises';
import type { Holdings, InstanceHoldings } from 'stand-in-cloud';
import { ossClient } from '../cloud/oss-client';
import { batchesOf } from '../describe-again/payloads';
import type { LocalPipeline } from '../local-cloud/local-pipeline';
import type { Finding } from './check';
import { CONTENTS } from './contents';

/** A film, for which the function does all that it does. */
const FILM = { key: 'peace/film.mkv', content: CONTENTS[2]! };

/**
 * Connections above the usual that are no leak: they are kept for later after a batch of joined events, of which eight
 * objects are described at once, each with two connections to OSS and one to Tablestore.
 */
const KEPT_CONNECTIONS = 24;

/** Milliseconds that an instance may take to close what it is closing. On a busy machine a process is slow to end. */
const PATIENCE_MS = 5_000;

/** Looks for what the function's instances still hold when nobody needs it any more. */
export class LeakSearch {
  private constructor(
    private readonly pipeline: LocalPipeline,
    /** What an instance holds in peace. */
    private readonly usual: Holdings,
  ) {}

  /** Has a film described in peace, and notes what the instance holds afterwards. */
  static async begin(pipeline: LocalPipeline): Promise<LeakSearch> {
    await workInPeace(pipeline);
    const [usual] = await pipeline.cloud.functions.holdings();
    if (!usual) throw new Error('No instance has described the film.');
    await ossClient(pipeline.connection).delete(FILM.key);
    await pipeline.cloud.functions.idle();
    return new LeakSearch(pipeline, usual);
  }

  /** To be called in peace: lets each instance describe the film once more, and looks at what it holds. */
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

/** Has each instance describe the film; what none of them should have failed with. */
async function workInPeace({ cloud, connection }: LocalPipeline): Promise<Finding[]> {
  const { bucket, region, accountId, service, function: fn } = connection;
  const { functions } = cloud;
  await ossClient(connection).put(FILM.key, FILM.content);
  await functions.idle();
  const [batch] = batchesOf([{ bucket, key: FILM.key }], { region, accountId, now: Date.now() });
  const outcomes = await functions.invokeOnEach(service, fn, batch!.payload);
  return outcomes
    .filter(({ errorType }) => errorType)
    .map(({ payload }) => ({
      kind: 'leaked',
      key: `${service}/${fn}`,
      detail: `fails in peace: ${payload}`,
    }));
}

/** What an instance holds beyond the usual, if it does. */
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

/** Shown of a list. */
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
