import { triggerOperations } from '../http/triggers';
import { readTrigger } from './http-forms';
import { viewOfTrigger } from './http-views';

export const triggers = triggerOperations({
  nameOf: ({ service = '', fn = '' }) => ({ service, fn }),
  resourceOf: ({ service = '', fn = '' }) => `services/${service}/functions/${fn}`,
  read: readTrigger,
  view: (_fc, trigger) => viewOfTrigger(trigger),
});
