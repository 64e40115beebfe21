import { readFileSync } from 'node:fs';
import { ACCOUNT, makeRig, REGION, type Rig } from './support';

let rig: Rig;
beforeAll(async () => {
  process.env['HOST_SECRET'] = 'must-not-leak';
  rig = await makeRig();
});
afterAll(async () => {
  delete process.env['HOST_SECRET'];
  await rig.close();
});

async function run(name: string, body: string, more = {}) {
  await rig.addFunction(name, `exports.handler = async (event, context) => { ${body} };`, more);
  const { payload, errorType } = await rig.invoke(name);
  expect({ payload, errorType }).toEqual({ payload, errorType: undefined });
  return JSON.parse(payload);
}

describe('what a handler finds', () => {
  it('in its environment: its own variables, those of the platform, nothing of the host', async () => {
    const env = await run('env', 'return process.env;', { environment: { TABLE: 'source', LANG: 'en' } });
    expect(env).toEqual({
      FC_ACCOUNT_ID: ACCOUNT,
      FC_FUNCTION_HANDLER: 'index.handler',
      FC_FUNCTION_MEMORY_SIZE: '512',
      FC_FUNCTION_NAME: 'env',
      FC_FUNC_CODE_PATH: expect.stringContaining(rig.workDir),
      FC_INSTANCE_ID: expect.stringMatching(/^c-[0-9a-f-]{36}$/),
      FC_QUALIFIER: 'LATEST',
      FC_REGION: REGION,
      FC_RUNTIME_VERSION: 'nodejs20',
      FC_SERVICE_NAME: 'svc',
      FC_VER_ID: 'LATEST',
      HOME: expect.stringContaining(rig.workDir),
      LANG: 'en',
      PATH: expect.stringContaining('/usr/bin'),
      TABLE: 'source',
      TMPDIR: expect.stringContaining(rig.workDir),
    });
  });

  it('in its context: the fields of Function Compute 2.0', async () => {
    const context = await run(
      'context',
      'return { ...context, logger: Object.keys(context.logger).sort() };',
    );
    expect(context).toEqual({
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      credentials: {
        accessKeyId: expect.stringMatching(/^STS\./),
        accessKeySecret: expect.stringMatching(/^secret-of-STS\./),
        securityToken: expect.stringMatching(/^token-of-STS\./),
      },
      function: { name: 'context', handler: 'index.handler', memory: 512, timeout: 20 },
      service: {
        name: 'svc',
        logProject: 'logs-project',
        logStore: 'logs',
        qualifier: 'LATEST',
        versionId: 'LATEST',
      },
      region: REGION,
      accountId: ACCOUNT,
      tracing: expect.any(Object),
      logger: ['debug', 'error', 'info', 'log', 'setLogLevel', 'warn'],
    });
  });

  it('credentials only there: not in arguments, environment or log, as any process may read them', async () => {
    const { pid, secret } = await run(
      'secrets',
      'return { pid: process.pid, secret: context.credentials.accessKeySecret };',
    );
    expect(secret).toMatch(/^secret-of/);
    for (const file of ['cmdline', 'environ']) {
      expect(readFileSync(`/proc/${pid}/${file}`, 'utf8')).not.toMatch(/secret-of|token-of|must-not-leak/);
    }
    expect(rig.messages().join('\n')).not.toMatch(/secret-of|token-of/);
  });

  it('the same credentials while they are fresh, so that clients can be kept', async () => {
    await rig.addFunction('keys', 'exports.handler = async (e, c) => c.credentials.accessKeyId;');
    expect((await rig.invoke('keys')).payload).toBe((await rig.invoke('keys')).payload);
  });

  it('its code as the working directory, which it cannot write', async () => {
    const found = await run(
      'readonly',
      `const fs = require('node:fs');
       const codes = [];
       for (const file of ['new.txt', 'index.js', __dirname + '/x']) {
         try { fs.writeFileSync(file, 'x'); codes.push('written'); } catch (e) { codes.push(e.code); }
       }
       return { codes, same: process.cwd() === __dirname && __dirname === process.env.FC_FUNC_CODE_PATH };`,
    );
    expect(found).toEqual({ codes: ['EACCES', 'EACCES', 'EACCES'], same: true });
  });

  it('a writable directory that stays with a warm instance', async () => {
    await rig.addFunction(
      'scratch',
      `const fs = require('node:fs'), file = require('node:os').tmpdir() + '/kept';
       exports.handler = async () => {
         const before = fs.existsSync(file);
         fs.writeFileSync(file, 'x');
         return before;
       };`,
    );
    expect((await rig.invoke('scratch')).payload).toBe('false');
    expect((await rig.invoke('scratch')).payload).toBe('true');
  });

  it('no channel to the process that keeps it', async () => {
    expect(await run('channel', 'return [typeof process.send];')).toEqual(['undefined']);
  });
});
