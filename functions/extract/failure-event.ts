import { type ParsedEvents, parseEvents, readEvents } from './events';
import { plainText, quote } from './told';

/** What Function Compute hands to a failure destination when it gives an event up. */
export interface FailureEvent {
  /** The events that were given up. */
  given: ParsedEvents;
  /** A sentence: what failed, and how often. What others can have written in it is marked as told. */
  cause: string;
}

/** As much of the error's text as fits into a sentence for a person. */
const MAX_ERROR_LENGTH = 600;

/** As much of a word that names the kind of failure. */
const MAX_KIND_LENGTH = 80;

type Fields = Record<string, unknown>;

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};

function parsed(text: unknown): unknown {
  if (typeof text !== 'string') return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The original payload comes as text, as the object it was, or in Base64, by generation and kind of destination. */
function eventsOf(value: unknown): ParsedEvents {
  if (typeof value !== 'string') return readEvents(value);
  const decoded = Buffer.from(value, 'base64').toString();
  return parseEvents(
    value.trimStart().startsWith('{') || !decoded.trimStart().startsWith('{') ? value : decoded,
  );
}

/** What the function threw, as the runtime wrote it down; empty where nothing is told. */
function errorOf(response: unknown): string {
  const content = parsed(response);
  const message = typeof content === 'string' ? content : fieldsOf(content)['errorMessage'];
  if (message === undefined || message === null) return '';
  return plainText(typeof message === 'string' ? message : quote(message)).slice(0, MAX_ERROR_LENGTH);
}

/** @returns undefined when the payload is not one of a failure destination: a wiring fault, which no retry repairs */
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
    cause: `Describing the object was given up${often}${what}. ${error ? `Told: ${error}` : 'No error is told.'}`,
  };
}
