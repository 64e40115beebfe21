import { closeConnections } from '../../../../functions/extract/http/connections';
import { OriginServer } from './origin-server';

/**
 * Starts an origin for the tests of a file or of a `describe`, and stops it after the last test. Its objects
 * stay between tests. Its faults and its list of requests are reset after each test.
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
