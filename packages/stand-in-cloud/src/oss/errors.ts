/** Code → status, message and fine-grained code (`EC`) of the refusals that the real service documents. */
const REFUSALS = {
  AccessDenied: [403, 'You have no right to access this object.', '0003-00000001'],
  AccessForbidden: [403, 'CORSResponse: CORS is not enabled for this bucket.', '0008-00000001'],
  BucketAlreadyExists: [409, 'The requested bucket name is not available.', '0015-00000104'],
  BucketNotEmpty: [409, 'The bucket you tried to delete is not empty.', '0015-00000301'],
  EntityTooLarge: [400, 'Your proposed upload exceeds the maximum allowed object size.', '0026-00000003'],
  EntityTooSmall: [400, 'Your proposed upload smaller than the minimum allowed size.', '0042-00000213'],
  FileAlreadyExists: [
    409,
    'The object you specified already exists and can not be overwritten.',
    '0026-00000002',
  ],
  IncompleteBody: [
    400,
    'You did not provide the number of bytes specified by Content-Length.',
    '0017-00000505',
  ],
  InternalError: [500, 'We encountered an internal error. Please try again.', '0001-00000001'],
  InvalidAccessKeyId: [
    403,
    'The OSS Access Key Id you provided does not exist in our records.',
    '0002-00000902',
  ],
  InvalidArgument: [400, 'Invalid Argument.', '0017-00000000'],
  InvalidBucketName: [400, 'The specified bucket is not valid.', '0015-00000001'],
  InvalidDigest: [400, 'The Content-MD5 you specified was invalid.', '0017-00000503'],
  InvalidLocationConstraint: [400, 'The specified location-constraint is not valid.', '0015-00000000'],
  InvalidObjectName: [400, 'The specified object is not valid.', '0016-00000001'],
  InvalidObjectState: [403, "The operation is not valid for the object's state.", '0016-00000404'],
  InvalidPart: [
    400,
    "One or more of the specified parts could not be found or the specified entity tag might not have matched the part's entity tag.",
    '0042-00000204',
  ],
  InvalidPartOrder: [
    400,
    'The list of parts was not in ascending order. Parts list must specified in order by part number.',
    '0042-00000209',
  ],
  InvalidPolicyDocument: [400, 'Invalid Policy.', '0006-00000201'],
  InvalidRange: [416, 'The requested range cannot be satisfied', '0025-00000105'],
  InvalidSecurityToken: [403, 'The security token you provided is invalid.', '0002-00000006'],
  InvalidTag: [400, 'The tag you provided is invalid.', '0010-00000217'],
  InvalidTargetType: [400, 'The symbolic link target is a symbolic link.', '0025-00000114'],
  MalformedPOSTRequest: [
    400,
    'The body of your POST request is not well-formed multipart/form-data.',
    '0007-00000101',
  ],
  MalformedXML: [
    400,
    'The XML you provided was not well-formed or did not validate against our published schema.',
    '0031-00000001',
  ],
  MethodNotAllowed: [405, 'The specified method is not allowed against this resource.', '0017-00000701'],
  MissingArgument: [400, 'Missing Some Required Arguments.', '0016-00000000'],
  MissingContentLength: [411, 'You must provide the Content-Length HTTP header.', '0017-00000101'],
  NoSuchBucket: [404, 'The specified bucket does not exist.', '0015-00000101'],
  NoSuchServerSideEncryptionRule: [
    404,
    'The server side encryption configuration does not exist.',
    '0019-00000001',
  ],
  NoSuchKey: [404, 'The specified key does not exist.', '0026-00000001'],
  NoSuchUpload: [
    404,
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    '0042-00000002',
  ],
  NonStandardHostForbidden: [
    403,
    'Your host is invalid. Please use Open Storage Service standard host.',
    '0001-00000215',
  ],
  NotImplemented: [
    501,
    'A header or parameter you provided implies functionality that is not implemented.',
    '0017-00000901',
  ],
  NotModified: [304, 'Not Modified', '0025-00000106'],
  ObjectNotAppendable: [409, 'The object is not appendable', '0026-00000004'],
  // Code and status of these two are what official clients know; words and fine-grained code are ours.
  PartAlreadyExist: [409, 'For sequential multipart upload, the part exists already.', '0042-00000000'],
  PartNotSequential: [
    400,
    'For sequential multipart upload, the parts must be uploaded one after the other.',
    '0042-00000000',
  ],
  OperationNotSupported: [400, 'The operation is not supported for this resource', '0016-00000701'],
  PositionNotEqualToLength: [409, 'Position is not equal to file length', '0026-00000016'],
  PreconditionFailed: [
    412,
    'At least one of the pre-conditions you specified did not hold.',
    '0025-00000107',
  ],
  RequestTimeTooSkewed: [
    403,
    'The difference between the request time and the current time is too large.',
    '0002-00000504',
  ],
  RestoreAlreadyInProgress: [409, 'The restore operation is in progress.', '0016-00000703'],
  SecurityTokenExpired: [403, 'The security token you provided has expired.', '0002-00000007'],
  SignatureDoesNotMatch: [
    403,
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    '0002-00000040',
  ],
  SymlinkTargetNotExist: [404, 'The symbolic link target object does not exist.', '0026-00000012'],
  TooManyBuckets: [
    400,
    'You have attempted to create more buckets than allowed. Requested bucket total count exceed limit.',
    '0015-00000103',
  ],
} as const satisfies Record<string, readonly [status: number, message: string, ec: string]>;

type OssErrorCode = keyof typeof REFUSALS;

interface OssErrorDetail {
  /** @default the code's documented message */
  message?: string;
  /** @default the code's usual fine-grained code */
  ec?: string;
  /** Further elements of the error document, by name; a nested record becomes a nested element. */
  elements?: Record<string, string | Record<string, string>>;
  headers?: Record<string, string>;
}

/** A refusal of the service, with the code and the words of its error document. */
export class OssError extends Error {
  readonly status: number;
  readonly ec: string;
  readonly elements: Record<string, string | Record<string, string>>;
  readonly headers: Record<string, string>;

  constructor(
    readonly code: OssErrorCode,
    detail: OssErrorDetail = {},
  ) {
    const [status, message, ec] = REFUSALS[code];
    super(detail.message ?? message);
    this.name = 'OssError';
    this.status = status;
    this.ec = detail.ec ?? ec;
    this.elements = detail.elements ?? {};
    this.headers = detail.headers ?? {};
  }
}

/** An invalid argument; the error names the argument and the value given. */
export function invalidArgument(name: string, value: string, rule: string, ec?: string): OssError {
  return new OssError('InvalidArgument', {
    message: rule,
    ec,
    elements: { ArgumentName: name, ArgumentValue: value },
  });
}

/** For features that the real service has and this one does not: the error names the feature. */
export function notImplemented(what: string): OssError {
  return new OssError('NotImplemented', { message: `${what} is not implemented by this stand-in.` });
}
