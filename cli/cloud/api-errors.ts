import { ServiceError, UserError } from '../program/errors';

/** An API that the official clients of the new kind call. */
export type ApiName = 'ROS' | 'STS';

/** ROS or STS refused a request. */
export class Refusal extends ServiceError {
  override name = 'Refusal';

  constructor(
    readonly service: ApiName,
    override readonly code: string,
    /** In the service's words. */
    readonly words: string,
    readonly status: number,
  ) {
    super(`${service}: ${code}: ${words}`);
  }
}

/** ROS or STS gave no answer. */
export class NoAnswer extends ServiceError {
  override name = 'NoAnswer';

  constructor(
    service: ApiName,
    override readonly code: string,
    endpoint: string,
  ) {
    super(
      `${service} could not be reached at ${endpoint} (${code}): check the network, --region and --${service.toLowerCase()}-endpoint.`,
    );
  }
}

interface ClientError {
  code?: unknown;
  name?: unknown;
  message?: unknown;
  statusCode?: unknown;
  data?: { Message?: unknown } | undefined;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Turns an error of an official client into one of ours, without addresses and request ids. */
export function toApiError(service: ApiName, error: unknown, endpoint: string): Error {
  // Such as that there are no credentials.
  if (error instanceof UserError) return error;
  const { code, name, message, statusCode, data } = Object(error) as ClientError;
  if (typeof statusCode === 'number') {
    return new Refusal(
      service,
      textOf(code) || 'Error',
      textOf(data?.Message) || textOf(message),
      statusCode,
    );
  }
  // A proxy in between answered with a page of its own.
  if (name === 'SyntaxError') return new NoAnswer(service, 'an answer that is not of the service', endpoint);
  const told = textOf(code) || (/timeout/i.test(`${textOf(name)} ${textOf(message)}`) ? 'Timeout' : '');
  if (told || /socket hang up|fetch failed/.test(textOf(message))) {
    return new NoAnswer(service, told || 'ECONNRESET', endpoint);
  }
  return error instanceof Error ? error : new Error(`${service}: an error without a message`);
}

/** Refusals that mean: ask again in a moment. The official CLI repeats for the last two. */
const PASSING = /^Throttling|^InternalError|^ServiceUnavailable$|^LastTokenProcessing$/;

/** Whether the same request may succeed a moment later. */
export const isPassing = (error: unknown): boolean =>
  error instanceof NoAnswer ||
  (error instanceof Refusal && (PASSING.test(error.code) || error.status >= 500));
