export { asCall, type Call } from './call';
export { type ConditionOutcome, conditionOutcomes } from './condition-outcomes';
export { Conditions, type Decide } from './conditions';
export { conditionDependencies, resourceDependencies } from './dependencies';
export { Evaluator, type Fault, NO_VALUE, type ResourceView, type Scope } from './evaluator';
export { FunctionError } from './function-error';
export { FUNCTIONS, isEvaluated, LOGICAL_FUNCTIONS, type RosFunction } from './functions';
export { type Choice, creationOrder, findCycle, type Graph, needs } from './graph';
export {
  type ConstraintKey,
  convertParameter,
  type ParameterViolation,
  parameterViolations,
} from './parameters';
export { matchesPattern, PATTERN_MS, patternOf } from './pattern';
export { isKnown, isPossible, placeholder, readable } from './placeholder';
export {
  conditionReferences,
  type PlacedReference,
  type Reference,
  referencesIn,
  templateReferences,
} from './references';
export { sameJson } from './same-json';
export { DEPTH_RULE, KEY_RULE, type ShapeProblem, shapeProblems } from './shape';
export { type Piece, parseSubstitution, splitVariable, substitutionOf } from './substitution';
export { type Fields, fieldsOf, isFields, listOf, readTemplate, type Template } from './template';
