import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeRig } from './support';

it('a script can make the machine of an instance another, before its code is loaded', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'preload-'));
  const preload = join(directory, 'machine.cjs');
  writeFileSync(preload, "require('node:os').release = () => '3.10.0';");
  const rig = await makeRig({ preload });
  try {
    await rig.addFunction('kernel', "const at = require('os').release(); exports.handler = async () => at;");
    expect((await rig.invoke('kernel')).payload).toBe('3.10.0');
  } finally {
    await rig.close();
    rmSync(directory, { recursive: true });
  }
});
