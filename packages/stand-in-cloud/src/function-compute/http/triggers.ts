import type { FunctionCompute } from '../function-compute';
import type { FunctionName } from '../function-name';
import type { TriggerRecord } from '../registry';
import type { TriggerOptions } from '../service';
import { DELETED, type FcRequest, type FcResponse, json, type Names } from './messages';
import { page } from './page';

/** What differs in the operations on triggers. */
interface TriggerApi {
  nameOf(names: Names): FunctionName;
  /** What follows the account in the ARN of the function. */
  resourceOf(names: Names): string;
  /** @param current what is changed; undefined for a new trigger */
  read(body: Buffer, current?: TriggerOptions): { name: string | undefined; options: TriggerOptions };
  view(fc: FunctionCompute, trigger: TriggerRecord): object;
  /** @throws FcError for a parameter of a list that has no effect */
  checkList?(query: URLSearchParams): void;
}

/** Operations that list, make, tell, change and delete the triggers of a function. */
export function triggerOperations({ nameOf, resourceOf, read, view, checkList }: TriggerApi) {
  function authorize(
    fc: FunctionCompute,
    { caller }: FcRequest,
    names: Names,
    verb: string,
    name: string,
  ): void {
    fc.authorize(caller, `fc:${verb}`, `${resourceOf(names)}/triggers/${name}`);
  }
  const found = (fc: FunctionCompute, names: Names, name = names['trigger'] ?? ''): TriggerRecord =>
    fc.registry.trigger(nameOf(names), name);

  return {
    listTriggers(fc: FunctionCompute, request: FcRequest, names: Names): FcResponse {
      const { query } = request;
      authorize(fc, request, names, 'ListTriggers', '*');
      checkList?.(query);
      const all = [...fc.registry.fn(nameOf(names)).triggers.values()];
      return page(
        'triggers',
        all,
        (trigger) => view(fc, trigger),
        query,
        ({ name }) => name,
      );
    },
    async createTrigger(fc: FunctionCompute, request: FcRequest, names: Names): Promise<FcResponse> {
      const { name = '', options } = read(request.body);
      authorize(fc, request, names, 'CreateTrigger', name);
      fc.authorizeRole(request.caller, options.invocationRole);
      await fc.createTrigger(nameOf(names), name, options);
      return json(view(fc, found(fc, names, name)));
    },
    getTrigger(fc: FunctionCompute, request: FcRequest, names: Names): FcResponse {
      authorize(fc, request, names, 'GetTrigger', names['trigger'] ?? '');
      return json(view(fc, found(fc, names)));
    },
    async updateTrigger(fc: FunctionCompute, request: FcRequest, names: Names): Promise<FcResponse> {
      const { trigger = '' } = names;
      authorize(fc, request, names, 'UpdateTrigger', trigger);
      const current = found(fc, names).options;
      const { options } = read(request.body, current);
      if (options.invocationRole !== current.invocationRole) {
        fc.authorizeRole(request.caller, options.invocationRole);
      }
      await fc.updateTrigger(nameOf(names), trigger, options);
      return json(view(fc, found(fc, names)));
    },
    async deleteTrigger(fc: FunctionCompute, request: FcRequest, names: Names): Promise<FcResponse> {
      const { trigger = '' } = names;
      authorize(fc, request, names, 'DeleteTrigger', trigger);
      await fc.deleteTrigger(nameOf(names), trigger);
      return DELETED;
    },
  };
}
