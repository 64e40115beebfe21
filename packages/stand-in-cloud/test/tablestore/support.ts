import type { Authority, KeyLookup, Principal } from '../../src/ram/authority';
import { decodeMessage } from '../../src/tablestore/messages';
import { TablestoreServer, type TablestoreServerOptions } from '../../src/tablestore/server';
import { ManualClock } from '../manual-clock';
import { type SdkClient, TableStore } from './sdk';

export const REGION = 'cn-hangzhou';
export const INSTANCE = 'sample-rows';
export const TABLE = 'Objects';

/** One account with a root key, a user whose rights the test decides, and a role's temporary key. */
export class FakeAuthority implements Authority {
  readonly accountId = '1234567890123456';
  readonly asked: [string, string][] = [];
  allow: (action: string, resource: string) => boolean = () => true;
  tokenExpired = false;

  lookup(accessKeyId: string, securityToken?: string): KeyLookup {
    const arn = `acs:ram::${this.accountId}`;
    if (accessKeyId === 'testid') return this.known('root', `${arn}:root`);
    if (accessKeyId !== 'STS.role') return { known: false, reason: 'UnknownKey' };
    if (!securityToken) return { known: false, reason: 'MissingToken' };
    if (securityToken !== 'role-token') return { known: false, reason: 'InvalidToken' };
    if (this.tokenExpired) return { known: false, reason: 'ExpiredToken' };
    return this.known('assumed-role', `${arn}:assumed-role/worker/session`);
  }

  isAllowed(_principal: Principal, action: string, resource: string): boolean {
    this.asked.push([action, resource]);
    return this.allow(action, resource);
  }

  assumeRole(): never {
    throw new Error('FakeAuthority.assumeRole: no test needs it');
  }

  private known(kind: Principal['kind'], arn: string): KeyLookup {
    return {
      known: true,
      principal: { kind, accountId: this.accountId, arn },
      accessKeySecret: 'testsecret',
    };
  }
}

export interface Stage {
  server: TablestoreServer;
  authority: FakeAuthority;
  clock: ManualClock;
  client: SdkClient;
}

export async function startStage(options: Partial<TablestoreServerOptions> = {}): Promise<Stage> {
  const authority = new FakeAuthority();
  const clock = new ManualClock(Date.now());
  const server = await TablestoreServer.start({ authority, clock, region: REGION, ...options });
  if (!options.dataDir) server.createInstance(INSTANCE, { clusterType: 'SSD' });
  return { server, authority, clock, client: connect(server) };
}

export function connect(server: TablestoreServer, config: Record<string, unknown> = {}): SdkClient {
  return new TableStore.Client({
    accessKeyId: 'testid',
    secretAccessKey: 'testsecret',
    endpoint: server.endpoint,
    instancename: INSTANCE,
    maxRetries: 0,
    ...config,
  });
}

/** Two STRING key columns, such as a name and a group. */
export const OBJECTS_TABLE = {
  primaryKey: [
    { name: 'ObjectKey', type: 'STRING' as const },
    { name: 'BucketName', type: 'STRING' as const },
  ],
  timeToLive: -1,
  maxVersions: 1,
};

export const key = (objectKey: unknown, bucket: unknown = 'source'): Record<string, unknown>[] => [
  { ObjectKey: objectKey },
  { BucketName: bucket },
];

export const ignore = (): unknown => new TableStore.Condition(TableStore.RowExistenceExpectation.IGNORE);

export interface Refusal {
  status: number;
  code: string;
  message: string;
}

/** The refusal of a call. The SDK gives the encoded message as text, so it is decoded here. */
export async function refusal(call: Promise<unknown>): Promise<Refusal> {
  try {
    await call;
  } catch (error) {
    const { code: status, message } = error as { code: number; message: string };
    if (typeof status !== 'number') throw error;
    const bytes = Buffer.from(message.slice(0, message.lastIndexOf(' requestId:')));
    return { status, ...decodeMessage<{ code: string; message: string }>('main', 'Error', bytes) };
  }
  throw new Error('The call was expected to be refused, but it succeeded.');
}

/** A row's attributes by name, numbers of 64 bits as JavaScript numbers. */
export function attributes(row: {
  attributes?: { columnName: string; columnValue: unknown }[];
}): Record<string, unknown> {
  return Object.fromEntries(
    (row.attributes ?? []).map(({ columnName, columnValue }) => [columnName, plain(columnValue)]),
  );
}

export function plain(value: unknown): unknown {
  const isLong =
    typeof value === 'object' && value !== null && 'toNumber' in value && !Buffer.isBuffer(value);
  return isLong ? (value as { toNumber(): number }).toNumber() : value;
}
