import { triggerOperations } from '../http/triggers';
import { readTrigger } from './http-forms';
import { checkQuery, PAGE } from './http-query';
import { viewOfTrigger } from './http-views';

export const triggers = triggerOperations({
  nameOf: ({ fn = '' }) => ({ fn }),
  resourceOf: ({ fn = '' }) => `functions/${fn}`,
  read: readTrigger,
  view: viewOfTrigger,
  checkList: (query) => checkQuery(query, PAGE),
});
