import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configuredRegion } from '../../cli/cloud/configured-region';

let HOME: string;
beforeEach(() => {
  HOME = mkdtempSync(join(tmpdir(), 'region-'));
  mkdirSync(join(HOME, '.aliyun'));
});
afterEach(() => rmSync(HOME, { recursive: true }));

function configure(content: object | string): void {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  writeFileSync(join(HOME, '.aliyun', 'config.json'), text);
}

const PROFILES = [
  { name: 'default', mode: 'AK', region_id: 'cn-hangzhou' },
  { name: 'work', mode: 'StsToken', region_id: 'cn-beijing' },
  { name: 'bare', mode: 'AK' },
];

it.each([
  ['the environment before all', { ALIBABA_CLOUD_REGION_ID: 'cn-shanghai' }, 'work', 'cn-shanghai'],
  ['its other name', { ALIBABA_CLOUD_REGION: 'cn-shenzhen' }, 'work', 'cn-shenzhen'],
  ['the profile in use', {}, 'work', 'cn-beijing'],
  ['the profile that the environment names', { ALIBABA_CLOUD_PROFILE: 'default' }, 'work', 'cn-hangzhou'],
  ['the default profile', {}, undefined, 'cn-hangzhou'],
  ['nothing for a profile without a region', {}, 'bare', undefined],
  ['nothing for a profile that there is not', {}, 'gone', undefined],
])('takes %s', (_what, env, current, region) => {
  configure({ current, profiles: PROFILES });
  expect(configuredRegion({ HOME, ...env })).toBe(region);
});

it.each(['{', '[]', '{"profiles":{}}'])('takes nothing from a file that holds %s', (text) => {
  configure(text);
  expect(configuredRegion({ HOME })).toBeUndefined();
});

it('needs neither a file nor a home', () => {
  expect([configuredRegion({ HOME }), configuredRegion({})]).toEqual([undefined, undefined]);
});
