import { randomBytes } from 'node:crypto';
import { type Checkup, textOf } from '../checkup';
import { type Facts, Failure } from '../finding';
import type { FunctionApis } from './function-apis';

/**
 * Which generation the account takes. Whether a new account may still make services of generation 2 is told nowhere, so
 * one is made: empty, and deleted at once.
 * @param wanted by the settings
 */
export async function checkGeneration(
  checkup: Checkup,
  apis: () => Promise<FunctionApis>,
  wanted: 2 | 3,
): Promise<void> {
  await checkup.check(
    'generation',
    async () => {
      const api = await apis();
      const two = await refusalOf(() => makeService(api));
      const three = await refusalOf(() => api.countFunctions3());
      const facts: Facts = { wanted, 'generation 2': two ?? 'taken', 'generation 3': three ?? 'taken' };
      const refused = wanted === 2 ? two : three;
      if (refused === undefined) {
        const others = wanted === 2 ? three : two;
        const other = wanted === 2 ? 3 : 2;
        return {
          detail: `Function Compute ${wanted} is taken, ${other} ${others === undefined ? 'too' : 'is not'}.`,
          facts,
        };
      }
      const other = wanted === 2 ? 3 : 2;
      const isOtherTaken = (wanted === 2 ? three : two) === undefined;
      throw new Failure(
        `Function Compute ${wanted} is refused: ${refused}`,
        isOtherTaken && !/AccessDenied|NoPermission/.test(refused)
          ? `Deploy with -c functionCompute=${other}, which the account takes.`
          : undefined,
        facts,
      );
    },
    { needs: ['credentials'], type: 'ALIYUN::FC::Service' },
  );
}

async function makeService(api: FunctionApis): Promise<void> {
  const name = `media-doctor-${randomBytes(4).toString('hex')}`;
  await api.createService(name);
  try {
    await api.deleteService(name);
  } catch (error) {
    throw new Failure(
      `Function Compute 2 is taken, but the empty service '${name}' of this check stays: ${textOf(error)}`,
      'Delete it in the console of Function Compute; it costs nothing.',
    );
  }
}

async function refusalOf(act: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await act();
    return undefined;
  } catch (error) {
    if (error instanceof Failure) throw error;
    return textOf(error);
  }
}
