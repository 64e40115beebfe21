/** A refusal of Log Service, under the code and HTTP status that the service itself uses. */
export class SlsError extends Error {
  override name = 'SlsError';
  constructor(
    readonly code: SlsErrorCode,
    message: string,
  ) {
    super(message);
  }

  get status(): number {
    return STATUS[this.code];
  }
}

const STATUS = {
  ProjectAlreadyExist: 400,
  ProjectNotExist: 404,
  LogStoreAlreadyExist: 400,
  LogStoreNotExist: 404,
  LogstoreInfoInvalid: 400,
  IndexAlreadyExist: 400,
  IndexConfigNotExist: 404,
  IndexInfoInvalid: 400,
  ParameterInvalid: 400,
  Unauthorized: 403,
  MissingDate: 400,
  RequestTimeTooSkewed: 400,
  SignatureNotMatch: 401,
  NotSupported: 400,
  InternalServerError: 500,
} as const;

type SlsErrorCode = keyof typeof STATUS;
