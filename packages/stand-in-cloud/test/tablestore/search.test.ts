import { foundKeys, MATCH_ALL, query, runSearch, SAMPLES, SEARCH, startSampleIndex } from './sample-index';
import { type Answer, TableStore } from './sdk';
import { attributes, refusal, type Stage } from './support';

const long = (value: number): unknown => TableStore.Long.fromNumber(value);
const { SortOrder, ColumnReturnType, QueryOperator } = SEARCH;
let stage: Stage;

beforeAll(async () => {
  stage = await startSampleIndex();
});

afterAll(() => stage.server.close());

const find = async (searched: Record<string, unknown>): Promise<string[]> =>
  foundKeys(await runSearch(stage, { query: searched }));

describe('queries', () => {
  const term = (fieldName: string, value: unknown) => query('TERM_QUERY', { fieldName, term: value });
  const mp4 = term('Format', 'MPEG-4');
  const fox = query('MATCH_QUERY', { fieldName: 'Title', text: 'fox' });

  it.each<[string, Record<string, unknown>, string[]]>([
    ['all', MATCH_ALL, Object.keys(SAMPLES)],
    ['a term', mp4, ['a.mp4', 'b.mp4']],
    ['a number', term('Height', long(720)), ['c.mkv']],
    ['a boolean', term('Interlaced', true), ['b.mp4']],
    ['an element of an array', term('Languages', 'de'), ['a.mp4']],
    ['terms', query('TERMS_QUERY', { fieldName: 'Format', terms: ['Wave', 'Matroska'] }), ['c.mkv', 'd.wav']],
    [
      'a range, lower end included',
      query('RANGE_QUERY', {
        fieldName: 'Height',
        rangeFrom: long(720),
        includeLower: true,
        rangeTo: long(1080),
      }),
      ['c.mkv'],
    ],
    [
      'a range, upper end included',
      query('RANGE_QUERY', {
        fieldName: 'Height',
        rangeFrom: long(720),
        rangeTo: long(1080),
        includeUpper: true,
      }),
      ['a.mp4'],
    ],
    [
      'an open range of doubles',
      query('RANGE_QUERY', { fieldName: 'FrameRate', rangeFrom: 24.5 }),
      ['a.mp4', 'b.mp4'],
    ],
    ['a prefix', query('PREFIX_QUERY', { fieldName: 'Format', prefix: 'M' }), ['a.mp4', 'b.mp4', 'c.mkv']],
    [
      'a wildcard',
      query('WILDCARD_QUERY', { fieldName: 'ObjectKey', value: '?.m*' }),
      ['a.mp4', 'b.mp4', 'c.mkv'],
    ],
    [
      'a wildcard taken literally elsewhere',
      query('WILDCARD_QUERY', { fieldName: 'ObjectKey', value: 'a?mp(4' }),
      [],
    ],
    ['existence', query('EXISTS_QUERY', { fieldName: 'Height' }), ['a.mp4', 'b.mp4', 'c.mkv']],
    ['words of a text', fox, ['a.mp4', 'c.mkv']],
    ['an ideograph', query('MATCH_QUERY', { fieldName: 'Title', text: '色' }), ['c.mkv']],
    [
      'all words of a text',
      query('MATCH_QUERY', { fieldName: 'Title', text: 'quick FOX', operator: QueryOperator['AND'] }),
      ['a.mp4'],
    ],
    ['a phrase', query('MATCH_PHRASE_QUERY', { fieldName: 'Title', text: 'brown fox' }), ['a.mp4']],
    ['a phrase in another order', query('MATCH_PHRASE_QUERY', { fieldName: 'Title', text: 'fox brown' }), []],
    ['a term among the words of a text', term('Title', 'fox'), ['a.mp4', 'c.mkv']],
    ['no term of several words', term('Title', 'quick look'), []],
    [
      'terms among the words of a text',
      query('TERMS_QUERY', { fieldName: 'Title', terms: ['brown', 'look'] }),
      ['a.mp4', 'b.mp4'],
    ],
    ['a prefix of a word', query('PREFIX_QUERY', { fieldName: 'Title', prefix: 'bro' }), ['a.mp4']],
    ['a word by wildcard', query('WILDCARD_QUERY', { fieldName: 'Title', value: 'q*k' }), ['a.mp4', 'b.mp4']],
    ['a term that is part of a word, fuzzy', term('Path', 'ips/202'), ['a.mp4']],
    ['no fuzzy term of more than seven characters', term('Path', 'ips/2026'), []],
    ['part of a word, fuzzy', query('MATCH_PHRASE_QUERY', { fieldName: 'Path', text: 'ips/20' }), ['a.mp4']],
    ['must', query('BOOL_QUERY', { mustQueries: [mp4, fox] }), ['a.mp4']],
    ['must not', query('BOOL_QUERY', { mustNotQueries: [mp4] }), ['c.mkv', 'd.wav']],
    ['filter', query('BOOL_QUERY', { filterQueries: [mp4], mustNotQueries: [fox] }), ['b.mp4']],
    ['should', query('BOOL_QUERY', { shouldQueries: [mp4, fox], minimumShouldMatch: 2 }), ['a.mp4']],
    [
      'nested documents one by one',
      query('NESTED_QUERY', {
        path: 'Tracks',
        query: query('BOOL_QUERY', {
          mustQueries: [term('Tracks.Codec', 'AAC'), term('Tracks.Channels', long(6))],
        }),
      }),
      ['b.mp4'],
    ],
  ])('find %s', async (_, searched, expected) => {
    expect(await find(searched)).toEqual(expected);
  });

  it.each<[string, Record<string, unknown>, RegExp]>([
    ['an unknown field', term('Nothing', 'x'), /'Nothing' does not exist/],
    ['a field that is not indexed', term('Note', 'x'), /check if 'Index' is enabled/],
    ['text for a number', term('Height', 'high'), /'Height' is LONG/],
    [
      'a long wildcard',
      query('WILDCARD_QUERY', { fieldName: 'Format', value: '*'.repeat(33) }),
      /at most 32/,
    ],
    [
      'inner hits',
      query('NESTED_QUERY', { path: 'Tracks', query: term('Tracks.Codec', 'AAC'), innerHits: { limit: 1 } }),
      /InnerHits is not offered/,
    ],
    [
      'what is not offered',
      query('FUNCTION_SCORE_QUERY', { query: mp4, fieldValueFactor: { fieldName: 'Height' } }),
      /FunctionScoreQuery is not offered/,
    ],
  ])('are refused for %s', async (_, searched, message) => {
    const { status, message: text } = await refusal(find(searched));

    expect(status).toBe(400);
    expect(text).toMatch(message);
  });
});

