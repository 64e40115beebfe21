import type { Fields } from './template';

/**
 * Levels of objects and lists in a template. Ours: ROS publishes none. Templates have fewer than 30, and functions that
 * call themselves have room for some thousands.
 */
const MAX_DEPTH = 100;

/** Something in JSON that no program can be trusted to walk through. */
export interface ShapeProblem {
  kind: 'depth' | 'key';
  path: string;
  /** The rule in words: `must …`. */
  rule: string;
}

/** Paths of deep values are long; their beginning says where to look. */
const SHOWN_PATH = 200;

export const DEPTH_RULE = `must have at most ${MAX_DEPTH} levels`;
export const KEY_RULE = 'must not be a key: programs take it for the prototype of an object';

/**
 * Levels that are too deep for functions that call themselves, and keys named `__proto__`. What lies below either is not
 * looked at, so each is told once.
 *
 * @param root a value as JSON gives it
 * @param path that of the root; empty for a template
 */
export function shapeProblems(root: unknown, path = ''): ShapeProblem[] {
  const problems: ShapeProblem[] = [];
  // Not by recursion: that is what deep values break.
  const open: Place[] = [{ value: root, key: path, depth: 0 }];
  for (let at = open.pop(); at; at = open.pop()) {
    const { value, depth } = at;
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= MAX_DEPTH) {
      problems.push({ kind: 'depth', path: pathOf(at), rule: DEPTH_RULE });
      // One is enough: a template could hold a hundred thousand.
      return problems;
    }
    for (const key of Object.keys(value)) {
      const below = { value: (value as Fields)[key], key, depth: depth + 1, above: at };
      if (key === '__proto__') problems.push({ kind: 'key', path: pathOf(below), rule: KEY_RULE });
      else if (typeof below.value === 'object') open.push(below);
    }
  }
  return problems;
}

/** A value in another one. Its path is only put together when there is a problem. */
interface Place {
  value: unknown;
  key: string;
  depth: number;
  above?: Place;
}

function pathOf(place: Place): string {
  const keys: string[] = [];
  for (let at: Place | undefined = place; at; at = at.above) {
    if (at.above || at.key !== '') keys.unshift(at.key);
  }
  return shorten(keys.join('.'));
}

const shorten = (path: string): string => (path.length > SHOWN_PATH ? `${path.slice(0, SHOWN_PATH)}…` : path);
