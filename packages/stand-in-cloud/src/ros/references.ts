import { FunctionError } from './function-error';
import { asCall, isKnownFunction } from './functions';
import { joinPath } from './issues';
import { parseSubstitution, splitVariable, substitutionArguments } from './substitution';

/** A reference in a value of the template, also in branches of `Fn::If` that are not taken. */
export type Reference =
  | { kind: 'ref'; name: string; path: string }
  | { kind: 'attribute'; name: string; attribute: string; path: string }
  | { kind: 'condition'; name: string; path: string }
  | { kind: 'mapping'; name: string; path: string }
  | { kind: 'fault'; rule: string; path: string };

function* inSubstitution(args: unknown, path: string): Generator<Reference> {
  const { text, variables } = substitutionArguments(args);
  for (const piece of parseSubstitution(text)) {
    if (!('variable' in piece) || Object.hasOwn(variables, piece.variable)) continue;
    const { name, attribute } = splitVariable(piece.variable);
    yield attribute === undefined
      ? { kind: 'ref', name, path }
      : { kind: 'attribute', name, attribute, path };
  }
  yield* referencesIn(variables, joinPath(path, 1));
}

function* inCondition(args: unknown, path: string): Generator<Reference> {
  if (typeof args === 'string') yield { kind: 'condition', name: args, path };
  else yield* conditionReferences(args, path);
}

/** References in a condition: a name alone, or `{ "Condition": NAME }`. */
export function* conditionReferences(value: unknown, path: string): Generator<Reference> {
  if (typeof value === 'object' && value !== null && Object.keys(value).join() === 'Condition') {
    yield { kind: 'condition', name: String(Reflect.get(value, 'Condition')), path };
    return;
  }
  const call = asCall(value);
  const where = call ? joinPath(path, call.name) : path;
  if (call?.name === 'Fn::And' || call?.name === 'Fn::Or') {
    if (Array.isArray(call.args) && call.args.length >= 2) {
      for (const [index, arg] of call.args.entries()) yield* inCondition(arg, joinPath(where, index));
    } else yield { kind: 'fault', rule: 'takes a list of at least two conditions', path: where };
  } else if (call?.name === 'Fn::Not') {
    const negated: unknown[] = [call.args].flat();
    if (negated.length === 1) yield* inCondition(negated[0], where);
    else yield { kind: 'fault', rule: 'takes one condition', path: where };
  } else if (call?.name === 'Fn::Equals') {
    if (Array.isArray(call.args) && call.args.length === 2) yield* referencesIn(call.args, where);
    else yield { kind: 'fault', rule: 'takes two values', path: where };
  } else if (typeof value !== 'boolean') {
    yield {
      kind: 'fault',
      rule: 'a condition is made of Fn::Equals, Fn::And, Fn::Or and Fn::Not',
      path: where,
    };
  }
}

function* inCall(name: string, args: unknown, path: string): Generator<Reference> {
  const list: unknown[] = Array.isArray(args) ? args : [];
  const [first, second] = list;
  if (!isKnownFunction(name)) {
    yield { kind: 'fault', rule: `the function ${name} is not known here`, path };
  } else if (name === 'Ref') {
    if (typeof args === 'string') yield { kind: 'ref', name: args, path };
    else yield { kind: 'fault', rule: 'Ref takes a name', path };
  } else if (name === 'Fn::GetAtt') {
    if (typeof first === 'string' && typeof second === 'string' && list.length === 2) {
      yield { kind: 'attribute', name: first, attribute: second, path };
    } else yield { kind: 'fault', rule: 'takes a list of a resource and an attribute', path };
  } else if (name === 'Fn::Sub') {
    yield* inSubstitution(args, path);
  } else if (name === 'Fn::If') {
    if (typeof first === 'string' && list.length === 3) yield { kind: 'condition', name: first, path };
    else yield { kind: 'fault', rule: 'takes a condition and two values', path };
    yield* referencesIn(list.slice(1), path);
  } else if (name === 'Fn::FindInMap') {
    if (list.length !== 3) yield { kind: 'fault', rule: 'takes a mapping and two keys', path };
    if (typeof first === 'string') yield { kind: 'mapping', name: first, path };
    yield* referencesIn(list, path);
  } else if (name === 'Fn::And' || name === 'Fn::Or' || name === 'Fn::Not') {
    yield { kind: 'fault', rule: `${name} belongs in the Conditions section`, path };
  } else yield* referencesIn(args, path);
}

/** Every reference in a property, an output or an argument, with its path. */
export function* referencesIn(value: unknown, path: string): Generator<Reference> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* referencesIn(item, joinPath(path, index));
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const call = asCall(value);
  if (call) {
    const where = joinPath(path, call.name);
    try {
      yield* inCall(call.name, call.args, where);
    } catch (error) {
      if (!(error instanceof FunctionError)) throw error;
      yield { kind: 'fault', rule: error.message, path: where };
    }
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    if (key.startsWith('Fn::')) {
      yield { kind: 'fault', rule: `the function ${key} must stand alone`, path: joinPath(path, key) };
    }
    yield* referencesIn(item, joinPath(path, key));
  }
}
