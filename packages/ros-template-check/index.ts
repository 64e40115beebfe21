export { assertTemplate, checkTemplate } from './check-template';
export { type Finding, formatFinding, TemplateCheckError, type Verdict } from './finding';
export { RULES } from './registry';
export { RESOURCE_TYPES } from './resource-types';
