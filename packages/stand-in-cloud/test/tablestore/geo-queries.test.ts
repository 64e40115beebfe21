import { distanceBetween, parseGeoPoint } from '../../src/tablestore/search/geo-points';
import { foundKeys, INDEX, LAG, putSample, query, runSearch } from './sample-index';
import { INSTANCE, OBJECTS_TABLE, refusal, type Stage, startStage, TABLE } from './support';

const PLACES: Record<string, string> = {
  shanghai: '31.2304,121.4737',
  'pudong airport': '31.1434,121.8052',
  beijing: '39.9042,116.4074',
  suva: '-18.1416,178.4419',
  apia: '-13.8333,-171.7667',
  'north pole': '90,0',
  nowhere: '91,0',
  words: 'Shanghai',
};

let stage: Stage;

beforeAll(async () => {
  stage = await startStage();
  stage.server.createTable(INSTANCE, TABLE, OBJECTS_TABLE);
  stage.server.createSearchIndex(INSTANCE, TABLE, INDEX, {
    fields: [
      { name: 'Place', type: 'GEOPOINT' },
      { name: 'Name', type: 'KEYWORD' },
    ],
  });
  for (const [name, Place] of Object.entries(PLACES))
    await putSample(stage, name, [{ Place }, { Name: name }]);
  stage.clock.advance(LAG);
});

afterAll(() => stage.server.close());

const find = async (searched: Record<string, unknown>): Promise<string[]> =>
  foundKeys(await runSearch(stage, { query: searched })).sort();

const near = (centerPoint: string, distance: number, fieldName = 'Place') =>
  query('GEO_DISTANCE_QUERY', { fieldName, centerPoint, distance });
const box = (topLeft: string, bottomRight: string) =>
  query('GEO_BOUNDING_BOX_QUERY', { fieldName: 'Place', topLeft, bottomRight });
const polygon = (...points: string[]) => query('GEO_POLYGON_QUERY', { fieldName: 'Place', points });

describe('A query for places, by the official client', () => {
  it.each<[string, Record<string, unknown>, string[]]>([
    ['near one', near('31.2304,121.4737', 10_000), ['shanghai']],
    ['near one, with spaces', near(' 31.2304 , 121.4737 ', 10_000), ['shanghai']],
    ['within 32 km', near('31.2304,121.4737', 32_000), ['shanghai']],
    ['within 34 km', near('31.2304,121.4737', 34_000), ['pudong airport', 'shanghai']],
    ['the very place', near('31.2304,121.4737', 0), ['shanghai']],
    ['over the date line', near('-15.9,-176.6', 650_000), ['apia', 'suva']],
    ['at the pole, from any longitude', near('89.9,123', 20_000), ['north pole']],
    [
      'everywhere, but not what is no place',
      near('0,0', 20_037_508),
      ['apia', 'beijing', 'north pole', 'pudong airport', 'shanghai', 'suva'],
    ],
    ['in a box', box('32,121', '31,122'), ['pudong airport', 'shanghai']],
    ['in a box, its edges included', box('31.2304,121.4737', '31.2304,121.4737'), ['shanghai']],
    ['in a box over the date line', box('-10,170', '-20,-170'), ['apia', 'suva']],
    ['in a polygon', polygon('41,115', '41,118', '30,121'), ['beijing']],
    [
      'in a polygon with a bay',
      polygon('40,110', '40,130', '30,130', '35,120', '30,110'),
      ['beijing', 'pudong airport'].slice(0, 1),
    ],
  ])('finds what lies %s', async (_, searched, keys) => {
    expect(await find(searched)).toEqual(keys);
  });

  it('goes with others', async () => {
    const named = query('TERM_QUERY', { fieldName: 'Name', term: 'shanghai' });
    const both = query('BOOL_QUERY', { mustQueries: [near('31.2,121.5', 100_000)], mustNotQueries: [named] });
    expect(await find(both)).toEqual(['pudong airport']);
    expect(await find(query('EXISTS_QUERY', { fieldName: 'Place' }))).not.toContain('words');
  });

  it.each([
    ['a field of another type', near('31,121', 1, 'Name'), "field 'Name' is KEYWORD, not GEOPOINT"],
    ['longitude before latitude', near('121,31', 1), "'121,31' given"],
    ['no place', near('Shanghai', 1), "'latitude,longitude' is expected"],
    ['a negative distance', near('31,121', -1), "'-1' given"],
    ['a box upside down', box('31,121', '32,122'), 'topLeft must not be south'],
    ['a polygon of two corners', polygon('31,121', '32,122'), 'at least 3 points'],
    ['a field that does not exist', near('31,121', 1, 'None'), 'None'],
  ])('is refused with %s', async (_, searched, words) => {
    const { status, code, message } = await refusal(runSearch(stage, { query: searched }));
    expect([status, code]).toEqual([400, 'OTSParameterInvalid']);
    expect(message).toContain(words);
  });
});

describe('A distance', () => {
  const metres = (a: string, b: string) => distanceBetween(parseGeoPoint(a)!, parseGeoPoint(b)!);

  it('is that along a great circle', () => {
    // A degree of a meridian; half the way around the Earth; and a pair with a known distance, London to Paris.
    expect(metres('0,0', '1,0')).toBeCloseTo(111_195, 0);
    expect(metres('0,0', '0,180')).toBeCloseTo(20_015_115, -1);
    expect(metres('51.5074,-0.1278', '48.8566,2.3522') / 1000).toBeCloseTo(343.6, 0);
    expect(metres('10,20', '10,20')).toBe(0);
  });
});
