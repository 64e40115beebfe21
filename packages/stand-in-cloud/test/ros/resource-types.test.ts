import { RESOURCE_TYPES } from 'ros-template-check';
import { resourceTypes } from '../../src';

it('knows the types that the template check knows, with the same attributes', () => {
  const sorted = (entries: (readonly [string, readonly string[]])[]) =>
    Object.fromEntries(entries.map(([type, names]) => [type, [...names].sort()]));
  expect(sorted(Object.entries(resourceTypes()))).toEqual(
    sorted(Object.entries(RESOURCE_TYPES).map(([type, { attributes }]) => [type, attributes])),
  );
});
