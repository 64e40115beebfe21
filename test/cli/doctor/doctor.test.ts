import { CHECK_IDS, CHECKS, type CheckId } from '../../../cli/doctor/checks';
import { IS_LONG_RUN } from '../../setup/long-run';
import { FAULTS, TOGETHER } from './faults';
import { DoctorCloud, outcomesOf } from './support/doctor-cloud';

/** Enough seconds for a busy machine. */
const PATIENCE = 30;

const idsOf = (when: 'before' | 'after'): CheckId[] => CHECK_IDS.filter((id) => CHECKS[id].when === when);

/** These checks have a different fault in each generation. The others are tested with one generation only. */
const OF_GENERATION: readonly CheckId[] = ['generation', 'triggers', 'function answers', 'failure path'];

/** One after another in the long run, so that each is seen to make no other check fail; all of a group at once else. */
const groupsOf = (tried: CheckId[]): CheckId[][] =>
  (IS_LONG_RUN ? tried.map((id) => [id]) : TOGETHER)
    .map((group) => group.filter((id) => tried.includes(id)))
    .filter((group) => group.length > 0);

it('knows for each check after a deployment what can be wrong at the same time', () => {
  expect(TOGETHER.flat().sort()).toEqual(idsOf('after').sort());
});

describe.each(IS_LONG_RUN ? ['2', '3'] : ['2'])('with Function Compute %s', (generation) => {
  /** What is seen without a fault, and before a deployment: once in both runs together. */
  const isTriedHere = !IS_LONG_RUN || generation === '3';
  const settings = ['-c', `functionCompute=${generation}`, '-c', 'sweep=daily'];
  const tried = (when: 'before' | 'after') =>
    idsOf(when).filter((id) => generation === '2' || OF_GENERATION.includes(id));

  if (isTriedHere)
    describe('before a deployment', () => {
      let shared: DoctorCloud;
      beforeAll(async () => {
        shared = await DoctorCloud.start();
      });
      afterEach(() => shared.mend());
      afterAll(() => shared.stop());

      it('passes where nothing is wrong, and leaves nothing behind', async () => {
        const { code, report } = await shared.doctor('--before', ...settings);
        expect({ code, ...outcomesOf(report) }).toEqual({ code: 0, failed: [], notChecked: [] });
        expect(report.checks.map(({ check }) => check)).toEqual(idsOf('before'));
        expect(shared.cloud.oss.requests.filter(({ method }) => !['GET', 'HEAD'].includes(method))).toEqual(
          [],
        );
        expect(shared.cloud.ros.listStacks()).toEqual([]);
      }, 60_000);

      it.each(tried('before'))(
        'fails "%s", and nothing else, for its fault',
        async (id) => {
          const { inactive, put, settings: more = [] } = FAULTS[id];
          // What cannot be mended gets a cloud of its own.
          const own = inactive || id === 'triggers';
          const here = own
            ? await DoctorCloud.start(inactive ? { inactiveServices: [inactive] } : {})
            : shared;
          try {
            await put(here);
            const given = [...settings, ...more.flatMap((one) => ['-c', one])];
            const { code, report } = await here.doctor('--before', ...given);
            expect({ code, failed: outcomesOf(report).failed }).toEqual({ code: 1, failed: [id] });
            expect(report.checks.find(({ check }) => check === id)?.remedy).toEqual(expect.any(String));
          } finally {
            if (own) await here.stop();
          }
        },
        60_000,
      );
    });

  describe('after a deployment', () => {
    let here: DoctorCloud;
    beforeAll(async () => {
      here = await DoctorCloud.start();
      expect((await here.run(['deploy', ...settings])).code).toBe(0);
    }, 60_000);
    afterEach(() => here.mend());
    afterAll(() => here.stop());

    if (isTriedHere)
      it('passes where nothing is wrong, leaves nothing behind, and names nothing of the account', async () => {
        const { code, report, text } = await here.doctor('--patience', String(PATIENCE), ...settings);
        expect({ code, ...outcomesOf(report) }).toEqual({ code: 0, failed: [], notChecked: [] });
        expect(report.checks.map(({ check }) => check)).toEqual(CHECK_IDS);
        const facts = (id: CheckId) => report.checks.find(({ check }) => check === id)?.facts;
        expect(facts('multipart')).toMatchObject({ etagByTheRuleOfTheSdk: true, seenBy: 'row' });
        expect(facts('log index')).toMatchObject({ keysCameUrlEncoded: false });
        expect(facts('mediainfo')).toHaveProperty('version');
        const { cloud, folder } = here;
        for (const name of [cloud.ram.accountId, cloud.rootKey.accessKeyId, 'media-metadata-', folder]) {
          expect(text).not.toContain(name);
        }
        await cloud.functions.idle();
      }, 120_000);

    it.each(groupsOf(tried('after')).map((ids) => ({ ids })))(
      'fails $ids, and nothing else, for their faults',
      async ({ ids }) => {
        for (const id of ids) await FAULTS[id].put(here);
        const patience = Math.min(...ids.map((id) => FAULTS[id].patience ?? PATIENCE));
        const { code, report } = await here.doctor('--patience', String(patience), ...settings);
        expect({ code, failed: outcomesOf(report).failed.sort() }).toEqual({
          code: 1,
          failed: [...ids].sort(),
        });
        for (const { outcome, remedy } of report.checks) {
          expect(remedy).toEqual(outcome === 'failed' ? expect.any(String) : undefined);
        }
      },
      120_000,
    );
  });
});
