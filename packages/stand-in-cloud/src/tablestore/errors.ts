/** HTTP status of each error code, from the service's error reference. */
const STATUS = {
  OTSParameterInvalid: 400,
  OTSInvalidPK: 400,
  OTSOutOfRowSizeLimit: 400,
  OTSOutOfColumnCountLimit: 400,
  OTSMetaNotMatch: 400,
  OTSUnsupportOperation: 400,
  OTSSessionExpired: 400,
  OTSAuthFailed: 403,
  OTSNoPermissionAccess: 403,
  OTSConditionCheckFail: 403,
  OTSQuotaExhausted: 403,
  OTSObjectNotExist: 404,
  OTSTableNotReady: 404,
  OTSMethodNotAllowed: 405,
  OTSRowOperationConflict: 409,
  OTSObjectAlreadyExist: 409,
  OTSRequestBodyTooLarge: 413,
  OTSFlowControl: 429,
  OTSInternalServerError: 500,
  OTSPartitionUnavailable: 503,
  OTSServerBusy: 503,
  OTSServerUnavailable: 503,
  OTSTimeout: 503,
} as const;

export type OtsErrorCode = keyof typeof STATUS;

/** A refusal of the service; `status` follows from `code`. */
export class OtsError extends Error {
  override name = 'OtsError';
  readonly status: number;
  constructor(
    readonly code: OtsErrorCode,
    message: string,
  ) {
    super(message);
    this.status = STATUS[code];
  }
}

export const parameterInvalid = (message: string): OtsError => new OtsError('OTSParameterInvalid', message);
export const invalidPrimaryKey = (message: string): OtsError => new OtsError('OTSInvalidPK', message);
export const authFailed = (message: string): OtsError => new OtsError('OTSAuthFailed', message);
export const conditionFailed = (): OtsError =>
  new OtsError('OTSConditionCheckFail', 'Condition check failed.');
export const tableMissing = (): OtsError =>
  new OtsError('OTSObjectNotExist', 'Requested table does not exist.');
export const tableNotReady = (): OtsError => new OtsError('OTSTableNotReady', 'The table is not ready.');
export const tableExists = (): OtsError =>
  new OtsError('OTSObjectAlreadyExist', 'Requested table already exists.');
export const indexMissing = (name: string): OtsError =>
  new OtsError('OTSObjectNotExist', `index does not exist: ${name}`);
export const indexExists = (name: string): OtsError =>
  new OtsError('OTSObjectAlreadyExist', `index already exists: ${name}`);
export const permissionDenied = (): OtsError =>
  new OtsError(
    'OTSNoPermissionAccess',
    'You have no permission to access the requested resource, please contact the resource owner.',
  );
