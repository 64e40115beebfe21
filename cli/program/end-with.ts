/**
 * Ends the process once its output is out. To wait for the event loop to run empty is not enough: Node.js 20 then takes
 * down its handles one by one, and was seen to go round in that for ever after 20,000 connections had been reset.
 *
 * @param code exit code
 */
export function endWith(code: number): void {
  process.stdout.write('', () => process.exit(code));
}
