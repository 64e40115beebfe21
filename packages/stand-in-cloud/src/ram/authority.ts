/** A key that signs requests; temporary ones carry a security token and end at `expiration`. */
export interface Credentials {
  accessKeyId: string;
  accessKeySecret: string;
  securityToken?: string;
  /** Milliseconds since the epoch; absent on a user's long-lived key. */
  expiration?: number;
}

/** Who makes a call. */
export interface Principal {
  kind: 'root' | 'user' | 'assumed-role';
  accountId: string;
  /** `acs:ram::ACCOUNT:root`, `acs:ram::ACCOUNT:user/NAME` or `acs:ram::ACCOUNT:assumed-role/ROLE/SESSION`. */
  arn: string;
}

export type KeyLookup =
  | { known: true; principal: Principal; accessKeySecret: string }
  | { known: false; reason: 'UnknownKey' | 'MissingToken' | 'InvalidToken' | 'ExpiredToken' };

/** What each service asks about its callers. The services make their own error messages. */
export interface Authority {
  readonly accountId: string;
  /** Finds the secret of a key, checking the security token that came with it (temporary keys only). */
  lookup(accessKeyId: string, securityToken?: string): KeyLookup;
  /**
   * True when a policy of the principal allows `action` on `resource` (a full ARN) and none denies it.
   * @param context values of condition keys such as `acs:SourceIp`
   */
  isAllowed(
    principal: Principal,
    action: string,
    resource: string,
    context?: Readonly<Record<string, string>>,
  ): boolean;
  /**
   * Temporary credentials of a role, for a service that its trust policy names.
   * @throws RamError `EntityNotExist.Role` or `NoPermission`
   */
  assumeRole(request: {
    roleArn: string;
    /** The service that asks, such as `fc.aliyuncs.com`. */
    service: string;
    sessionName: string;
    /** @default the role's maximum session duration */
    durationSeconds?: number;
  }): Credentials;
}
