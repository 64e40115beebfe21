import type { Range } from './range';

/** Limits of ROS, by its pages "Limits" and "Template structure" unless another source is named. */

export const TEMPLATE_FORMAT_VERSION = '2015-09-01';

/** Size of the template as JSON text. */
export const TEMPLATE_BYTES = 524_288;

/** Of one template. */
export const RESOURCES_PER_TEMPLATE = 200;
export const PARAMETERS_PER_TEMPLATE = 200;
export const OUTPUTS_PER_TEMPLATE = 200;

export const LOGICAL_ID_CHARACTERS: Range = { min: 1, max: 255 };

/** "Resource IDs cannot contain forward slashes" (page "Validate a template"). */
export const LOGICAL_ID = new RegExp(`^[^/]{${LOGICAL_ID_CHARACTERS.min},${LOGICAL_ID_CHARACTERS.max}}$`);

export const TEMPLATE_SECTIONS = [
  'ROSTemplateFormatVersion',
  'Transform',
  'Description',
  'Metadata',
  'Workspace',
  'Parameters',
  'Mappings',
  'Conditions',
  'Rules',
  'Locals',
  'Resources',
  'Outputs',
];

export const RESOURCE_KEYS = [
  'Type',
  'Properties',
  'DependsOn',
  'Condition',
  'DeletionPolicy',
  'Metadata',
  'Description',
  'Count',
];

export const OUTPUT_KEYS = ['Value', 'Description', 'Label', 'Condition'];

/** Each duration of `ALIYUN::ROS::Sleep` (its page of 2026). */
export const SLEEP_SECONDS: Range = { min: 0, max: 1_800 };

/**
 * After this time a new role, log project, Tablestore instance or table can be used: measured for log projects, and
 * what the page of CreateTable says.
 */
export const SECONDS_UNTIL_USABLE = 60;

export const DELETION_POLICIES = ['Delete', 'Retain'];

export const PARAMETER_TYPES = [
  'String',
  'Number',
  'Boolean',
  'Json',
  'CommaDelimitedList',
  'ALIYUN::OOS::Parameter::Value',
  'ALIYUN::OOS::SecretParameter::Value',
];

export const PARAMETER_KEYS = [
  'Type',
  'Default',
  'AllowedValues',
  'AllowedPattern',
  'MinLength',
  'MaxLength',
  'MinValue',
  'MaxValue',
  'NoEcho',
  'Required',
  'Description',
  'ConstraintDescription',
  'Label',
  'AssociationProperty',
  'AssociationPropertyMetadata',
  'Confirm',
  'TextArea',
  'Placeholder',
];

export const PSEUDO_PARAMETERS = [
  'ALIYUN::TenantId',
  'ALIYUN::AccountId',
  'ALIYUN::Region',
  'ALIYUN::StackId',
  'ALIYUN::StackName',
  'ALIYUN::ResourceGroupId',
  'ALIYUN::NoValue',
  'ALIYUN::Index',
];
