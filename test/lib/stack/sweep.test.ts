import { isDeepStrictEqual } from 'node:util';
import { LOG_FIELDS, SWEEP_LOG_FIELDS } from '../../../contract/log-fields';
import { hashMask } from '../../setup/mask-hashes';
import { readable } from '../support/readable';
import { properties, synthesizeTemplate } from '../support/synthesized';

expect.addSnapshotSerializer(hashMask);

/** What a part of a template has that another has not, or has differently. */
const differing = (part: Record<string, unknown>, other: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(part).filter(([id, one]) => !isDeepStrictEqual(one, other[id])));

it.each([2, 3])('is what was reviewed, where it differs, in Function Compute %i', (functionCompute) => {
  const swept = synthesizeTemplate({ functionCompute, sweep: 'daily' });
  const without = synthesizeTemplate({ functionCompute });

  // The index has its own test.
  const { LogIndex, ...Resources } = differing(swept.Resources, without.Resources);
  expect(LogIndex).toBeDefined();
  expect(readable(Resources)).toMatchSnapshot();
  expect(differing(swept.Outputs, without.Outputs)).toEqual({
    Sweep: expect.objectContaining({ Value: 'daily' }),
  });
  // Nothing goes away.
  expect(Object.keys(without.Resources).filter((id) => !swept.Resources[id])).toEqual([]);
});

it('has the fields of its lines found in the log', () => {
  const fieldsOf = (context: object) => {
    const indices = properties('LogIndex', { ...context })['KeyIndices'] as {
      Name: string;
      JsonKeyIndices: { Name: string }[];
    }[];
    return indices.find(({ Name }) => Name === 'message')!.JsonKeyIndices.map(({ Name }) => Name);
  };
  expect(fieldsOf({})).toEqual(Object.keys(LOG_FIELDS));
  expect(fieldsOf({ sweep: 'daily' })).toEqual([
    ...Object.keys(LOG_FIELDS),
    ...Object.keys(SWEEP_LOG_FIELDS),
  ]);
});

it('stays with its instance', () => {
  expect(
    synthesizeTemplate({ sweep: 'daily', removal: 'retain' }).Resources['SweepStateTable'],
  ).toMatchObject({
    DeletionPolicy: 'Retain',
  });
});

it('is off by itself', () => {
  expect(synthesizeTemplate({ sweep: 'off' })).toEqual(synthesizeTemplate());
});

it('tells the function, and it alone, which keys of the bucket get rows', () => {
  const context = { sweep: 'weekly', prefix: 'in/', suffix: '.mp4' };
  expect(properties('ExtractFunction', context)['EnvironmentVariables']).toMatchObject({
    SWEEP: 'weekly',
    SWEEP_PREFIX: 'in/',
    SWEEP_SUFFIX: '.mp4',
  });
  expect(properties('FailureFunction', context)).toEqual(properties('FailureFunction'));
});

it('has no trigger without functions', () => {
  const { Resources } = synthesizeTemplate({ sweep: 'daily', functions: false });
  expect(Resources).not.toHaveProperty('SweepTimer');
});
