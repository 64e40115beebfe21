/**
 * Whether a comparison holds.
 * @param order of the left value to the right one: below, above or equal to 0
 * @returns undefined for an operator that is about no order
 */
export function holds(operator: string, order: number): boolean | undefined {
  switch (operator) {
    case '=':
      return order === 0;
    case '!=':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    default:
      return undefined;
  }
}
