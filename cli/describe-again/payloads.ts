import type { Candidate } from './candidate';

/**
 * Objects of one invocation: as many as the function with its default memory describes at the same time. With
 * more, objects would wait for each other within one invocation, and would all be tried again when one fails.
 */
const MOST_OBJECTS = 8;

/** The limit of an asynchronous invocation is 128 KB. The rest is for what the platform adds. */
const MOST_BYTES = 120 * 1024;

/** One invocation: its objects and its payload. */
export interface Batch {
  candidates: Candidate[];
  payload: Buffer;
}

export interface Origin {
  region: string;
  accountId: string;
  /** Milliseconds since the epoch. */
  now: number;
}

/** Batches in the order of the candidates. Payloads have the form of an OSS trigger's. */
export function batchesOf(candidates: Candidate[], origin: Origin): Batch[] {
  const batches: Batch[] = [];
  let open: { candidates: Candidate[]; events: string[]; bytes: number } | undefined;
  const close = (): void => {
    if (!open) return;
    const { candidates, events } = open;
    batches.push({ candidates, payload: Buffer.from(`{"events":[${events.join(',')}]}`) });
    open = undefined;
  };
  for (const candidate of candidates) {
    const event = JSON.stringify(eventOf(candidate, origin));
    const bytes = Buffer.byteLength(event);
    if (open && (open.candidates.length >= MOST_OBJECTS || open.bytes + bytes > MOST_BYTES)) close();
    open ??= { candidates: [], events: [], bytes: 0 };
    open.candidates.push(candidate);
    open.events.push(event);
    open.bytes += bytes + 1;
  }
  close();
  return batches;
}

function eventOf(
  { bucket, key, etag = '', size = 0 }: Candidate,
  { region, accountId, now }: Origin,
): object {
  return {
    eventName: 'ObjectCreated:PutObject',
    eventSource: 'acs:oss',
    eventTime: new Date(now).toISOString(),
    eventVersion: '1.0',
    oss: {
      bucket: { arn: `acs:oss:${region}:${accountId}:${bucket}`, name: bucket, ownerIdentity: accountId },
      // An event without a size is no help when OSS cannot be asked, but that is better than a wrong size.
      object: etag ? { key, size, deltaSize: 0, eTag: etag } : { key },
      ossSchemaVersion: '1.0',
      // Distinguishes these events from those of a trigger.
      ruleId: 'media-command',
    },
    region,
    userIdentity: { principalId: accountId },
  };
}
