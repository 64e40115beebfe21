import type { FieldPath, Step } from './policy';

const STEP = /^([^[\]@='"\s/]+)(?:\[(\*|[1-9]\d{0,5})\])?$/u;
const OCCURRENCE = /^[1-9]\d{0,5}$/;

/** The attributes of a rule, or of the field that it is compared with, as they are written. */
type Attributes = Readonly<Record<string, string>>;

/** Reads where a rule looks; or says what is wrong with it. */
export function readFieldPath({
  tracktype,
  value,
  occurrence = '',
}: Attributes): FieldPath | { problem: string } {
  if (!tracktype) return { problem: "must have a 'tracktype' such as General, Video or Audio" };
  if (!value) return { problem: "must have a 'value': the name of a field, such as Format" };
  const steps: Step[] = [];
  for (const part of value.replace(/\/$/, '').split('/')) {
    const [, name, nth] = STEP.exec(part) ?? [];
    if (name === undefined) {
      return {
        problem: `must have as 'value' names of fields joined by '/', such as extra/IsTruncated, '${value}' given`,
      };
    }
    steps.push(nth === undefined || nth === '*' ? { name } : { name, nth: Number(nth) });
  }
  const which = occurrence === '' ? '*' : occurrence;
  if (which === '*' || which === 'any' || which === 'all')
    return { track: tracktype, occurrence: which, steps };
  if (OCCURRENCE.test(which)) return { track: tracktype, occurrence: Number(which), steps };
  return { problem: `must have as 'occurrence' a number from 1, *, any or all, '${occurrence}' given` };
}

/** A path as people read it: `Audio 2 extra/Name`. */
export const writeFieldPath = ({ track, occurrence, steps }: FieldPath): string =>
  [
    occurrence === 'all' ? `every ${track}` : track,
    ...(typeof occurrence === 'number' ? [occurrence] : []),
    steps.map(({ name, nth }) => (nth === undefined ? name : `${name}[${nth}]`)).join('/'),
  ].join(' ');
