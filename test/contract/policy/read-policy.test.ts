import fc from 'fast-check';
import { PolicyError } from '../../../contract/policy/policy-error';
import { readPolicy } from '../../../contract/policy/read-policy';

const messageOf = (text: string): string => {
  try {
    readPolicy(text, 'p');
  } catch (error) {
    if (error instanceof PolicyError) return error.message;
    throw error;
  }
  throw new Error('It was read.');
};

describe('hostile and broken XML', () => {
  it.each([
    [
      'a document type',
      '<!DOCTYPE p [<!ENTITY a "b">]>\n<policy/>',
      'p:1:1: A policy must have no document type',
    ],
    [
      'an entity',
      '<policy>\n  &a;</policy>',
      'p:2:5: A policy is not well-formed XML: Invalid character entity',
    ],
    [
      'entities in one another',
      '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><policy name="&b;"/>',
      'p:1:22: A policy must have no document type',
    ],
    [
      'an attribute that the parser itself asks',
      '<policy>\n<rule hasOwnProperty="" value=""/></policy>',
      "p:2:1: A policy must have no attribute 'hasOwnProperty'",
    ],
    [
      'a processing instruction',
      '<policy><?php x?></policy>',
      'p:1:9: A policy must have no processing instruction',
    ],
    [
      'an end that is missing',
      '<policy>\n<rule>',
      'p:2:6: A policy is not well-formed XML: Unclosed root tag',
    ],
    ['depth', '<policy>'.repeat(51), 'p:1:401: A policy must be at most 50 elements deep'],
    ['elements', `<policy>${'<tag/>'.repeat(10_000)}</policy>`, 'A policy must have at most 10000 elements'],
    [
      'size',
      `<policy>${' '.repeat(1_000_000)}</policy>`,
      'A policy must have at most 1000000 characters, 1000017 given',
    ],
    ['another document', '<html/>', 'p:1:1: <policy> is expected here, <html> given'],
    [
      'another element',
      '<policy>\n\n  <ruel/></policy>',
      'p:3:3: <policy>, <rule>, <description> or <tag> is expected here',
    ],
  ])('refuses %s, with the place', (_, text, message) => {
    expect(messageOf(text)).toContain(message);
  });

  it.each([
    ['type="xor"', '', "p:1:1: The type of a policy must be 'and' or 'or', 'xor' given."],
    ['level="error"', '', "p:1:1: A level must be info, warn, fail, 'error' given."],
    ['', '<rule value="Format"/>', "A <rule> must have a 'tracktype'"],
    ['', '<rule tracktype="Video"/>', "A <rule> must have a 'value'"],
    ['', '<rule tracktype="Video" value="/a"/>', "names of fields joined by '/'"],
    ['', `<rule tracktype="Video" value="a[b='c']"/>`, "names of fields joined by '/'"],
    ['', '<rule tracktype="Video" value="a" occurrence="0"/>', "a number from 1, *, any or all, '0' given"],
    ['', '<rule tracktype="Video" value="a" operator="=="/>', "'==' given"],
    [
      '',
      '<rule tracktype="Video" value="a" scope="x"/>',
      "The scope of a rule must be mi or mmt, 'x' given.",
    ],
    [
      '',
      '<rule tracktype="Video" value="a" operator="="><b/></rule>',
      'A rule holds a text, or one <source>.',
    ],
  ])('refuses what no rule means: %s%s', (attributes, inside, message) => {
    expect(messageOf(`<policy ${attributes}>${inside}</policy>`)).toContain(message);
  });

  it('marks the place below the line, also behind wide characters', () => {
    expect(messageOf('must 北京: Width=1')).toBe(
      [
        "p:1:10: There is no column 'Width'. Did you mean VideoWidth or VideoDisplayWidth or ImageWidth?",
        '  must 北京: Width=1',
        '       \u3000\u3000  ^^^^^',
      ].join('\n'),
    );
  });

  it('reads any text or refuses it with a place, and does neither slowly nor otherwise', () => {
    const piece = fc.constantFrom(
      '<policy>',
      '</policy>',
      '<rule ',
      'value="',
      '"',
      '>',
      '&lt;',
      '&#0;',
      '<![CDATA[',
      ']]>',
      '\n',
      'must a: ',
      'Size>1',
      '<!--',
      '__proto__="1" ',
      '\u0000',
      '"',
      "'",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        try {
          readPolicy(pieces.join(''), 'p');
        } catch (error) {
          expect(error).toBeInstanceOf(PolicyError);
          expect((error as Error).message).toMatch(/^p:\d+:\d+: /);
        }
      }),
    );
  });
});

