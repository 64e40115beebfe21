import type OSS from 'ali-oss';
import { ServiceError } from '../program/errors';
import { stsClient } from './alicloud-clients';
import { askApi } from './ask-api';
import type { KeySource } from './keys';
import { Ros } from './ros';
import { brokenRule } from './target-grammar';

/** An account's region, where stacks are deployed. Endpoints are with scheme. */
export interface PlaceAddress {
  region: string;
  rosEndpoint: string;
  stsEndpoint: string;
  /** Without bucket. */
  ossEndpoint: string;
  keys: KeySource;
  /** Milliseconds that one answer may take. @default 40,000 */
  answerMs?: number;
}

/** Whose keys they are. */
export interface Identity {
  accountId: string;
  /** `Account`, `RAMUser` or `AssumedRoleUser`. */
  kind: string;
  arn: string;
}

/** A template is checked as a whole before ROS answers. */
const ANSWER_MS = 40_000;

/** How often STS is asked before it counts as out of reach. */
const ATTEMPTS = 3;

/** The services that a deployment needs. */
export class Place {
  readonly ros: Ros;
  readonly region: string;
  /** Asked before every request, as temporary keys change. */
  readonly keys: KeySource;
  readonly ossEndpoint: string;
  /** Milliseconds that one answer may take. */
  readonly answerMs: number;
  private known?: Promise<Identity>;

  constructor(private readonly address: PlaceAddress) {
    const { region, rosEndpoint, keys, ossEndpoint, answerMs = ANSWER_MS } = address;
    this.region = region;
    this.keys = keys;
    this.ossEndpoint = ossEndpoint;
    this.answerMs = answerMs;
    this.ros = new Ros({ region, endpoint: rosEndpoint, answerMs }, keys);
  }

  /** The id of the account, also when a user of it or a role asks. @throws Refusal, NoAnswer */
  async account(): Promise<string> {
    return (await this.identity()).accountId;
  }

  /** Who asks. @throws Refusal, NoAnswer */
  identity(): Promise<Identity> {
    this.known ??= this.askWho();
    return this.known;
  }

  /** A client of a bucket, with the keys of now. */
  async oss(bucket: string): Promise<OSS> {
    const { ossClient } = await import('./oss-client.js');
    const access = { ossEndpoint: this.ossEndpoint, region: this.region, bucket };
    return ossClient({ ...access, ...(await this.address.keys()) }, { retries: 2, timeoutMs: this.answerMs });
  }

  private async askWho(): Promise<Identity> {
    const { region, stsEndpoint: endpoint, keys } = this.address;
    const told = await askApi('STS', endpoint, ATTEMPTS, async () => {
      const client = await stsClient({ region, endpoint, answerMs: this.answerMs }, await keys());
      return (await client.getCallerIdentity()).body;
    });
    // It becomes part of a bucket's name.
    const { accountId, identityType = '', arn = '' } = told ?? {};
    if (accountId !== undefined && brokenRule('accountId', accountId) === undefined) {
      return { accountId, kind: identityType, arn };
    }
    throw new ServiceError(`STS at ${endpoint} does not tell whose account it is.`);
  }
}
