import type { Change } from './cases';

type Node = Record<string, unknown>;

/** `WorkerFunction.Timeout` means a property; a path that begins with a section is taken as it is. */
function pathOf(path: string, template: Node): string[] {
  const keys = path.split('.');
  const isResource = Object.hasOwn(template['Resources'] as Node, keys[0]!);
  return isResource ? ['Resources', keys[0]!, 'Properties', ...keys.slice(1)] : keys;
}

function apply(template: Node, [path, value]: Change): void {
  const keys = pathOf(path, template);
  const last = keys.pop()!;
  const parent = keys.reduce<Node>((node, key) => {
    node[key] ??= {};
    return node[key] as Node;
  }, template);
  if (last === '+' && Array.isArray(parent)) parent.push(value);
  else if (last === '+') Object.assign(parent, value);
  else if (value !== undefined) parent[last] = value;
  else if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else delete parent[last];
}

/** A copy of a template with changes made to it, one after the other. */
export function changed(template: object, changes: Change[]): Node {
  const copy = structuredClone(template) as Node;
  for (const change of changes) apply(copy, structuredClone(change));
  return copy;
}
