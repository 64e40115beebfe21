/** A refusal of EventBridge, with the HTTP status of its answer. */
export class EventBridgeError extends Error {
  override name = 'EventBridgeError';
  constructor(
    readonly code: EventBridgeCode,
    message: string,
  ) {
    super(message);
  }

  get status(): number {
    return STATUS[this.code];
  }
}

const STATUS = {
  AuthenticationFailed: 401,
  NoPermission: 403,
  SignatureNotMatch: 401,
  RequestExpired: 401,
  InvalidArgument: 400,
  InvalidEvent: 400,
  EventTooLarge: 413,
  RequestTooLarge: 413,
  TooManyEvents: 400,
  UnsupportedOperation: 404,
  EventBusNotExist: 404,
  EventBusAlreadyExist: 409,
  EventRuleNotExist: 404,
  EventRuleExisted: 409,
  InternalError: 500,
} as const;

export type EventBridgeCode = keyof typeof STATUS;
