import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { PRIMARY_KEY } from '../../../contract/table';
import { lookAt } from '../object-reader/look-at';
import { getRowRequest, readGetRowResponse } from '../tablestore/messages';
import { OtsFailure } from '../tablestore/ots-error';
import { callTablestore } from '../tablestore/table-client';
import { type Check, type Facts, Finding, NotChecked, type Subject } from './check';

/** Longest time for one question to a service. */
const ANSWER_MS = 5_000;

/** The addresses behind the names of all endpoints. */
export const dns: Check = async ({ environment }) => {
  const { ossEndpoint, tablestoreEndpoint, tablestoreFallback } = environment;
  const hosts = [ossEndpoint, tablestoreEndpoint, ...(tablestoreFallback ? [tablestoreFallback] : [])].map(
    (endpoint) => new URL(endpoint).hostname,
  );
  const facts: Facts = {};
  const unknown: string[] = [];
  for (const host of new Set(hosts)) {
    if (isIP(host.replace(/^\[|\]$/g, ''))) continue;
    try {
      facts[host] = (await lookup(host)).address;
    } catch (error) {
      unknown.push(`${host} (${(error as NodeJS.ErrnoException).code})`);
    }
  }
  if (unknown.length > 0) throw new Finding(`No address is known of ${unknown.join(' and ')}.`, facts);
  return facts;
};

/** Connects to the endpoint that the function tries first, and reads a row that is not there. */
export const tablestoreEndpoint: Check = (subject) =>
  readNoRow(subject, subject.environment.tablestoreEndpoint);

/** The same at the endpoint that the function turns to when the first cannot be used. */
export const otherTablestoreEndpoint: Check = (subject) => {
  const { tablestoreFallback } = subject.environment;
  if (!tablestoreFallback) throw new NotChecked('The function has only one endpoint of Tablestore.');
  return readNoRow(subject, tablestoreFallback);
};

async function readNoRow(subject: Subject, endpoint: string): Promise<Facts> {
  const { invocation, environment, missingKey, deadline } = subject;
  const facts: Facts = { endpoint };
  const request = getRowRequest(
    environment.table,
    { [PRIMARY_KEY[0]]: missingKey.slice(0, 200), [PRIMARY_KEY[1]]: bucketOf(subject) },
    [PRIMARY_KEY[0]],
  );
  const began = performance.now();
  try {
    const answer = await callTablestore(
      {
        endpoint,
        instance: environment.tablestoreInstance,
        table: environment.table,
        credentials: invocation.credentials,
        deadline: Math.min(deadline, Date.now() + ANSWER_MS),
      },
      'GetRow',
      request,
    );
    facts['answerMs'] = Math.round(performance.now() - began);
    facts['rowIsThere'] = readGetRowResponse(answer) !== undefined;
    return facts;
  } catch (error) {
    if (!(error instanceof OtsFailure)) throw error;
    throw new Finding(`GetRow at ${endpoint}: ${error.code}${error.message && `: ${error.message}`}.`, facts);
  }
}

/** OSS must say 404 of an object that is not there: with 403, rows of deleted objects would stay. */
export const missingObject: Check = async (subject) => {
  const { invocation, environment, missingKey, deadline } = subject;
  const { region, credentials } = invocation;
  const began = performance.now();
  const version = await lookAt(
    { endpoint: environment.ossEndpoint, region, credentials },
    { bucket: bucketOf(subject), key: missingKey },
    Math.min(deadline, Date.now() + ANSWER_MS),
  );
  const facts: Facts = { answerMs: Math.round(performance.now() - began), endpoint: environment.ossEndpoint };
  if (version) throw new Finding('OSS says that there is an object, where none is expected.', facts);
  return facts;
};

const bucketOf = ({ environment }: Subject): string => [...environment.buckets][0]!;
