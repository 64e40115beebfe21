import { LOG_FIELDS, SWEEP_LOG_FIELDS } from '../../contract/log-fields';
import { oneLine } from '../program/printable';
import type { LogEntry } from './log-client';

/** An entry of a function's log as it is printed. */
export interface LogLine {
  /** ISO 8601, whole seconds. */
  time: string;
  function: string;
  requestId: string;
  /** What was written; an object where the function wrote one. */
  message: string | Record<string, unknown>;
}

export function toLogLine(entry: LogEntry): LogLine {
  const { __time__: time, functionName, requestId, message } = entry;
  return {
    time: `${new Date(Number(time) * 1000).toISOString().slice(0, 19)}Z`,
    function: functionName ?? '',
    requestId: requestId ?? '',
    message: message === undefined ? metricsOf(entry) : parsed(message),
  };
}

/** What the platform records of an invocation, in an entry without a message. */
const METRICS = [
  ...['durationMs', 'memoryUsageMB', 'memoryMB', 'invocationType', 'isColdStart'],
  ...['hasFunctionError', 'errorType', 'statusCode'],
];
const METRICS_MESSAGE = 'invocation';

function metricsOf(entry: LogEntry): Record<string, unknown> {
  const told = METRICS.flatMap((name) => (entry[name] === undefined ? [] : [[name, entry[name]]]));
  return { level: 'info', message: METRICS_MESSAGE, ...Object.fromEntries(told) };
}

function parsed(message: string): LogLine['message'] {
  try {
    const value: unknown = JSON.parse(message);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // A line of text, such as of the platform.
  }
  return message;
}

/** Written by the platform around each invocation, or of it. */
export const isFrame = ({ message }: LogLine): boolean =>
  typeof message === 'object'
    ? message['message'] === METRICS_MESSAGE
    : /^FC (Invoke|Initialize) (Start|End) RequestId: /.test(message);

/** What the runtime, the platform, or a function that gives up writes. */
const TROUBLE = /\[(error|warn)\]|^Function timed out|^Process exited|^Memory limit exceeded|^\s+at |Error: /;

export const isTrouble = ({ message }: LogLine): boolean =>
  typeof message === 'string'
    ? TROUBLE.test(message)
    : message['level'] === 'error' || message['level'] === 'warn';

export const isAbout = ({ message }: LogLine, key: string): boolean =>
  typeof message === 'object' && (message['key'] === key || message['decoded'] === key);

/** What the line begins with, and so is not repeated behind it. */
const FIRST = ['level', 'message', 'requestId'];

/** For people: time, function, and what was written, an object by its fields. */
export function textOf({ time, function: name, message }: LogLine): string {
  const text =
    typeof message === 'string'
      ? message
      : [`${wordOf(message['level'])}: ${wordOf(message['message'])}`, ...fieldsOf(message)].join('  ');
  return `${time}  ${name}  ${oneLine(text)}\n`;
}

const fieldsOf = (message: Record<string, unknown>): string[] =>
  [...Object.keys(LOG_FIELDS), ...Object.keys(SWEEP_LOG_FIELDS), ...METRICS]
    .filter((field) => !FIRST.includes(field) && message[field] !== undefined)
    .map((field) => `${field}=${valueText(message[field])}`);

const wordOf = (value: unknown): string =>
  typeof value === 'object' ? JSON.stringify(value) : String(value);

const valueText = (value: unknown): string =>
  typeof value === 'string' && /[\s"=]/.test(value) ? JSON.stringify(value) : wordOf(value);
