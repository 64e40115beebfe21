import { takenApart } from '../../cli/search/found-row';

it('takes tracks apart, as the function writes them', () => {
  const tracks = [{ Kind: 'Audio', Channels: 2, Default: true, Roles: ['main'] }];
  expect(takenApart('Tracks', JSON.stringify(tracks))).toEqual(tracks);
});

it.each([
  '[{"Kind":{"toString":1}}]',
  '[{"Kind":"Video","Width":{"valueOf":1,"toString":2}}]',
  '[{"Kind":["x",{"toString":null}]}]',
  '[{"Kind":null}]',
  '[null]',
  '[["x"]]',
  '{"toString":1}',
])('leaves as it stands what is no list of tracks: %s', (text) => {
  expect(takenApart('Tracks', text)).toBe(text);
});
