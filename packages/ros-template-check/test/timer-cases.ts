import type { Case, Change } from './cases';

const FUNCTION_NAME = { 'Fn::GetAtt': ['WorkerFunction', 'FunctionName'] };

const KINDS = {
  2: {
    Type: 'ALIYUN::FC::Trigger',
    home: { ServiceName: { 'Fn::GetAtt': ['WorkerService', 'ServiceName'] } },
  },
  3: { Type: 'ALIYUN::FC3::Trigger', home: {} },
};

/** The template with one more trigger, of type `timer`. */
const timer = (generation: 2 | 3, config: Record<string, unknown>): Change[] => [
  [
    'Resources.Timer',
    {
      Type: KINDS[generation].Type,
      DependsOn: ['ObjectTrigger'],
      Properties: {
        ...KINDS[generation].home,
        FunctionName: FUNCTION_NAME,
        TriggerName: 'timer',
        TriggerType: 'timer',
        TriggerConfig: config,
      },
    },
  ],
];

function casesOf(generation: 2 | 3): Record<string, Case> {
  const name = (text: string): string =>
    generation === 2 ? text : text.charAt(0).toLowerCase() + text.slice(1);
  const [cron, enable, payload] = [name('CronExpression'), name('Enable'), name('Payload')];
  const whole = { [cron]: '@every 10m', [enable]: true, [payload]: 'sweep' };
  const withSchedule = (schedule: unknown) => timer(generation, { ...whole, [cron]: schedule });
  return {
    'fc-timer-schedule': {
      fails: [
        '@every 30s',
        '@every 0m',
        '@daily',
        '0 4 * * *',
        '0 0 4 * * * 2026',
        '0  0 4 * * *',
        '* 0 4 * * *',
        '*/10 0 4 * * *',
        '0 60 4 * * *',
        '0 0 24 * * *',
        '0 0 4 32 * *',
        '0 0 4 * 13 *',
        '0 0 4 * * 8',
        '0 0 4 1 * MON',
        '0 0 9-7 * * *',
        '0 */0 * * * *',
        '0 0 4 ? ? *',
        'CRON_TZ=Mars/Olympus 0 0 4 * * *',
        '',
        7,
        undefined,
      ].map(withSchedule),
      passes: [
        '@every 1m',
        '@every 2h30m',
        '0 0 4 * * *',
        '30 */10 * * * *',
        '0 0,30 8-18/2 ? * MON-FRI',
        '0 0 4 1 JAN,JUL ?',
        '0 0 4 * * 7',
        'CRON_TZ=Asia/Shanghai 0 0 4 1 * *',
      ].map(withSchedule),
    },
    'fc-timer-enable': {
      fails: [timer(generation, { ...whole, [enable]: 'yes' }), timer(generation, { ...whole, [enable]: 1 })],
      passes: [
        timer(generation, { ...whole, [enable]: 'false' }),
        timer(generation, { [cron]: '@every 1m' }),
      ],
    },
    'fc-timer-payload': {
      fails: [
        timer(generation, { ...whole, [payload]: 'a'.repeat(131_073) }),
        timer(generation, { ...whole, [payload]: { sweep: true } }),
      ],
      passes: [
        timer(generation, { ...whole, [payload]: 'a'.repeat(131_072) }),
        timer(generation, { ...whole, [payload]: '' }),
      ],
    },
    [generation === 2 ? 'fc-timer-config' : 'fc3-timer-config']: {
      fails: [
        timer(generation, { ...whole, [name('Enabled')]: true }),
        timer(generation, { ...whole, events: [] }),
      ],
      passes: [timer(generation, whole)],
    },
  };
}

/** Of a timer trigger in the template for Function Compute 2. */
export const TIMER_CASES = casesOf(2);

/** Of one in the template for Function Compute 3. */
export const TIMER_3_CASES = casesOf(3);
