import { OssError } from './errors';
import type { ObjectRecord } from './records';
import { httpTime } from './times';

/** The four conditions of a request; the names of their headers differ between operations. */
interface ConditionHeaders {
  ifMatch?: string;
  ifNoneMatch?: string;
  ifModifiedSince?: string;
  ifUnmodifiedSince?: string;
}

const listed = (header: string, etag: string) =>
  header.split(',').some((entry) => {
    const tag = entry.trim().replace(/^"|"$/g, '');
    return tag === '*' || tag.toUpperCase() === etag.toUpperCase();
  });

/**
 * @throws OssError `PreconditionFailed` (412), or `NotModified` (304) when the client has the object already
 */
export function assertConditions(object: ObjectRecord, conditions: ConditionHeaders): void {
  const { ifMatch, ifNoneMatch, ifModifiedSince, ifUnmodifiedSince } = conditions;
  const failed = (condition: string) =>
    new OssError('PreconditionFailed', { elements: { Condition: condition } });
  if (ifMatch !== undefined && !listed(ifMatch, object.etag)) throw failed('If-Match');
  // Comparisons with an unreadable date are false, so it is ignored, as in the service.
  if (ifUnmodifiedSince !== undefined && object.lastModified > Date.parse(ifUnmodifiedSince)) {
    throw failed('If-Unmodified-Since');
  }
  const unchanged = () =>
    new OssError('NotModified', {
      headers: { ETag: `"${object.etag}"`, 'Last-Modified': httpTime(object.lastModified) },
    });
  if (ifNoneMatch !== undefined && listed(ifNoneMatch, object.etag)) throw unchanged();
  if (ifModifiedSince !== undefined && object.lastModified <= Date.parse(ifModifiedSince)) throw unchanged();
}
