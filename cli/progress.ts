import pc from 'picocolors';
import type { Problem } from '../local/function-compute/problems';
import type { StackEvent } from '../local/ros/stack';

/** Progress and troubles go to stderr, so that stdout holds the answer only. */
export function showStackEvent({ logicalId, type, status, reason }: StackEvent): void {
  if (status.endsWith('_COMPLETE')) {
    process.stderr.write(`${pc.dim('deploy')}  ${logicalId} ${pc.dim(type)}\n`);
  } else if (status.endsWith('_FAILED')) {
    process.stderr.write(`${pc.red('failed')}  ${logicalId} ${pc.dim(type)}: ${reason}\n`);
  }
}

export function showProblem({ kind, function: name, reason }: Problem): void {
  process.stderr.write(`${pc.red(kind)}  ${name}: ${reason}\n`);
}
