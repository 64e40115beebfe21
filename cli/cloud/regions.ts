import { suggestion } from '../../contract/suggestion';

/**
 * The regions that the official client of ROS knows. There will be more of them: a region that is not in this list is
 * asked all the same.
 */
export const REGIONS: readonly string[] = [
  ...['cn-beijing', 'cn-chengdu', 'cn-fuzhou', 'cn-guangzhou', 'cn-hangzhou', 'cn-heyuan', 'cn-hongkong'],
  ...[
    'cn-huhehaote',
    'cn-nanjing',
    'cn-qingdao',
    'cn-shanghai',
    'cn-shenzhen',
    'cn-wuhan-lr',
    'cn-wulanchabu',
  ],
  ...['cn-zhangjiakou', 'cn-zhengzhou-jva', 'cn-zhongwei'],
  ...['ap-northeast-1', 'ap-northeast-2', 'ap-south-1'],
  ...[
    'ap-southeast-1',
    'ap-southeast-2',
    'ap-southeast-3',
    'ap-southeast-5',
    'ap-southeast-6',
    'ap-southeast-7',
  ],
  'ap-southeast-8',
  ...['eu-central-1', 'eu-west-1', 'eu-west-2', 'me-central-1', 'me-east-1'],
  ...['na-south-1', 'sa-east-1', 'us-east-1', 'us-southeast-1', 'us-west-1'],
  ...['cn-hangzhou-finance', 'cn-heyuan-acdr-1', 'cn-shanghai-finance-1', 'cn-shenzhen-finance-1'],
  'cn-wulanchabu-gic-1',
];

/** What to say of a region that is only similar to a known one, before anything is asked there. */
export function regionNotice(region: string): string | undefined {
  if (REGIONS.includes(region)) return undefined;
  const similar = suggestion(region, REGIONS);
  return similar ? `A region '${region}' is not known here.${similar}` : undefined;
}
