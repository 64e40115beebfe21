import { closeConnections } from '../../../../functions/extract/http/connections';
import { OriginServer } from './origin-server';

/**
 * An origin for the tests of a file or of a `describe`: it listens from before the first of them until after the last. Its
 * objects stay; how it misbehaves, and what was asked of it, ends with each test.
 */
export function withOrigin(): OriginServer {
  const origin = new OriginServer();
  beforeAll(async () => {
    await origin.start();
  });
  afterEach(() => {
    origin.misbehave = undefined;
    origin.requests.length = 0;
  });
  afterAll(async () => {
    closeConnections();
    await origin.stop();
  });
  return origin;
}
