import { FunctionError } from './function-error';
import { textOf } from './text-of';

const RULE = 'must take an index, a list or a map, and maybe a default';

const whole = (text: string): number => {
  if (!/^-?\d+$/.test(text)) throw new FunctionError(`must take a whole number as an index, not '${text}'`);
  return Number(text);
};

function slice(list: unknown[], range: string): unknown[] {
  const [start = '', stop = '', stride = ''] = range.split(':');
  if (range.split(':').length > 3)
    throw new FunctionError(`must have the form START:STOP:STEP, not '${range}'`);
  const step = stride === '' ? 1 : whole(stride);
  if (step === 0) throw new FunctionError('must not have a step of 0');
  const back = step < 0;
  const place = (text: string, otherwise: number) => {
    if (text === '') return otherwise;
    const index = whole(text);
    const from = index < 0 ? index + list.length : index;
    return back ? Math.min(Math.max(from, -1), list.length - 1) : Math.min(Math.max(from, 0), list.length);
  };
  const first = place(start, back ? list.length - 1 : 0);
  const last = place(stop, back ? -1 : list.length);
  const chosen: unknown[] = [];
  for (let at = first; back ? at > last : at < last; at += step) chosen.push(list[at]);
  return chosen;
}

/**
 * `Fn::Select`: one element by its index (negative: from the end), several by `start:stop:step`, or the value of a key.
 * When there is none, the result is the given default, or an empty string, as in ROS.
 */
export function select(args: unknown): unknown {
  const list: unknown[] = Array.isArray(args) ? args : [];
  const [index, items, otherwise = ''] = list;
  if (index === undefined || items === undefined || list.length > 3) {
    throw new FunctionError(RULE);
  }
  const key = textOf(index);
  const source = typeof items === 'string' ? items.split(',').map((item) => item.trim()) : items;
  if (Array.isArray(source)) {
    if (key.includes(':')) return slice(source, key);
    const at = whole(key);
    return source[at < 0 ? at + source.length : at] ?? otherwise;
  }
  if (typeof source === 'object' && source !== null)
    return Object.hasOwn(source, key) ? Reflect.get(source, key) : otherwise;
  throw new FunctionError(RULE);
}
