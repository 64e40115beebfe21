import list from '../../functions/extract/mediainfo/sure-fields.json';
import { renderFast, writtenFast } from './docs-table';

it('the page tells what the list says', () => {
  expect(writtenFast()).toBe(renderFast(list.containers));
});
