/** HTTP status of each refusal, as Function Compute's error table has it. */
const STATUS = {
  InvalidArgument: 400,
  MissingRequiredHeader: 400,
  PathNotSupported: 400,
  EntityTooLarge: 400,
  LimitExceeded: 400,
  AccessDenied: 403,
  SignatureNotMatch: 403,
  InvalidAccessKeyID: 403,
  InvalidSecurityToken: 403,
  ServiceNotFound: 404,
  FunctionNotFound: 404,
  TriggerNotFound: 404,
  VersionNotFound: 404,
  AliasNotFound: 404,
  AsyncConfigNotExists: 404,
  ServiceAlreadyExists: 409,
  FunctionAlreadyExists: 409,
  TriggerAlreadyExists: 409,
  ServiceNotEmpty: 409,
  FunctionNotEmpty: 409,
  PreconditionFailed: 412,
  ResourceExhausted: 429,
  InternalServerError: 500,
} as const;

export type FcErrorCode = keyof typeof STATUS;

/** A refusal of Function Compute; an error of the function itself is an `InvocationResult`, not this. */
export class FcError extends Error {
  override name = 'FcError';
  constructor(
    readonly code: FcErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  get status(): number {
    return STATUS[this.code];
  }
}
