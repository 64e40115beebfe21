const { join } = require('node:path');

/** Runs the handler of the code in the folder of the argument once in this process. Standard input is `{ event, context }`. */
async function main() {
  const { handler } = require(join(process.argv[2], 'index.js'));
  const chunks = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  const { event, context } = JSON.parse(Buffer.concat(chunks).toString());
  await handler(Buffer.from(JSON.stringify(event)), context);
}

main().catch((error) => {
  process.stderr.write(`${error.name}: ${error.message}\n`);
  process.exitCode = 1;
});
