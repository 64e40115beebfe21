/**
 * Ends the process after its output is written. Waiting until the event loop is empty is not enough: Node.js
 * 20 then closes its handles one by one, and once never finished after 20,000 connections had been reset.
 *
 * @param code exit code
 */
export function endWith(code: number): void {
  process.stdout.write('', () => process.exit(code));
}
