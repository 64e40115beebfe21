import { limits } from 'ros-template-check';
import type { Clock } from '../clock';
import type { Authority, Credentials, Principal } from '../ram/authority';

/** The service that assumes the role of a function's service. */
export const FC_SERVICE = 'fc.aliyuncs.com';
/** The service that assumes the invocation role of a trigger. */
export const OSS_SERVICE = 'oss.aliyuncs.com';

/** Credentials are renewed this long before they expire, but not before half of their life. */
const RENEW_BEFORE_MS = 15 * 60 * 1000;

/** Temporary credentials of roles. They are used again for most of their life, as the platform does. */
export class RoleSessions {
  private readonly sessions = new Map<string, { credentials: Credentials; renewAt: number }>();

  constructor(
    private readonly authority: Authority,
    private readonly clock: Clock,
  ) {}

  /**
   * @param holder the function or trigger that the session is for
   * @throws RamError when the role is missing or its trust policy does not name `service`
   */
  credentials(roleArn: string, service: string, holder: string): Credentials {
    // Names of triggers may be longer than RAM lets the name of a session be.
    const longest = limits.ram.SESSION_NAME_CHARACTERS.max;
    const sessionName = `${service.split('.')[0]}-${holder}`.slice(0, longest);
    const key = [roleArn, sessionName].join('\n');
    const now = this.clock.now();
    const kept = this.sessions.get(key);
    if (kept && now < kept.renewAt && this.isKnown(kept.credentials)) {
      return kept.credentials;
    }
    const credentials = this.authority.assumeRole({ roleArn, service, sessionName });
    const life = (credentials.expiration ?? Number.POSITIVE_INFINITY) - now;
    this.sessions.set(key, { credentials, renewAt: now + Math.max(life - RENEW_BEFORE_MS, life / 2) });
    return credentials;
  }

  /** Who calls with these credentials. @throws RamError like `credentials` */
  principal(roleArn: string, service: string, holder: string): Principal {
    const { accessKeyId, securityToken } = this.credentials(roleArn, service, holder);
    const found = this.authority.lookup(accessKeyId, securityToken);
    if (!found.known) {
      throw new Error(`Role ${roleArn}: its own temporary key is refused (${found.reason}).`);
    }
    return found.principal;
  }

  private isKnown({ accessKeyId, securityToken }: Credentials): boolean {
    return this.authority.lookup(accessKeyId, securityToken).known;
  }
}
