import type { StackEvent } from '../cloud/ros-types';
import { oneLine } from '../program/printable';
import { coloursFor, type Terminal } from '../program/terminal';

/** Reasons that tell a person nothing, and so are not printed. */
const WITHOUT_NEWS = /^(state changed|state change|)$/i;

export const reasonToTell = ({ reason }: StackEvent): string =>
  WITHOUT_NEWS.test(reason) ? '' : oneLine(reason);

/**
 * Prints a stack's events as the console lists them: status, resource, type, physical id, and the reason if
 * it says anything.
 */
export function eventWriter({ stderr, env }: Pick<Terminal, 'stderr' | 'env'>): (event: StackEvent) => void {
  const { red, dim } = coloursFor(stderr, env);
  return (event) => {
    const { status, logicalId, type, physicalId } = event;
    const colour = status.endsWith('_FAILED') ? red : dim;
    const reason = reasonToTell(event);
    const id = physicalId === '' ? '' : `  ${oneLine(physicalId)}`;
    stderr.write(
      `${colour(oneLine(status).padEnd(20))}  ${oneLine(logicalId)}  ${dim(`${oneLine(type)}${id}`)}${reason && `  ${reason}`}\n`,
    );
  };
}
