export { assertTemplate, checkTemplate } from './check-template';
export { type Finding, formatFinding, TemplateCheckError, type Verdict } from './finding';
export { FIXED_PROPERTIES, type FixedChange, fixedChanges } from './fixed-properties';
/** What the services accept: patterns of names, ranges of numbers. */
export * as limits from './limits';
export type { Surroundings } from './model';
export { RULES } from './registry';
export { RESOURCE_TYPES } from './resource-types';
/** The syntax of ROS: for programs that run templates. */
export * as syntax from './syntax';
export { matchesWildcard } from './wildcard';
