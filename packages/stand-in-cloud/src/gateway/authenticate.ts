import type { Clock } from '../clock';
import type { Authority, Principal } from '../ram/authority';
import { ApiError } from './errors';
import type { Signed } from './signature';

/** A request whose time differs more from our clock is refused as a replay. */
const MAX_SKEW_MS = 15 * 60 * 1000;

const TOKEN_ERRORS = {
  MissingToken: ['MissingSecurityToken', 'SecurityToken is mandatory for this action.'],
  InvalidToken: ['InvalidSecurityToken.Malformed', 'Specified SecurityToken is malformed.'],
  ExpiredToken: ['InvalidSecurityToken.Expired', 'Specified SecurityToken is expired.'],
} as const;

/** Finds out who signed a request, and refuses a request that was sent before. */
export class Authenticator {
  /** When each nonce may be forgotten. */
  readonly #nonces = new Map<string, number>();

  constructor(
    private readonly authority: Authority,
    private readonly clock: Clock,
  ) {}

  /** @throws ApiError for a key, token, signature or time that is missing, wrong, used or too old */
  authenticate(signed: Signed): Principal {
    this.#checkTime(signed.time);
    const found = this.authority.lookup(signed.accessKeyId, signed.securityToken);
    if (!found.known) {
      if (found.reason === 'UnknownKey') {
        throw new ApiError('InvalidAccessKeyId.NotFound', 'Specified access key is not found.');
      }
      const [code, words] = TOKEN_ERRORS[found.reason];
      throw new ApiError(code, words);
    }
    if (!signed.isBy(found.accessKeySecret)) {
      // Official clients compare what follows the colon with what they signed, to tell a wrong secret from a wrong request.
      throw new ApiError(
        'SignatureDoesNotMatch',
        `Specified signature is not matched with our calculation. server string to sign is:${signed.stringToSign}`,
      );
    }
    this.#takeNonce(`${signed.accessKeyId} ${signed.nonce}`);
    return found.principal;
  }

  #checkTime(time: string): void {
    const at = Date.parse(time);
    if (!/Z$/.test(time) || Number.isNaN(at)) {
      throw new ApiError(
        'InvalidTimeStamp.Format',
        `Specified time stamp or date value is not well formatted: '${time}'.`,
      );
    }
    if (Math.abs(at - this.clock.now()) > MAX_SKEW_MS) {
      throw new ApiError('InvalidTimeStamp.Expired', 'Specified time stamp or date value is expired.');
    }
  }

  #takeNonce(nonce: string): void {
    const now = this.clock.now();
    for (const [old, end] of this.#nonces) if (end < now) this.#nonces.delete(old);
    if (this.#nonces.has(nonce)) {
      throw new ApiError('SignatureNonceUsed', 'Specified signature nonce was used already.');
    }
    // A request can be dated 15 minutes ahead, and is accepted until 15 minutes after its date.
    this.#nonces.set(nonce, now + 2 * MAX_SKEW_MS);
  }
}
