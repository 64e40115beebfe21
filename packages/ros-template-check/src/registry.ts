import type { Rule } from './rule';
import { CONDITION_RULES } from './rules/conditions';
import { DELETION_RULES } from './rules/deletion';
import { EVENT_BRIDGE_RULES } from './rules/event-bridge';
import { FC_ASYNC_RULES } from './rules/fc-async';
import { FC_FUNCTION_RULES } from './rules/fc-function';
import { FC_NAME_RULES } from './rules/fc-name';
import { FC_ROLE_AND_LOG_RULES } from './rules/fc-role-and-logs';
import { FC_TIMER_RULES } from './rules/fc-timer';
import { FC_TRIGGER_RULES } from './rules/fc-trigger';
import { ORDER_RULES } from './rules/order';
import { OSS_BUCKET_RULES } from './rules/oss-bucket';
import { OTS_INSTANCE_RULES } from './rules/ots-instance';
import { OTS_SEARCH_INDEX_RULES } from './rules/ots-search-index';
import { OTS_TABLE_RULES } from './rules/ots-table';
import { PARAMETER_RULES } from './rules/parameters';
import { POLICY_RULES } from './rules/policy';
import { RAM_ROLE_RULES } from './rules/ram-role';
import { REFERENCE_RULES } from './rules/references';
import { SHAPE_RULES } from './rules/shape';
import { SLS_RULES } from './rules/sls';
import { TEMPLATE_RULES } from './rules/template';
import { WAIT_RULES } from './rules/wait';

/** All rules. RULES.md and the findings are in this order. */
export const RULES: readonly Rule[] = [
  ...SHAPE_RULES,
  ...TEMPLATE_RULES,
  ...PARAMETER_RULES,
  ...REFERENCE_RULES,
  ...CONDITION_RULES,
  ...OSS_BUCKET_RULES,
  ...OTS_INSTANCE_RULES,
  ...OTS_TABLE_RULES,
  ...OTS_SEARCH_INDEX_RULES,
  ...SLS_RULES,
  ...RAM_ROLE_RULES,
  ...POLICY_RULES,
  ...EVENT_BRIDGE_RULES,
  ...FC_NAME_RULES,
  ...FC_ROLE_AND_LOG_RULES,
  ...FC_FUNCTION_RULES,
  ...FC_ASYNC_RULES,
  ...FC_TRIGGER_RULES,
  ...FC_TIMER_RULES,
  ...ORDER_RULES,
  ...WAIT_RULES,
  ...DELETION_RULES,
];
