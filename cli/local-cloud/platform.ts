import { UserError } from '../program/errors';

/** This machine cannot run the function, which is built for Function Compute's platform. */
export class PlatformMismatchError extends UserError {
  override name = 'PlatformMismatchError';
}

/**
 * @param what needs it, at the beginning of a sentence
 * @throws PlatformMismatchError except on Linux on x86-64, for which the shipped mediainfo is built
 */
export function assertPlatform(
  platform: string = process.platform,
  arch: string = process.arch,
  what = 'The local run',
): void {
  if (platform === 'linux' && arch === 'x64') return;
  throw new PlatformMismatchError(
    `${what} needs Linux on x86-64, as Function Compute is and the shipped mediainfo is built for; ` +
      `this is ${platform} on ${arch}: use WSL, a container or a virtual machine.`,
  );
}
