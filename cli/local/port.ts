import { InvalidArgumentError } from 'commander';

/** @throws InvalidArgumentError */
export function parsePort(given: string): number {
  const port = Number(given);
  if (/^\d+$/.test(given) && port >= 1 && port <= 65_535) return port;
  throw new InvalidArgumentError(`A port must be a whole number from 1 to 65535; '${given}' given.`);
}
