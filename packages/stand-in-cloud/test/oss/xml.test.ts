import fc from 'fast-check';
import { children, leaf, parseXml } from '../../src/oss/xml';

describe('documents of requests', () => {
  it('give back any key that the answers can write', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2 }), (keys) => {
        const text = `<Delete>${keys.map((key) => leaf('Key', key)).join('')}</Delete>`;
        expect(children(parseXml(text, 'Delete'), 'Key')).toEqual(keys);
      }),
    );
  });

  it('escape what would be markup, and no more', () => {
    expect(leaf('ETag', '"A\'<&>\n"')).toBe('<ETag>"A\'&lt;&amp;&gt;&#10;"</ETag>');
  });

  it('may be indented, and refer to characters by number', () => {
    const text =
      '<?xml version="1.0"?>\n<Delete>\n  <!-- two -->\n  <Key>a&#x1F600;&#1;&amp;lt;</Key>\n</Delete>\n';
    expect(parseXml(text, 'Delete')['Key']).toBe('a\u{1f600}\u0001&lt;');
  });

  it.each([
    '<Delete>&nbsp;</Delete>',
    '<Delete>a & b</Delete>',
    '<Delete>&constructor;</Delete>',
    '<!DOCTYPE x><Delete/>',
    '<Delete><Key></Delete>',
    'text',
  ])('are refused: %s', (text) => {
    expect(() => parseXml(text, 'Delete')).toThrow(expect.objectContaining({ code: 'MalformedXML' }));
  });
});
