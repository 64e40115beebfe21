import { FIXED_PROPERTIES, RESOURCE_TYPES } from 'ros-template-check';
import { resourceTypes } from '../../src';
import { standardProviders } from '../../src/ros/resources';

it('knows the types that the template check knows, with the same attributes', () => {
  const sorted = (entries: (readonly [string, readonly string[]])[]) =>
    Object.fromEntries(entries.map(([type, names]) => [type, [...names].sort()]));
  expect(sorted(Object.entries(resourceTypes()))).toEqual(
    sorted(Object.entries(RESOURCE_TYPES).map(([type, { attributes }]) => [type, attributes])),
  );
});

it('knows as the template check does which properties are never changed', () => {
  const providers = standardProviders({} as Parameters<typeof standardProviders>[0]);
  for (const [type, fixed] of Object.entries(FIXED_PROPERTIES)) {
    const provider = providers.get(type);
    // The check may know a type that does not run here.
    if (!provider) continue;
    const whole = fixed.filter((property) => !property.includes('.'));
    expect([type, whole.filter((property) => provider.updatable.includes(property))]).toEqual([type, []]);
    const required = RESOURCE_TYPES[type]!.required.filter((name) => !provider.updatable.includes(name));
    expect([type, required.filter((property) => !whole.includes(property))]).toEqual([type, []]);
  }
});
