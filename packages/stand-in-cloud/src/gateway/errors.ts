/** HTTP status of each error code for requests that ROS and STS refuse before an action runs. */
const STATUS = {
  MissingParameter: 400,
  InvalidParameter: 400,
  MissingAccessKeyId: 400,
  MissingSecurityToken: 400,
  'InvalidSecurityToken.Malformed': 400,
  'InvalidSecurityToken.Expired': 400,
  'InvalidTimeStamp.Format': 400,
  'InvalidTimeStamp.Expired': 400,
  InvalidVersion: 400,
  SignatureDoesNotMatch: 400,
  SignatureNonceUsed: 400,
  NoPermission: 403,
  'InvalidAccessKeyId.NotFound': 404,
  'InvalidAction.NotFound': 404,
  InternalError: 500,
} as const;

/** A request that is refused before its action begins. */
export class ApiError extends Error {
  /** HTTP status that the service answers with. */
  readonly status: number;

  constructor(
    readonly code: keyof typeof STATUS,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'ApiError';
    this.status = STATUS[code];
  }
}
