import { asCall, type Call } from './call';
import { FunctionError } from './function-error';
import { CONDITION_FUNCTIONS, FUNCTIONS, isEvaluated, LOGICAL_FUNCTIONS } from './functions';
import { oncePer } from './once-per';
import { parseSubstitution, splitVariable, substitutionOf } from './substitution';
import { type Fields, isFields } from './template';
import { textOf } from './text-of';

/** Something that a value of the template refers to, also in a branch of `Fn::If` that is not used. */
export type Reference =
  /** A parameter or a resource. With an attribute it must be a resource. */
  | { kind: 'name'; path: string; name: string; attribute?: string }
  | { kind: 'condition'; path: string; name: string }
  | { kind: 'mapping'; path: string; name: string; keys: unknown[] }
  /** A function that the evaluator cannot compute, whether ROS has it or not. */
  | { kind: 'unevaluated function'; path: string; name: string; inRos: boolean }
  /** A function with wrong arguments or in a wrong place. */
  | { kind: 'fault'; path: string; name: string; rule: string; value: unknown }
  /** A value that is used as a condition and is not one. */
  | { kind: 'no condition'; path: string; value: unknown };

/** All references in a property, an output or an argument. */
export function* referencesIn(value: unknown, path: string): Generator<Reference> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* referencesIn(item, `${path}.${index}`);
    return;
  }
  const call = asCall(value);
  if (call && CONDITION_FUNCTIONS.has(call.name)) {
    yield fault(call, `${path}.${call.name}`, 'must stand in the Conditions section');
  } else if (call) {
    yield* inCall(call, `${path}.${call.name}`);
  } else if (isFields(value)) {
    yield* inFields(value, path);
  }
}

/** All references in a condition, which is a name, `{ "Condition": NAME }` or a function. */
export function* conditionReferences(value: unknown, path: string): Generator<Reference> {
  const name = isFields(value) && Object.hasOwn(value, 'Condition') ? value['Condition'] : value;
  const call = asCall(value);
  if (typeof name === 'string') yield { kind: 'condition', path, name };
  else if (call && LOGICAL_FUNCTIONS.has(call.name)) yield* inCall(call, `${path}.${call.name}`);
  else if (typeof value !== 'boolean') yield { kind: 'no condition', path, value };
}

const fault = ({ name, args }: Call, path: string, rule: string): Reference => ({
  kind: 'fault',
  path,
  name,
  rule,
  value: args,
});

function* inFields(fields: Fields, path: string): Generator<Reference> {
  for (const [key, item] of Object.entries(fields)) {
    if (key.startsWith('Fn::') || key === 'Ref') {
      yield fault({ name: key, args: fields }, `${path}.${key}`, 'must stand alone in its object');
    }
    yield* referencesIn(item, `${path}.${key}`);
  }
}

function* inCall(call: Call, path: string): Generator<Reference> {
  const { name, args } = call;
  const list = Array.isArray(args) ? args : [];
  const known = FUNCTIONS.get(name);
  if (!isEvaluated(name)) yield { kind: 'unevaluated function', path, name, inRos: known !== undefined };
  if (!known) return;
  if (!known.fits(args, list)) {
    yield fault(call, path, `must take ${known.takes}`);
    return;
  }
  switch (name) {
    case 'Ref':
      yield { kind: 'name', path, name: textOf(args) };
      return;
    case 'Fn::GetAtt':
      yield { kind: 'name', path, name: list[0], attribute: textOf(list[1]) };
      return;
    case 'Fn::Sub':
      yield* inSubstitution(call, path);
      return;
    case 'Fn::And':
    case 'Fn::Or':
    case 'Fn::Not':
      if (!Array.isArray(args)) yield* conditionReferences(args, path);
      for (const [index, part] of list.entries()) yield* conditionReferences(part, `${path}.${index}`);
      return;
    case 'Fn::If':
      yield { kind: 'condition', path, name: list[0] };
      break;
    case 'Fn::FindInMap':
      if (typeof list[0] === 'string') {
        yield { kind: 'mapping', path, name: list[0], keys: list.slice(1) };
      }
  }
  yield* referencesIn(args, path);
}

function* inSubstitution(call: Call, path: string): Generator<Reference> {
  const { text, variables } = substitutionOf(call.args)!;
  try {
    for (const piece of parseSubstitution(text)) {
      if (!('variable' in piece) || Object.hasOwn(variables, piece.variable)) continue;
      yield { kind: 'name', path, ...splitVariable(piece.variable) };
    }
  } catch (error) {
    if (!(error instanceof FunctionError)) throw error;
    yield fault(call, path, error.message);
  }
  yield* referencesIn(variables, `${path}.1`);
}

/** A reference with its section and the id of its resource, condition or output. */
export type PlacedReference = Reference & { section: string; id: string };

/** All references of a template. They are remembered, because several rules use them. */
export const templateReferences = oncePer((sections: Fields): PlacedReference[] => [
  ...allReferences(sections),
]);

function* allReferences(sections: Fields): Generator<PlacedReference> {
  for (const section of ['Conditions', 'Resources', 'Outputs']) {
    const entries = sections[section];
    for (const [id, entry] of Object.entries(isFields(entries) ? entries : {})) {
      const path = `${section}.${id}`;
      const condition = isFields(entry) ? entry['Condition'] : undefined;
      if (section !== 'Conditions' && typeof condition === 'string') {
        yield { kind: 'condition', path: `${path}.Condition`, name: condition, section, id };
      }
      const inside = section === 'Conditions' ? conditionReferences(entry, path) : referencesIn(entry, path);
      for (const reference of inside) yield { ...reference, section, id };
    }
  }
}
