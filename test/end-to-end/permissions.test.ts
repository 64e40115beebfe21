import { synthesizeTemplate } from '../lib/support/synthesized';
import { IS_LONG_RUN, ofThisRun } from '../setup/long-run';
import { type Outcome, StoryTeller } from './support/pipeline-story';
import { policyMutations, rolesOf } from './support/policy-mutations';

/** The refusal of each service, as an operator finds it: in a row, in the log or among the problems of the platform. */
const REFUSALS: Record<string, RegExp> = {
  oss: /OSS answered 403 AccessDenied/,
  ots: /Tablestore \w+: OTSNoPermissionAccess/,
  fc: /AccessDenied: the caller is not authorized to perform 'fc:InvokeFunction'/,
  log: /logs-lost: Unauthorized/,
  eventbridge: /EventBridge PutEvents: NoPermission/,
};

/** With `newsBus`: the events of the objects a, b and c, and of what only the sweep finds, sorted. */
const ANNOUNCED = ['a described', 'a removed', 'b described', 'b removed', 'c failed', 'gone removed'];

const healthy = (newsBus?: string, sweep?: string): Outcome => ({
  described: 'DESCRIBED',
  deleted: 'no row',
  givenUp: 'FAILED',
  deletedAndGivenUp: 'no row',
  givenUpEvents: 2,
  logged: ['extract', 'record-failure'],
  announced: newsBus ? ANNOUNCED.filter((told) => sweep || told !== 'gone removed') : [],
  swept: sweep && 'no row',
});

/**
 * OSS invokes the function with the qualifier `LATEST`, so the stand-in never checks the ARN without a qualifier. The
 * template grants it all the same, because the vendor's examples of this role do.
 */
const NOT_ASKED_FOR = /^TriggerRole without fc:InvokeFunction on [^*]*$/;

// A story takes half a second on an idle machine.
jest.setTimeout(60_000);

/** With everything on, the roles have all the rights that they have without, and some more. */
const STACKS: [functionCompute: number, newsBus?: string, sweep?: string][] = [
  [2, 'news', 'daily'],
  [3],
  [2],
  [3, 'news', 'daily'],
];
/** In `npm test` the first loses whole statements; `npm run test:long` tries the rest, and the other stacks. */
const USUAL = STACKS.slice(0, 1);

describe.each(
  (IS_LONG_RUN ? STACKS : USUAL).map(([functionCompute, newsBus, sweep], at) => ({
    functionCompute,
    newsBus,
    sweep,
    isUsual: at < USUAL.length,
  })),
)(
  'The rights of the roles in Function Compute $functionCompute, with the bus $newsBus and the sweep $sweep',
  ({ functionCompute, newsBus, sweep, isUsual }) => {
    // No retries: they would only take time.
    const context = {
      functionCompute,
      asyncRetries: 0,
      ...(newsBus && { newsBus }),
      ...(sweep && { sweep }),
    };
    const HEALTHY = healthy(newsBus, sweep);
    const template = synthesizeTemplate(context);
    const mutations = policyMutations(template);
    const needed = mutations.filter(({ name }) => !NOT_ASKED_FOR.test(name));
    let teller: StoryTeller;

    beforeAll(async () => {
      teller = await StoryTeller.start(context);
    });

    afterAll(async () => {
      await teller?.pipeline.close();
    });

    it('all stand in policies of the roles themselves', () => {
      const others = Object.values(template.Resources).filter(
        ({ Type }) => Type.startsWith('ALIYUN::RAM::') && Type !== 'ALIYUN::RAM::Role',
      );

      expect(others).toEqual([]);
      expect(rolesOf(template)).toEqual(['FailureRole', 'ServiceRole', 'TriggerRole']);
      for (const { PolicyAttachments } of rolesOf(template).map((id) => template.Resources[id]!.Properties)) {
        expect(PolicyAttachments).toBeUndefined();
      }
    });

    it('are enough', async () => {
      const { outcome, said } = await teller.tell();

      expect(outcome).toEqual(HEALTHY);
      for (const refusal of Object.values(REFUSALS)) expect(said).not.toMatch(refusal);
    });

    it.each(isUsual ? ofThisRun(needed, ({ isWhole }) => isWhole) : needed)(
      'are not enough: $name',
      async ({ role, resource, actions }) => {
        await teller.replace(role, resource);

        const { outcome, said } = await teller.tell();

        expect(outcome).not.toEqual(HEALTHY);
        for (const service of new Set(actions.map((action) => action.split(':')[0]!))) {
          expect(said).toMatch(REFUSALS[service]!);
        }
      },
    );

    it('hold one thing that is not asked for: invoking without a qualifier', async () => {
      const rest = mutations.filter((mutation) => !needed.includes(mutation));
      expect(rest).toHaveLength(1);
      await teller.replace(rest[0]!.role, rest[0]!.resource);

      expect((await teller.tell()).outcome).toEqual(HEALTHY);
    });
  },
);
