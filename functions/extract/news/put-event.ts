import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { PlatformError } from '../errors';
import { fieldsOf } from '../fields';
import { exchange } from '../http/exchange';
import { SilenceError } from '../http/http-connection';
import { plainText } from '../safe-text';
import type { CloudEvent } from './cloud-event';

export interface EventBridgeSettings {
  /** With scheme. */
  endpoint: string;
  /** Name of the event bus. */
  bus: string;
  credentials: { accessKeyId: string; accessKeySecret: string; securityToken?: string };
  /** Epoch milliseconds. After this nothing is waited for. */
  deadline: number;
}

/** EventBridge answers in some 10 ms within a region; 5 s allow for one that is busy. */
const ANSWER_TIMEOUT_MS = 5_000;
/** 2 s allow for a few lost packets. */
const CONNECT_TIMEOUT_MS = 2_000;
/** Function Compute's retry covers longer faults. */
const MAX_ATTEMPTS = 3;
const FIRST_DELAY_MS = 100;

const PATH = '/openapi/putEvents';
const CONTENT_TYPE = 'application/cloudevents-batch+json; charset=utf-8';
/** Most characters of what the service says; longer than its messages. */
const MAX_MESSAGE_LENGTH = 300;

/**
 * The headers of a request, with its signature: those of `@alicloud/eventbridge`, which a test compares. Why not that
 * client: it would make each cold start longer than the whole function, and speaks HTTP where nobody asks for more.
 */
export function signedHeaders(
  { credentials }: Pick<EventBridgeSettings, 'credentials'>,
  date: string,
  nonce: string,
): Record<string, string> {
  const { accessKeyId, accessKeySecret, securityToken } = credentials;
  // Sorted by name, as the signature requires.
  const signed = {
    ...(securityToken ? { 'x-acs-accesskey-id': accessKeyId, 'x-acs-security-token': securityToken } : {}),
    'x-acs-signature-method': 'HMAC-SHA1',
    'x-acs-signature-nonce': nonce,
    'x-acs-signature-version': '1.0',
  };
  const lines = Object.entries(signed)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}:${value}\n`);
  const text = `POST\n\n${CONTENT_TYPE}\n${date}\n${lines.join('')}${PATH}`;
  const signature = createHmac('sha1', accessKeySecret).update(text).digest('base64');
  return {
    ...signed,
    date,
    accept: 'application/json',
    'content-type': CONTENT_TYPE,
    'x-eventbridge-version': '2015-06-06',
    authorization: `acs:${accessKeyId}:${signature}`,
  };
}

/**
 * Puts one event on the bus. When it returns, EventBridge has it.
 *
 * @throws PlatformError when it was not taken, or when nobody knows whether it was
 */
export async function putEvent(settings: EventBridgeSettings, event: CloudEvent): Promise<void> {
  const body = Buffer.from(JSON.stringify([event]));
  for (let attempt = 1; ; attempt += 1) {
    const fault = await faultOf(settings, body);
    if (!fault) return;
    const wait = FIRST_DELAY_MS * 2 ** (attempt - 1) * (0.5 + Math.random() / 2);
    if (!fault.transient || attempt === MAX_ATTEMPTS || Date.now() + wait >= settings.deadline) {
      throw new PlatformError(`EventBridge PutEvents: ${fault.what}`);
    }
    await sleep(wait);
  }
}

interface Fault {
  what: string;
  transient: boolean;
}

async function faultOf(settings: EventBridgeSettings, body: Buffer): Promise<Fault | undefined> {
  const { protocol, hostname, port, host } = new URL(settings.endpoint);
  const headers = {
    host,
    connection: 'keep-alive',
    ...signedHeaders(settings, new Date().toUTCString(), randomUUID()),
    'content-length': body.length,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  try {
    const answer = await exchange({
      peer: { protocol, hostname: hostname.replace(/^\[|\]$/g, ''), port },
      head: `POST ${PATH} HTTP/1.1\r\n${lines.join('')}\r\n`,
      body,
      connectTimeout: CONNECT_TIMEOUT_MS,
      answerTimeout: ANSWER_TIMEOUT_MS,
    });
    return faultInAnswer(answer.status, await answer.whole(ANSWER_TIMEOUT_MS));
  } catch (error) {
    // The system's own message holds the address.
    const what =
      error instanceof SilenceError
        ? error.message
        : ((error as NodeJS.ErrnoException).code ?? (error as Error).name);
    return { what: `Network: ${what}`, transient: true };
  }
}

/** An answer of 200 can still say that the event was not taken. */
function faultInAnswer(status: number, body: Buffer): Fault | undefined {
  const answer = fieldsOf(parsed(body));
  const entries: unknown = answer['EntryList'];
  const entry = fieldsOf(Array.isArray(entries) ? entries[0] : undefined);
  const failed = answer['FailedEntryCount'];
  if (status === 200 && failed === 0) return undefined;
  const code = textOf(status === 200 ? entry['ErrorCode'] : answer['code']) || `HTTP ${status}`;
  const message = textOf(status === 200 ? entry['ErrorMessage'] : answer['message']);
  const what = `${code}${message && `: ${message}`}`;
  return { what, transient: status === 200 || status >= 500 || status === 429 };
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? plainText(value).slice(0, MAX_MESSAGE_LENGTH) : '';

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined; // Probably written by a proxy on the way.
  }
}