describe('rules in the language of find', () => {
  it('has levels, names, comments and lines that go on', () => {
    const { name, root } = readPolicy(
      [
        '# A comment',
        'name: Web',
        'description:  more',
        '  words',
        '',
        'must 4:2:2 only: VideoWidth>1',
        '# between',
        '  and Size<2GB',
        'should: has Title',
        'note x : no Role',
      ].join('\r\n'),
      'web.policy',
    );
    expect([name, root.description]).toEqual(['Web', 'more words']);
    expect(root.rules).toEqual([
      expect.objectContaining({
        name: '4:2:2 only',
        level: 'fail',
        test: expect.objectContaining({ text: 'VideoWidth>1 and Size<2GB' }),
      }),
      expect.objectContaining({ name: 'has Title', level: 'warn' }),
      expect.objectContaining({ name: 'x', level: 'info' }),
    ]);
  });

  it('takes no longer for a line of nothing but blanks', () => {
    expect(messageOf(`must${' '.repeat(100_000)}x`)).toContain(
      "p:1:1: A ':' with a blank after it is missing",
    );
  });

  it.each([
    ['  must a: has Title', 'p:1:1: The first line must not be indented.'],
    ['nonsense', "p:1:1: 'must NAME: QUERY'"],
    ['must a:Size>1', "p:1:1: A ':' with a blank after it is missing"],
    [
      'name: x\nmust VideoFormat = AVC',
      "p:2:1: A ':' with a blank after it is missing between the rule's name",
    ],
    ['must', "p:1:1: A ':' with a blank"],
    ['Must a: has Title', 'is expected here. Did you mean must?'],
    ['shoud a: has Title', 'is expected here. Did you mean should?'],
    ['Name: x', 'is expected here. Did you mean name?'],
    [
      'name: x\n\nmust a: has Title\nshould b: has Title\nnote a: Size>1',
      "p:5:1: Line 3 has a rule 'a' already, and a verdict tells rules by their names: give this one another.",
    ],
    ['must: has  Title\nmust: has Title', "Line 1 has a rule 'has Title' already"],
    ['must a:', 'p:1:8: A query is expected after the colon.'],
    ['name: x', 'p:1:1: A policy must have a rule'],
    ['must a: has Title\nmust b: Size>1 and\n  has Titel', "p:3:7: There is no column 'Titel'."],
    ['must a: LastModified>-7d', "p:1:22: 'LastModified' is a time, and must mean the same at any time"],
    ['must a: LastModified>today', 'must mean the same at any time'],
    ['must a: PolicyName=x', "p:1:9: A policy cannot ask for 'PolicyName', which policies write."],
  ])('refuses %j, with the place', (text, message) => {
    expect(messageOf(text)).toContain(message);
  });

  it('is another policy when its text is another, and only then', () => {
    const hash = (text: string): string => readPolicy(text, 'a').hash;
    expect(hash('must a: has Title')).toBe(hash('must a: has Title'));
    expect(hash('must a: has Title')).not.toBe(hash('must b: has Title'));
    expect(readPolicy('must a: has Title', 'dir/web.v2.policy').name).toBe('web.v2');
  });
});
