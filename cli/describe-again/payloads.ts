import type { Candidate } from './candidate';

/**
 * Objects of one invocation. As many as the function describes side by side with its default memory: more would wait
 * for each other within the time of one invocation, and be tried again together when one of them fails.
 */
const MOST_OBJECTS = 8;

/** An asynchronous invocation takes 128 KB; the rest is for what the platform adds. */
const MOST_BYTES = 120 * 1024;

/** One invocation: the objects, and what the function is given. */
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

/** Batches in the order of the candidates, with payloads of the form that an OSS trigger sends. */
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
      // An event that tells no size is of no use when OSS stays away, but none is better than a wrong one.
      object: etag ? { key, size, deltaSize: 0, eTag: etag } : { key },
      ossSchemaVersion: '1.0',
      // Tells these events apart from those of a trigger.
      ruleId: 'media-command',
    },
    region,
    userIdentity: { principalId: accountId },
  };
}
