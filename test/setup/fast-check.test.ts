import fc from 'fast-check';

it('every property begins with the seed of the whole run, so that a build fails only for a change', () => {
  const seed = Number(process.env['SEED'] ?? 20_261_126);

  expect(fc.readConfigureGlobal().seed).toBe(seed);
  expect(fc.check(fc.property(fc.integer(), () => true)).seed).toBe(seed);
});
