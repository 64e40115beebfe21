import { fits } from './compare-values';
import { type FoundField, findField } from './field-values';
import { type Comparison, OtherValues } from './other-values';
import type { Test } from './policy';
import type { XmlElement } from './read-xml';

type FieldTest = Test & { by: 'field' };

/** Whether a rule holds, and what it found. */
export interface FieldResult {
  holds: boolean;
  /** The values that do not fit, or else all, in the order of the report. */
  actual: string[];
}

/** Asks the tracks of a report as MediaConch does. */
export function testField(tracks: readonly XmlElement[], test: FieldTest): FieldResult {
  const found = findField(tracks, test.field);
  const texts = found.values.map(({ text }) => text);
  const { operator, field, source } = test;
  if (operator === 'exists' || operator === 'must not exist') {
    return { holds: isThere(found, field.occurrence, operator), actual: texts };
  }
  if (texts.length === 0) return { holds: operator === 'must not start with', actual: [] };
  const fitsWanted = source
    ? comparison(operator as Comparison, findField(tracks, source).values, test)
    : (value: XmlElement) => fits(value.text, operator, test.value);
  const results = found.values.flatMap((value) => {
    const answer = fitsWanted(value);
    return answer === undefined ? [] : [{ value, fits: answer }];
  });
  const misfits = results.filter((result) => !result.fits).map(({ value }) => value.text);
  const holds =
    results.length > 0 &&
    (field.occurrence === 'all' ? misfits.length === 0 : misfits.length < results.length);
  return { holds, actual: holds || misfits.length === 0 ? texts : misfits };
}

function isThere(
  { tracks, values }: FoundField,
  occurrence: FieldTest['field']['occurrence'],
  operator: 'exists' | 'must not exist',
): boolean {
  if (operator === 'must not exist')
    return occurrence === 'any' ? values.length < tracks : values.length === 0;
  return values.length > 0 && (occurrence !== 'all' || values.length === tracks);
}

/**
 * Compares with the values of the other field. A value is not compared with itself, but where both name one track by
 * its number; where that leaves nothing to compare it with, the answer is undefined.
 */
function comparison(
  operator: Comparison,
  others: readonly XmlElement[],
  { field, source }: FieldTest,
): (value: XmlElement) => boolean | undefined {
  const isNumbered = (occurrence: FieldTest['field']['occurrence']): boolean =>
    typeof occurrence === 'number';
  const mayBeItself =
    (isNumbered(field.occurrence) || field.occurrence === 'all') && isNumbered(source!.occurrence);
  const notWithItself = new Set(mayBeItself ? [] : others);
  const values = new OtherValues(others.map(({ text }) => text));
  const which = source!.occurrence === 'all' ? 'every' : 'one';
  return (value) => {
    const isOneOfThem = notWithItself.has(value);
    if (others.length === (isOneOfThem ? 1 : 0)) return undefined;
    return values.fit(value.text, operator, which, isOneOfThem);
  };
}
