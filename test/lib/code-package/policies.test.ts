import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import { CodePackageError } from '../../../lib/code-package';
import { addToZip } from '../../../lib/code-package/add-to-zip';
import { codeWithPolicies } from '../../../lib/code-package/code-with-policies';
import type { SettingsError } from '../../../lib/settings';
import { withDirectory } from '../support/synthesized';

const FILES = { 'index.js': Buffer.from('code'), 'mediainfo/bin/mediainfo': Buffer.alloc(70_000, 'x') };
const ZIP = Buffer.from(zipSync(FILES));

describe('a file more in a zip', () => {
  it('stands beside the others, whose bytes stay as they are', () => {
    const zip = addToZip(ZIP, 'policies.json', Buffer.from('[1]'));
    const files = unzipSync(zip);
    expect(Object.keys(files)).toEqual([...Object.keys(FILES), 'policies.json']);
    expect(Buffer.from(files['mediainfo/bin/mediainfo']!)).toEqual(FILES['mediainfo/bin/mediainfo']);
    expect(Buffer.from(files['policies.json']!).toString()).toBe('[1]');
    expect(addToZip(ZIP, 'policies.json', Buffer.from('[1]'))).toEqual(zip);
  });

  it('may come after a comment at the end of the zip', () => {
    const comment = Buffer.from('made by somebody');
    const commented = Buffer.concat([ZIP, comment]);
    commented.writeUInt16LE(comment.length, ZIP.length - 2);
    expect(Object.keys(unzipSync(addToZip(commented, 'a', Buffer.from('b'))))).toContain('a');
  });

  it('is refused where it is there already, and where there is no zip', () => {
    expect(() => addToZip(ZIP, 'index.js', Buffer.alloc(0))).toThrow(
      "Code package: the zip must not hold 'index.js' already.",
    );
    expect(() => addToZip(Buffer.from('no zip'), 'a', Buffer.alloc(0))).toThrow(CodePackageError);
  });
});

describe('policies of the settings', () => {
  const withFiles = <T>(
    files: Record<string, string>,
    use: (at: (name: string) => string, zip: string) => T,
  ): T =>
    withDirectory((directory) => {
      mkdirSync(directory, { recursive: true });
      for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
      const zip = join(directory, 'code.zip');
      writeFileSync(zip, ZIP);
      return use((name) => join(directory, name), zip);
    });

  it('travel in the code package as they were read, by their prefix', () => {
    withFiles({ 'a.policy': 'must A: has Title', 'b.xml': '<policy name="B"/>' }, (at, path) => {
      const code = { path, sha256: 'c0de', mediaInfoVersion: '26.10' };
      const files = { 'in/': at('a.policy'), '': at('b.xml') };
      const { zip, policies } = codeWithPolicies(code, files);
      expect(zip.sha256).not.toBe(code.sha256);
      expect(zip.mediaInfoVersion).toBe('26.10');
      const packed = JSON.parse(Buffer.from(unzipSync(readFileSync(zip.path))['policies.json']!).toString());
      expect(packed).toMatchObject([
        { prefix: '', policy: { name: 'B' } },
        { prefix: 'in/', policy: { name: 'a', root: { rules: [{ name: 'A', level: 'fail' }] } } },
      ]);
      expect(policies).toEqual(
        packed.map(({ prefix, policy }: { prefix: string; policy: { hash: string } }) => ({
          prefix,
          policy: policy.hash,
        })),
      );
      // In another order of the settings, the same bytes.
      expect(codeWithPolicies(code, Object.fromEntries(Object.entries(files).reverse())).zip.sha256).toBe(
        zip.sha256,
      );
    });
  });

  it('leave the code package alone when there are none', () => {
    const code = { path: '/nowhere.zip', sha256: 'c0de' };
    expect(codeWithPolicies(code, {})).toEqual({ zip: code, policies: [] });
  });

  it('are refused with everything that is wrong, by file and place', () => {
    withFiles({ 'a.policy': 'must A: Titel=1', 'b.xml': '<policy>' }, (at, path) => {
      const files = { 'a/': at('a.policy'), 'b/': at('b.xml'), 'c/': at('missing') };
      let violations: string[] = [];
      try {
        codeWithPolicies({ path, sha256: 'c0de' }, files);
      } catch (error) {
        violations = (error as SettingsError).violations;
      }
      expect(violations).toEqual([
        expect.stringMatching(
          /^Invalid policy for keys that begin with 'a\/': .*a\.policy:1:9: There is no column 'Titel'/,
        ),
        expect.stringMatching(
          /^Invalid policy for keys that begin with 'b\/': .*b\.xml:1:8: A policy is not well-formed XML/,
        ),
        expect.stringMatching(
          /^Invalid policy for keys that begin with 'c\/': '.*missing' must be a file that can be read \(ENOENT\)$/,
        ),
      ]);
    });
  });
});
