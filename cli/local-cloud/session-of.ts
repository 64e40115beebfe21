import { READING_MODES } from '../../contract/reading-mode';
import { SEARCH_INDEX } from '../../contract/search-index';
import type { PipelineConnection } from '../cloud/connection';
import { Session } from '../cloud/session';

/** Clients of a pipeline that this process keeps up itself. */
export function sessionOf(connection: PipelineConnection): Session {
  const { accessKeyId, accessKeySecret, mediaInfoVersion, reading } = connection;
  return new Session({
    ...connection,
    index: SEARCH_INDEX,
    vpc: false,
    describedWith: { mediaInfoVersion, reading: READING_MODES.find((mode) => mode === reading) },
    keys: { accessKeyId, accessKeySecret },
  });
}
