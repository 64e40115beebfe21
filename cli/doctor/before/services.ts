import type { Ros } from '../../cloud/ros';
import { CHECKS } from '../checks';
import type { Checkup } from '../checkup';
import { Failure, NotChecked } from '../finding';

/** ROS's names for the services of the stack, and ours. */
const SERVICES = {
  OSS: 'OSS',
  OTS: 'Tablestore',
  FC: 'Function Compute',
  SLS: 'Log Service',
} as const;

/** @param enables whether the stack turns services on itself */
export async function checkServices(checkup: Checkup, ros: Ros, enables: boolean): Promise<void> {
  const names = Object.keys(SERVICES) as (keyof typeof SERVICES)[];
  let asked: Promise<Map<string, string>> | undefined;
  for (const name of names) {
    await checkup.check(
      `service ${name}`,
      async () => {
        // One question for all; if it is refused, so it is for each.
        asked ??= ros.serviceStatuses(names);
        const status = (await asked.catch(unasked)).get(name) ?? 'Unknown';
        const facts = { status };
        if (status === 'Enabled') return { detail: `${SERVICES[name]} is activated.`, facts };
        if (status !== 'Disabled') throw new NotChecked(`ROS does not know (status ${status}).`);
        if (enables) return { detail: 'It is not activated yet: the stack does that first.', facts };
        throw new Failure(`${SERVICES[name]} is not activated.`, CHECKS[`service ${name}`].remedy, facts);
      },
      { needs: ['credentials'] },
    );
  }
}

/** That it may not be asked says nothing about the services. */
function unasked(error: unknown): never {
  throw new NotChecked(`ROS may not be asked (GetServiceProvisions): ${(error as Error).message}`);
}
