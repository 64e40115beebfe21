/** HTTP status of each error code that the RAM and STS stand-in answers. */
const STATUS = {
  MalformedPolicyDocument: 400,
  'InvalidParameter.UserName.InvalidChars': 400,
  'InvalidParameter.UserName.Length': 400,
  'InvalidParameter.RoleName.InvalidChars': 400,
  'InvalidParameter.RoleName.Length': 400,
  'InvalidParameter.PolicyName.InvalidChars': 400,
  'InvalidParameter.PolicyName.Length': 400,
  'InvalidParameter.PolicyType': 400,
  'InvalidParameter.PolicyDocument.Length': 400,
  'InvalidParameter.Description.Length': 400,
  'InvalidParameter.MaxSessionDuration': 400,
  'InvalidParameter.DurationSeconds': 400,
  'InvalidParameter.RoleArn': 400,
  'InvalidParameter.RoleSessionName': 400,
  NoPermission: 403,
  'EntityNotExist.User': 404,
  'EntityNotExist.Role': 404,
  'EntityNotExist.Policy': 404,
  'EntityNotExist.User.Policy': 404,
  'EntityNotExist.Role.Policy': 404,
  'EntityAlreadyExists.User': 409,
  'EntityAlreadyExists.Role': 409,
  'EntityAlreadyExists.Policy': 409,
  'EntityAlreadyExists.User.Policy': 409,
  'EntityAlreadyExists.Role.Policy': 409,
  'DeleteConflict.User.AccessKey': 409,
  'DeleteConflict.User.Policy': 409,
  'LimitExceeded.User.AccessKey': 409,
  'DeleteConflict.Role.Policy': 409,
  'DeleteConflict.Policy.Role': 409,
  'DeleteConflict.Policy.User': 409,
  'LimitExceeded.Role.Policy': 409,
} as const;

export type RamErrorCode = keyof typeof STATUS;

/** A request that RAM or STS refuses, with the service's own code. */
export class RamError extends Error {
  readonly code: RamErrorCode;
  /** HTTP status that the service answers with. */
  readonly status: number;

  constructor(code: RamErrorCode, message: string) {
    super(message);
    this.name = 'RamError';
    this.code = code;
    this.status = STATUS[code];
  }
}
