import fc from 'fast-check';
import { matchesWildcard } from 'ros-template-check';
import { matchesResource } from '../../src/ram/resource-name';

/** The definition of wildcards, slow and recursive. */
function reference(pattern: string, text: string): boolean {
  if (pattern === '') return text === '';
  const [head, rest] = [pattern[0], pattern.slice(1)];
  if (head === '*') return reference(rest, text) || (text !== '' && reference(pattern, text.slice(1)));
  return text !== '' && (head === '?' || head === text[0]) && reference(rest, text.slice(1));
}

describe('matchesWildcard', () => {
  it('agrees with the definition for every pattern', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 9 });
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*', '?'), maxLength: 7 });
    fc.assert(
      fc.property(
        pattern,
        text,
        (wanted, given) => matchesWildcard(wanted, given) === reference(wanted, given),
      ),
      { numRuns: 3_000 },
    );
  });

  it('takes characters of regular expressions for themselves', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('.', '(', '[', '\\', '+', '$', 'a') }), (s) =>
        matchesWildcard(s, s),
      ),
    );
    expect(matchesWildcard('a.c', 'abc')).toBe(false);
  });

  it('ends quickly on many stars', () => {
    expect(matchesWildcard(`${'*a'.repeat(2_000)}b`, 'a'.repeat(4_000))).toBe(false);
  });
});

describe('matchesResource', () => {
  const object = 'acs:oss:cn-hangzhou:1234:source/2026/a:b.mp4';

  it.each([
    ['*', true],
    ['acs:oss:*:*:source/*', true],
    ['acs:oss:cn-hangzhou:1234:source/2026/a:b.mp4', true],
    ['acs:oss:cn-*:12?4:source/*', true],
    ['acs:*:*:*:*', true],
    ['acs:oss:*:*:source', false],
    ['acs:oss:*:*:SAMPLES/*', false],
    ['acs:oss:cn-beijing:*:source/*', false],
    ['acs:oss:*:9999:source/*', false],
    ['acs:ots:*:*:source/*', false],
    // A star stays within its segment.
    ['acs:oss:*:source/2026/*', false],
    ['acs:oss::1234:source/*', false],
  ])('%s covers the object: %s', (pattern, expected) => {
    expect(matchesResource(pattern, object)).toBe(expected);
  });

  it('matches the empty region of global resources', () => {
    expect(matchesResource('acs:ram::1234:role/*', 'acs:ram::1234:role/reader')).toBe(true);
    expect(matchesResource('acs:ram:*:1234:role/*', 'acs:ram::1234:role/reader')).toBe(true);
  });
});
