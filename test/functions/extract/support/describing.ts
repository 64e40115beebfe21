import type { RecordedError } from '../../../../functions/extract/errors';
import { MediaInfo } from '../../../../functions/extract/mediainfo/mediainfo';
import { type ObjectBudget, openObject } from '../../../../functions/extract/open-object';
import type { withOrigin } from './with-origin';

/** A deadline that no object of a test needs. */
export const soon = (): number => Date.now() + 10_000;

/** Describes objects of an origin as the function does. */
export function describing(origin: ReturnType<typeof withOrigin>) {
  async function describeKey(key: string, budget: Partial<ObjectBudget> = {}, settings = {}) {
    const address = { bucket: 'media-bucket', key };
    const object = await openObject(
      origin.source,
      address,
      { deadline: soon(), ...budget },
      new MediaInfo(),
      { settings },
    );
    try {
      return await object.report();
    } finally {
      await object.close();
    }
  }
  /** The kind of error, its status and the version that it is about. */
  const failureOf = (described: Promise<unknown>) =>
    described.then(
      () => 'described',
      (error: RecordedError) => [error.constructor, error.status, error.version?.etag],
    );
  return { describeKey, failureOf };
}
