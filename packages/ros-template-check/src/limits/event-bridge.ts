/** Limits of EventBridge, from its pages "Limits", "PutEvents" and "Event target parameters" (read 2026-11). */

/** Of a bus that somebody makes; `default` is there in every account. */
export const BUS_NAME = /^[A-Za-z0-9-]{2,127}$/;

export const RULE_NAME = /^[A-Za-z0-9_-]{2,127}$/;

/** One event as it is sent. */
export const EVENT_BYTES = 65_536;
export const EVENTS_PER_REQUEST = 16;
export const REQUEST_BYTES = 262_144;

/** Expressions in one map of a pattern, by the schema of ROS. */
export const EXPRESSIONS = 5;

export const FORMS = ['ORIGINAL', 'JSONPATH', 'CONSTANT', 'TEMPLATE'] as const;

/** Types of targets that can be delivered to over HTTP or to a function. */
export const TARGET_TYPES = ['http', 'https', 'acs.fc.function'] as const;

export const RETRY_STRATEGIES = ['BACKOFF_RETRY', 'EXPONENTIAL_DECAY_RETRY'] as const;