describe('sorting', () => {
  const by = async (sorter: Record<string, unknown>, more: Record<string, unknown> = {}): Promise<string[]> =>
    foundKeys(await runSearch(stage, { sort: { sorters: [sorter] }, ...more }));
  const [up, down] = [SortOrder['SORT_ORDER_ASC'], SortOrder['SORT_ORDER_DESC']];

  it('puts documents without a value last in both directions', async () => {
    expect(await by({ fieldSort: { fieldName: 'Height', order: up } })).toEqual([
      'c.mkv',
      'a.mp4',
      'b.mp4',
      'd.wav',
    ]);
    expect(await by({ fieldSort: { fieldName: 'Height', order: down } })).toEqual([
      'b.mp4',
      'a.mp4',
      'c.mkv',
      'd.wav',
    ]);
  });

  it('sorts by primary key and by score', async () => {
    expect(await by({ primaryKeySort: { order: down } })).toEqual(['d.wav', 'c.mkv', 'b.mp4', 'a.mp4']);
    const fox = { query: query('MATCH_QUERY', { fieldName: 'Title', text: 'fox' }) };
    expect(await by({ scoreSort: { order: down } }, fox)).toEqual(['c.mkv', 'a.mp4']);
  });

  it('sorts by the best of nested values', async () => {
    expect((await by({ fieldSort: { fieldName: 'Tracks.Channels', order: up } })).slice(0, 2)).toEqual([
      'a.mp4',
      'b.mp4',
    ]);
  });

  it('refuses a field without sort and aggregation', async () => {
    expect((await refusal(by({ fieldSort: { fieldName: 'Title', order: up } }))).message).toMatch(
      /EnableSortAndAgg/,
    );
  });
});

describe('paging', () => {
  it('by offset and limit, with the total', async () => {
    const answer = await runSearch(stage, { offset: 1, limit: 2 });

    expect(foundKeys(answer)).toEqual(['b.mp4', 'c.mkv']);
    expect(Number(answer.totalCounts)).toBe(4);
  });

  it('by token in the order of the first page, until there is none', async () => {
    const sort = { sorters: [{ fieldSort: { fieldName: 'Height', order: SortOrder['SORT_ORDER_DESC'] } }] };
    const pages: string[][] = [];
    let answer = await runSearch(stage, { limit: 1, sort });
    pages.push(foundKeys(answer));
    while (answer.nextToken?.length) {
      answer = await runSearch(stage, { limit: 1, token: answer.nextToken });
      pages.push(foundKeys(answer));
    }

    expect(pages).toEqual([['b.mp4'], ['a.mp4'], ['c.mkv'], ['d.wav']]);
  });

  it('tells a total only when asked, and takes a limit of 0', async () => {
    const answer = await runSearch(stage, { limit: 0, getTotalCount: false });

    expect(answer.totalCounts).toBeUndefined();
    expect(answer.rows).toEqual([]);
  });

  it('refuses pages that are too large, and tokens that are not its own', async () => {
    const all = { returnType: ColumnReturnType['RETURN_ALL'] };

    expect((await refusal(runSearch(stage, { limit: 101 }, all))).message).toMatch(/\[0, 100\]/);
    expect((await refusal(runSearch(stage, { token: Buffer.from('{}') }))).message).toBe('Invalid token.');
  });
});

describe('columns', () => {
  const columnsOf = async (columnToGet: Record<string, unknown>): Promise<Record<string, unknown>> => {
    const answer: Answer = await runSearch(stage, { limit: 1 }, columnToGet);
    return attributes(answer.rows[0]);
  };

  it.each<[string, Record<string, unknown>, string[]]>([
    ['none', { returnType: ColumnReturnType['RETURN_NONE'] }, []],
    [
      'those named',
      { returnType: ColumnReturnType['RETURN_SPECIFIED'], returnNames: ['Format', 'Height'] },
      ['Format', 'Height'],
    ],
    [
      'all',
      { returnType: ColumnReturnType['RETURN_ALL'] },
      ['Format', 'FrameRate', 'Height', 'Interlaced', 'Languages', 'Path', 'Title', 'Tracks'],
    ],
  ])('returns %s', async (_, selection, expected) => {
    expect(Object.keys(await columnsOf(selection))).toEqual(expected);
  });
});
