import { readFileSync } from 'node:fs';
import { COLUMNS_PAGE, renderColumns } from '../../lib/columns-table';

it('keeps the page of the columns current', () => {
  expect(readFileSync(COLUMNS_PAGE, 'utf8')).toBe(renderColumns());
});
