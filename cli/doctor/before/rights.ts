import type { Checkup } from '../checkup';
import { Failure, NotChecked } from '../finding';
import type { Surroundings } from '../surroundings';
import { NEEDED_ACTIONS } from './needed-actions';
import { missingActions, Policies, type PolicyDocument } from './policies';

/** Most actions that a line names. */
const MOST_NAMED = 6;

/** Whether the policies of whoever asks name every action of a deployment. */
export async function checkRights(checkup: Checkup, { target: { place }, ram }: Surroundings): Promise<void> {
  await checkup.check(
    'rights of the user',
    async () => {
      const { kind, arn } = await place.identity();
      const facts = { kind };
      if (kind === 'Account') return { detail: 'The account itself may do everything.', facts };
      if (!ram) throw new NotChecked('The local cloud serves no RAM.');
      const documents = await documentsOf(new Policies(ram, place.keys, place.answerMs), kind, arn);
      const missing = missingActions(documents, NEEDED_ACTIONS);
      if (missing.length === 0) {
        return { detail: `All ${NEEDED_ACTIONS.length} actions are allowed.`, facts };
      }
      const named = missing.slice(0, MOST_NAMED).join(', ');
      const more = missing.length > MOST_NAMED ? ` and ${missing.length - MOST_NAMED} more` : '';
      throw new Failure(`No policy allows ${named}${more}.`, undefined, {
        ...facts,
        missing: missing.join(' '),
      });
    },
    { needs: ['credentials'] },
  );
}

async function documentsOf(policies: Policies, kind: string, arn: string): Promise<PolicyDocument[]> {
  const [, name = ''] = arn.split('/');
  try {
    return await (kind === 'RAMUser' ? policies.ofUser(name) : policies.ofRole(name));
  } catch (error) {
    throw new NotChecked(`RAM may not be asked for the policies: ${(error as Error).message}`);
  }
}
