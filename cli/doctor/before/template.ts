import type { Ros } from '../../cloud/ros';
import type { StackSummary } from '../../cloud/ros-types';
import type { Checkup } from '../checkup';
import { NotChecked } from '../finding';

/** @param template its text, made when it is needed */
export async function checkTemplate(
  checkup: Checkup,
  ros: Ros,
  { found, stackName, template }: { found: StackSummary | undefined; stackName: string; template: string },
): Promise<void> {
  await checkup.check(
    'template valid',
    async () => {
      await ros.validate(template);
      return { detail: 'ROS finds no fault in the template.', facts: { bytes: Buffer.byteLength(template) } };
    },
    { needs: ['credentials'] },
  );
  await checkup.check(
    'preview',
    async () => {
      if (found?.status === 'CREATE_ROLLBACK_COMPLETE') {
        throw new NotChecked(
          'A creation failed before: the next deployment deletes what is left, and begins anew.',
        );
      }
      const changes = await ros.preview(found ? { stackId: found.id } : { stackName }, { template });
      const count = (action: string) => changes.filter((one) => one.action === action).length;
      const [added, changed, removed] = ['Add', 'Modify', 'Remove'].map(count);
      const facts = { stack: found?.status ?? 'none', added: added!, changed: changed!, removed: removed! };
      const detail = found
        ? `${added} would be added, ${changed} changed, ${removed} removed.`
        : `${added} resources would be made.`;
      return { detail, facts };
    },
    { needs: ['credentials'] },
  );
}
