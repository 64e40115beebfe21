import { propertyRule, type Rule } from '../rule';
import { matches } from '../scalars';

/** A rule about the name of a service, a function or a trigger. */
export const fcNameRule = (
  id: string,
  type: string | string[],
  path: string,
  longest: number,
  pattern: RegExp,
): Rule =>
  propertyRule({
    id,
    type,
    path,
    must: `must be 1 to ${longest} letters, digits, _ or - and start with a letter or _`,
    holds: (name) => matches(name, pattern),
  });
