import { Cloud } from '../../src/cloud';
import { deploy } from './log-stack';

// A process that is to be killed: it uploads the same keys again and again, and prints a line for each answer.
// Arguments: data directory, the function's log, the file that held events wait for.

const [, , dataDir = '', LOG = '', GATE = ''] = process.argv;
const KEYS = 20;

async function run(): Promise<void> {
  const cloud = await Cloud.start({ dataDir });
  const client = await deploy(cloud, { LOG, GATE });
  const upload = async (key: string): Promise<void> => {
    for (let round = 0; ; round++) {
      const { res } = await client.put(key, Buffer.from(`${key} ${round}`));
      console.log(`${key} ${String(Reflect.get(res.headers, 'etag')).replaceAll('"', '')}`);
    }
  };
  await Promise.all(
    Array.from({ length: KEYS }, (_, at) => [upload(`held/${at}`), upload(`free/${at}`)]).flat(),
  );
}

void run();
