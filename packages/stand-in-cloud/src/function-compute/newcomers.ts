import type { Settling } from '../settling';
import { FcError } from './errors';
import type { ServiceOptions } from './service';

/**
 * Refuses roles and logs that were made so recently that Function Compute does not know them, in its own words where
 * these are public; an order of ROS fails by it unless something lets time pass between.
 * @throws FcError `InvalidArgument` for a project or logstore, `AccessDenied` for a role
 */
export function refuseNewcomers(
  settling: Settling | undefined,
  { role, logConfig }: Pick<ServiceOptions, 'role' | 'logConfig'>,
): void {
  if (!settling) return;
  if (logConfig) {
    const { project, logstore } = logConfig;
    if (!settling.isKnown('log project', project)) {
      throw new FcError('InvalidArgument', `project '${project}' does not exist`);
    }
    if (!settling.isKnown('logstore', `${project}/${logstore}`)) {
      throw new FcError('InvalidArgument', `logstore '${logstore}' does not exist in project '${project}'`);
    }
  }
  if (role && !settling.isKnown('role', role)) {
    throw new FcError(
      'AccessDenied',
      logConfig
        ? `No permission to access the logstore '${logConfig.logstore}' in project '${logConfig.project}'`
        : `The role '${role}' does not exist or cannot be assumed`,
    );
  }
}
