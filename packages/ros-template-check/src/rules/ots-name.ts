import { tablestore as limits } from '../limits';
import { type PropertyRule, propertyRule, type Rule } from '../rule';
import { inWords, matches } from '../scalars';

/** A rule about the name of a table, a column or an index. */
export const otsNameRule = (rule: Pick<PropertyRule, 'id' | 'type' | 'path' | 'required'>): Rule =>
  propertyRule({
    ...rule,
    must: `must be ${inWords(limits.TABLE_NAME_CHARACTERS)} letters, digits or _ and not start with a digit`,
    holds: (name) => matches(name, limits.TABLE_NAME),
  });
