import type { Track } from '../../../contract/columns';
import { displaySize } from '../../../contract/columns/display-size';

const sized = (fields: Record<string, string>): Track => ({
  type: 'Video',
  fields: new Map(Object.entries(fields)),
});

it.each([
  ['a fraction of a pixel', { Width: '1', Height: '3.58' }],
  ['nothing', { Width: '0', Height: '2' }],
  ['less than nothing', { Width: '-4', Height: '2' }],
  [
    'beyond what an integer holds',
    { Width: '900000000000000', Height: '2', PixelAspectRatio: '900000000000000' },
  ],
])('no picture has a side of %s', (_, fields) => {
  expect(displaySize(sized(fields))).toBeUndefined();
});
