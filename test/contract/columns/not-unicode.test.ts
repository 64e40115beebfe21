import { isMisread, misreadFields } from '../../../contract/columns/not-unicode';

/** As MediaInfo prints a text of these bytes that is not marked as Unicode: Latin-1, without its control characters. */
const read = (hex: string): string =>
  Buffer.from(hex, 'hex')
    .toString('latin1')
    .replace(/[\u0080-\u009f]/g, '\ufffd');

describe('a text that was not Unicode', () => {
  it.each([
    ['GBK, 忽然之间', 'baf6c8bbd6aebce4'],
    ['GBK, 莫文蔚', 'c4aacec4ceb5'],
    ['GBK in ASCII, Live 忽然之间 (2020)', '4c69766520baf6c8bbd6aebce4202832303230 29'.replaceAll(' ', '')],
    ['GBK beyond GB 2312, 镕', 'e946'.replace('e946', '9d46')],
    ['Shift JIS, 夜空', '96e98bf3'],
    ['EUC-KR, 사랑했지만', 'bbe7b6fbc7dfc1f6b8b8'],
    ['Windows-1251, Катюша', 'cae0f2fef8e0'],
    ['Windows-1251, РУСЛАНОВА', 'd0d3d1cbc0cdcec2c0'],
    ['Windows-1252, Don’t', '446f6e9274'],
    ['UTF-8, 北京', 'e58c97e4baac'],
    ['UTF-8, café', '636166c3a9'],
  ])('is told: %s', (_, hex) => {
    expect(isMisread(read(hex))).toBe(true);
  });

  it.each([
    [
      'Für Élise',
      'Zoë & André',
      'ñandú',
      'Björk Guðmundsdóttir',
      'Ísafjörður',
      'Ægir',
      'naïve façade',
      'Ångström',
    ],
    [
      'jäääär',
      'töööö',
      'hääyöaie',
      'víðáttan',
      'créée',
      'CRÉÉE',
      'ÄÄÄÄÄÄÄH',
      'ÀÉÈÊ',
      'süßöl',
      'ação',
      'AMANHÃ',
    ],
    [
      '«Été»',
      '«ÉÉ»',
      '¿Él?',
      '¡Óyeme!',
      'Nº 5',
      '25°',
      '© 1999 Éditions',
      'Ré¯',
      '½ Tag',
      'x² + y³',
      '±5 µm',
      '100 £',
    ],
    ['¸.·´¯`·.¸¸.·´', '¨°º¤ø,¸¸,ø¤º°`°º¤ø', '°°°°°°', '»»»» Él ««««', '········', '¤¤¤¤'],
    ['北京', 'Катюша', 'ليلى', '사랑', 'Ünïcode', '🎬 café', 'plain', ''],
    ['São Paulo — Brasília', 'Łódź', 'İstanbul', '“quotes” and ’', 'IRMû'],
  ])('is not told of what may well be one: %s, %s, …', (...texts) => {
    expect(texts.filter(isMisread)).toEqual([]);
  });

  it('is named by its fields, each once, wherever it stands; the object’s own name is Unicode', () => {
    const bad = read('baf6c8bbd6aebce4');
    const fields = (...list: [string, string][]) => new Map(list);
    expect(
      misreadFields([
        {
          type: 'General',
          fields: fields(
            ['FileName', bad],
            ['Title', bad],
            ['Album', 'Zoë'],
            ['Track', bad],
            ['extra.comment', read('cae0f2fef8e0')],
          ),
        },
        {
          type: 'Audio',
          fields: fields(
            ['Title', bad],
            ['Language', 'de'],
            ['Format', '\ufffd'],
            ['Encoded_Date', '\ufffd'],
          ),
        },
      ]),
    ).toEqual(['Title', 'comment']);
    expect(misreadFields([])).toEqual([]);
  });
});
