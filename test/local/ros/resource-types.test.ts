import { RESOURCE_TYPES } from 'ros-template-check';
import { type Services, standardProviders } from '../../../local/ros/resources';

it('knows the types that the stand-in cloud runs, with the same attributes', () => {
  // No service is asked before something is deployed.
  const run = [...standardProviders({} as Services)].map(([type, { attributes }]) => [type, attributes]);
  const sorted = (entries: (readonly [unknown, unknown])[]) =>
    Object.fromEntries(entries.map(([type, names]) => [type, [...(names as string[])].sort()]));
  expect(sorted(run as [unknown, unknown][])).toEqual(
    sorted(Object.entries(RESOURCE_TYPES).map(([type, { attributes }]) => [type, attributes])),
  );
});
