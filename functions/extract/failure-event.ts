import { type ParsedEvents, parseEvents, readEvents } from './events';
import { fieldsOf } from './fields';
import { plainText, quote } from './safe-text';

/** What Function Compute sends to a failure destination when it gives up an event. */
export interface FailureEvent {
  /** The events that were given up. */
  given: ParsedEvents;
  /**
   * A sentence that says what failed and how often. Text that others may have written comes after "Error:".
   */
  cause: string;
}

/** Most characters of the error's text, so that it fits in a sentence for a person. */
const MAX_ERROR_LENGTH = 600;

/** Most characters of the name of the failure. */
const MAX_KIND_LENGTH = 80;

function parsed(text: unknown): unknown {
  if (typeof text !== 'string') return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/**
 * The original payload is text, an object or Base64, depending on the generation of Function Compute and the
 * kind of destination.
 */
function eventsOf(value: unknown): ParsedEvents {
  if (typeof value !== 'string') return readEvents(value);
  const decoded = Buffer.from(value, 'base64').toString();
  return parseEvents(
    value.trimStart().startsWith('{') || !decoded.trimStart().startsWith('{') ? value : decoded,
  );
}

/** What the function threw, as the runtime reported it; empty when it reported nothing. */
function errorOf(response: unknown): string {
  const content = parsed(response);
  const message = typeof content === 'string' ? content : fieldsOf(content)['errorMessage'];
  if (message === undefined || message === null) return '';
  return plainText(typeof message === 'string' ? message : quote(message)).slice(0, MAX_ERROR_LENGTH);
}

/**
 * @returns undefined when the payload does not come from a failure destination. Then the function is wired
 * wrongly, and a retry would not help
 */
export function parseFailure(payload: Buffer | string): FailureEvent | undefined {
  const content = fieldsOf(parsed(payload.toString()));
  if (content['requestPayload'] === undefined) return undefined;
  const { condition, approximateInvokeCount: count } = fieldsOf(content['requestContext']);
  const { functionError } = fieldsOf(content['responseContext']);
  const kind = [condition, functionError].find(
    (name): name is string => typeof name === 'string' && name !== '',
  );
  const often = Number.isSafeInteger(count) && Number(count) > 0 ? ` after ${count} attempts` : '';
  const what = kind ? ` (${plainText(kind).slice(0, MAX_KIND_LENGTH)})` : '';
  const error = errorOf(content['responsePayload']);
  return {
    given: eventsOf(content['requestPayload']),
    cause: `Describing the object was given up${often}${what}. ${error ? `Reported error: ${error}` : 'No error was reported.'}`,
  };
}
