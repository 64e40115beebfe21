import { ApiError } from '../gateway/errors';
import { Inputs } from '../gateway/inputs';
import { type ApiCall, type ApiServerOptions, serveApi } from '../gateway/server';
import type { LoopbackServer } from '../loopback';
import { type QuotaLimits, quotasOf } from './quotas';

interface QuotaServerOptions extends ApiServerOptions {
  region: string;
  tablestore: { readonly instanceCount: number };
  limits?: QuotaLimits | undefined;
}

const PARAMETERS = ['ProductCode', 'Dimensions', 'MaxResults', 'NextToken'];

/** Serves `ListProductQuotas` of Quota Center on loopback. Codes and names of the quotas are this stand-in's own. */
export async function serveQuotas({
  region,
  tablestore,
  limits,
  ...options
}: QuotaServerOptions): Promise<LoopbackServer> {
  const { authority } = options;
  const handle = ({ action, caller, parameters }: ApiCall) => {
    if (action !== 'ListProductQuotas') {
      throw new ApiError('InvalidAction.NotFound', `Specified api is not found: '${action}'.`);
    }
    if (!authority.isAllowed(caller, 'quotas:ListProductQuotas', `acs:quotas:*:${authority.accountId}:*`)) {
      throw new ApiError('NoPermission', 'You are not authorized to do quotas:ListProductQuotas.');
    }
    const inputs = new Inputs(parameters, PARAMETERS);
    const product = inputs.required('ProductCode');
    const found = quotasOf(limits, { tablestoreInstances: tablestore.instanceCount }).filter(
      ({ productCode }) => productCode === product,
    );
    return {
      TotalCount: found.length,
      Quotas: found.map(({ productCode, actionCode, name, unit, total, used }) => ({
        ProductCode: productCode,
        QuotaActionCode: actionCode,
        QuotaName: name,
        QuotaUnit: unit,
        TotalQuota: total,
        TotalUsage: used,
        Dimensions: { regionId: region },
      })),
    };
  };
  return serveApi({ version: '2020-05-10', host: 'quotas.aliyuncs.com', handle }, options);
}
