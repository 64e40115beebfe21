import { licenceNotices } from '../../../lib/code-package/notices';

describe('licenceNotices', () => {
  it('holds the licence of each package once, in order, and nothing of our own code', () => {
    const notices = licenceNotices([
      'node_modules/fflate/esm/index.mjs',
      'node_modules/@fastify/busboy/lib/main.js',
      'functions/extract/index.ts',
      'node_modules/fast-xml-parser/src/fxp.js',
      'node_modules/fast-xml-parser/src/util.js',
    ]);

    expect(notices.match(/^\S+ [\d.]+ \(.+\)$/gm)).toEqual([
      expect.stringMatching(/^@fastify\/busboy /),
      expect.stringMatching(/^fast-xml-parser /),
      expect.stringMatching(/^fflate /),
    ]);
    expect(notices).toContain('Permission is hereby granted');
  });

  it('is empty for a bundle without packages', () => {
    expect(licenceNotices(['functions/extract/index.ts'])).toBe('');
  });
});
