import type { Grant } from './cloud-role';
import type { ResourceArns } from './resource-arns';

/** What both functions may do with rows, and with the event bus that gets an event for each row. */
export function rowGrants({ table, newsBus }: ResourceArns): Grant[] {
  // A row is read before it is replaced conditionally, and deleted when its object is gone.
  const actions = ['ots:GetRow', 'ots:PutRow', 'ots:DeleteRow'];
  if (!newsBus) return [{ actions, resources: [table] }];
  return [
    // A row is marked when its event was taken.
    { actions: [...actions, 'ots:UpdateRow'], resources: [table] },
    { actions: ['eventbridge:PutEvents'], resources: [newsBus] },
  ];
}
