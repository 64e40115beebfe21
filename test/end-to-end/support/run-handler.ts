import { handler } from '../../../functions/extract';

/** Runs the handler once in this process. Standard input is `{ event, context }`. */
async function main(): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  const { event, context } = JSON.parse(Buffer.concat(chunks).toString());
  await handler(Buffer.from(JSON.stringify(event)), context);
}

main().catch((error: Error) => {
  process.stderr.write(`${error.name}: ${error.message}\n`);
  process.exitCode = 1;
});
