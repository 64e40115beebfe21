import { parseSettings } from '../../../lib/settings';
import type { StackSummary } from '../../cloud/ros-types';
import { codeBucketOf, withAssembly } from '../../deploy/deployment';
import type { Checkup } from '../checkup';
import type { DoctorOptions } from '../options';
import { fcAccess, type Surroundings } from '../surroundings';
import { checkCodeBucket } from './code-bucket';
import { FunctionApis } from './function-apis';
import { checkGeneration } from './generation';
import { checkQuotas } from './quotas';
import { checkRights } from './rights';
import { checkServices } from './services';
import { checkTemplate } from './template';
import { checkTriggers } from './triggers';

/** A stack that was deployed before, as far as ROS tells. */
export interface Deployed {
  summary: StackSummary;
  outputs: Record<string, string>;
}

/**
 * What can be known before a deployment. Nothing of this stays: an object in the bucket of the code, where there is one,
 * and an empty service of Function Compute 2 are deleted at once.
 */
export async function checkBefore(
  checkup: Checkup,
  surroundings: Surroundings,
  deployed: Deployed | undefined,
  options: DoctorOptions,
): Promise<void> {
  const { target } = surroundings;
  const { place, context, stackName } = target;
  const settings = parseSettings(context);
  const apis = async () =>
    new FunctionApis(await fcAccess(surroundings, options.vpc === true), place.keys, place.answerMs);
  await checkServices(checkup, place.ros, settings.enableServices);
  await checkRights(checkup, surroundings);
  if (!checkup.hasPassed('credentials')) {
    const without = ['code bucket', 'generation', 'quota Tablestore', 'quota functions'] as const;
    for (const id of [...without, 'triggers', 'template valid', 'preview'] as const) {
      checkup.leaveOut(id, 'It needs what "Credentials" looks at.');
    }
    return;
  }
  const { bucket, qualifier } = await codeBucketOf(target, options);
  await checkCodeBucket(checkup, place, bucket);
  await checkGeneration(checkup, apis, settings.functionCompute);
  await checkQuotas(checkup, surroundings, deployed === undefined);
  const { outputs } = deployed ?? { outputs: {} as Record<string, string> };
  const { ServiceName, FunctionName } = outputs;
  await checkTriggers(checkup, apis, {
    bucket: settings.existingBucketName ?? outputs['BucketName'],
    own: FunctionName && (ServiceName ? `${ServiceName}/${FunctionName}` : FunctionName),
    wanted: settings,
  });
  await withAssembly(target, qualifier, ({ template }) =>
    checkTemplate(checkup, place.ros, {
      found: deployed?.summary,
      stackName,
      template: JSON.stringify(template),
    }),
  );
}
