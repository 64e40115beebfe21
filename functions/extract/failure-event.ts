/** What Function Compute hands to a failure destination when it gives an event up. */
export interface FailureEvent {
  /** The payload that was given up. */
  payload: string;
  /** A sentence: what failed, and how often. */
  cause: string;
}

/** As much of the error's text as fits into a sentence for a person. */
const MAX_ERROR_LENGTH = 600;

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
function payloadOf(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value ?? null);
  const decoded = Buffer.from(value, 'base64').toString();
  return value.trimStart().startsWith('{') || !decoded.trimStart().startsWith('{') ? value : decoded;
}

/** What the function threw, as the runtime wrote it down. */
function errorOf(response: unknown): string {
  const content = parsed(response);
  const message = fieldsOf(content)['errorMessage'] ?? (typeof content === 'string' ? content : '');
  return String(message).slice(0, MAX_ERROR_LENGTH);
}

/** @throws Error when the payload is not one of a failure destination: a wiring fault, which no retry repairs */
export function parseFailure(payload: Buffer | string): FailureEvent {
  const content = fieldsOf(parsed(payload.toString()));
  if (content['requestPayload'] === undefined) {
    throw new Error(
      "Failure: the payload of a failure destination is expected, one without 'requestPayload' given.",
    );
  }
  const { condition, approximateInvokeCount } = fieldsOf(content['requestContext']);
  const { functionError } = fieldsOf(content['responseContext']);
  const kind = [condition, functionError].find((name) => typeof name === 'string' && name !== '');
  const count = Number(approximateInvokeCount) > 0 ? ` after ${Number(approximateInvokeCount)} attempts` : '';
  const error = errorOf(content['responsePayload']);
  return {
    payload: payloadOf(content['requestPayload']),
    cause: `Describing the object was given up${count}${kind ? ` (${kind})` : ''}. ${error || 'No error is told.'}`,
  };
}
