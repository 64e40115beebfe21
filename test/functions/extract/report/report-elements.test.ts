import fc from 'fast-check';
import {
  type ReportElement,
  reportElements,
  unescaped,
} from '../../../../functions/extract/report/report-elements';

const xmlOf = ({ name, attributes, text, children }: ReportElement): string =>
  `<${name}${attributes}>${text}${children.map(xmlOf).join('\n')}</${name}>`;

const element = fc.letrec<{ one: ReportElement }>((tie) => ({
  one: fc.record({
    name: fc.stringMatching(/^[A-Za-z_][\w.-]{0,12}$/),
    attributes: fc.constantFrom('', ' type="Video"', '\n    version="2.0" ref="a/b"'),
    text: fc.string().map((text) => text.replaceAll('<', '&lt;')),
    children: fc.oneof(
      { maxDepth: 4 },
      fc.constant<ReportElement[]>([]),
      fc.array(tie('one'), { maxLength: 4 }),
    ),
  }),
})).one;

const inReport = (xml: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<!-- a remark -->\n<MediaInfo>${xml}</MediaInfo>\n\n`;

describe('reportElements', () => {
  it('finds every element, with its text, in its place', () => {
    fc.assert(
      fc.property(fc.array(element, { maxLength: 5 }), (elements) => {
        const [root] = reportElements(inReport(elements.map(xmlOf).join(''))).children;
        const plain = (one: ReportElement): unknown => [
          one.name,
          one.attributes,
          one.text.trim(),
          one.children.map(plain),
        ];
        expect(root!.children.map(plain)).toEqual(elements.map(plain));
      }),
    );
  });

  it('knows elements without an inside', () => {
    const [root] = reportElements(inReport('<a b="c"/>text<d/><e>f</e>')).children;
    expect(root!.children).toEqual([
      { name: 'a', attributes: ' b="c"', text: '', children: [] },
      { name: 'd', attributes: '', text: '', children: [] },
      { name: 'e', attributes: '', text: 'f', children: [] },
    ]);
  });

  it.each([
    ['<a><b></a></b>', 'the element that is open must end, </a> given'],
    ['</MediaInfo></a>', 'the element that is open must end, </a> given'],
    ['<a>', 'the element that is open must end, </MediaInfo> given'],
  ])('refuses what is not closed as it was opened: %s', (xml, reason) => {
    expect(() => reportElements(inReport(xml))).toThrow(`Report: ${reason}.`);
  });

  it('refuses what is cut off', () => {
    expect(() => reportElements('<MediaInfo><media')).toThrow('Report: a tag must have an end.');
    expect(() => reportElements('<MediaInfo><media>')).toThrow('Report: </media> must be there.');
  });

  it('refuses what is deeper than any report', () => {
    const nested = (depth: number): string => inReport(`${'<a>'.repeat(depth)}${'</a>'.repeat(depth)}`);
    expect(reportElements(nested(98)).children).toHaveLength(1);
    expect(() => reportElements(nested(99))).toThrow(
      'Report: at most 100 elements may be inside one another.',
    );
  });

  it('reads a text of ten million tags that never end at once', () => {
    expect(() => reportElements(`<MediaInfo>${'<'.repeat(10_000_000)}`)).toThrow('must have an end');
  });
});

describe('unescaped', () => {
  it.each([
    ['a &lt;b&gt; &amp;amp; &quot;c&quot; &apos;', 'a <b> &amp; "c" \''],
    ['a&#9;b&#x1F600;', 'a\tb\u{1F600}'],
    ['&foo; & &#99999999; &#x110000; &constructor;', '&foo; & &#99999999; &#x110000; &constructor;'],
  ])('%s', (escaped, text) => {
    expect(unescaped(escaped)).toBe(text);
  });
});
