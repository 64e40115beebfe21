import { makeRig, type Rig } from './support';

let rig: Rig;
beforeEach(async () => {
  rig = await makeRig();
});
afterEach(() => rig.close());

const entries = () => rig.logs.readLogs('logs-project', 'logs').map(({ fields }) => fields);

describe('what an instance writes', () => {
  it('goes line by line into the logstore, between start and end, with the request', async () => {
    await rig.addFunction(
      'talk',
      `exports.handler = async (e, context) => {
        process.stdout.write('raw 漢字\\nsecond');
        process.stderr.write(' to stderr\\n');
        console.log('%s=%d', 'n', 1);
        context.logger.warn('careful');
      };`,
    );
    const { requestId } = await rig.invoke('talk');

    const written = entries();
    expect(new Set(written.map((fields) => fields['requestId']))).toEqual(new Set([requestId]));
    expect(written[0]).toEqual({
      __topic__: 'svc',
      functionName: 'talk',
      instanceID: expect.stringMatching(/^c-/),
      message: `FC Invoke Start RequestId: ${requestId}`,
      qualifier: 'LATEST',
      requestId,
      serviceName: 'svc',
      versionId: 'LATEST',
    });
    const messages = rig.messages();
    expect(messages.at(-1)).toBe(`FC Invoke End RequestId: ${requestId}`);
    expect(messages).toContain('raw 漢字');
    expect(messages).toContain(' to stderr');
    const stamp = `\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z ${requestId}`;
    expect(messages.join('\n')).toMatch(new RegExp(`second${stamp} \\[verbose\\] n=1\n`));
    expect(messages.join('\n')).toMatch(new RegExp(`${stamp} \\[warn\\] careful\n`));
  });

  it('is complete even when it is much and the answer comes at once', async () => {
    await rig.addFunction(
      'much',
      'exports.handler = async () => { for (let i = 0; i < 5000; i++) process.stdout.write(`line ${i}\\n`); };',
    );
    await rig.invoke('much');
    expect(rig.messages().filter((message) => message.startsWith('line '))).toHaveLength(5000);
  });

  it('includes the last words of a process that dies', async () => {
    await rig.addFunction('dies', 'exports.handler = () => { console.log("last words"); process.abort(); };');
    await rig.invoke('dies');
    expect(rig.messages().join('\n')).toContain('last words');
  });

  it('includes the error that the handler threw', async () => {
    await rig.addFunction('fails', 'exports.handler = async () => { throw new Error("told in the log"); };');
    const { logTail } = await rig.invoke('fails');
    expect(rig.messages().join('\n')).toContain('Error: told in the log');
    expect(logTail).toContain('Error: told in the log');
    expect(logTail).toMatch(/FC Invoke End RequestId: [0-9a-f-]+\n$/);
  });
});

describe('lines as entries', () => {
  const LINES = ['{"n":1}', '{"n":2}', '2026-11-24T08:00:00Z failed', '  at here', '{"n":3}'];
  const talking = (logBeginRule: 'None' | 'DefaultRegex' | undefined) => async () => {
    const [service] = rig.fc.registry.services.values();
    const { name, options } = service!;
    await rig.fc.updateService(name, {
      ...options,
      logConfig: { ...options.logConfig!, logBeginRule },
    });
    await rig.addFunction(
      'talk',
      `exports.handler = async () => { process.stdout.write(${JSON.stringify(`${LINES.join('\n')}\n`)}); };`,
    );
    await rig.invoke('talk');
    await rig.invoke('talk');
    return rig.messages().filter((message) => !message.startsWith('FC Invoke '));
  };

  it.each(['None', undefined] as const)('are one each with LogBeginRule %s', async (rule) => {
    expect(await talking(rule)()).toEqual([...LINES, ...LINES]);
  });

  it('are appended up to the next that begins with a date with DefaultRegex, across invocations', async () => {
    expect(await talking('DefaultRegex')()).toEqual([
      LINES.slice(0, 2).join('\n'),
      [...LINES.slice(2), ...LINES.slice(0, 2)].join('\n'),
      LINES.slice(2).join('\n'),
    ]);
  });
});

describe('without the right to write logs', () => {
  it('the logs are lost, once told, and the invocation is not', async () => {
    rig.authority.denied = (action) => action === 'log:PostLogStoreLogs';
    await rig.addFunction('mute', 'exports.handler = async () => { console.log("x"); return "done"; };');
    expect((await rig.invoke('mute')).payload).toBe('done');
    expect(entries()).toEqual([]);
    expect(rig.problems).toEqual([
      {
        kind: 'logs-lost',
        function: 'svc/mute',
        reason: expect.stringMatching(/^Unauthorized: .*log:PostLogStoreLogs.*service-role\/fc-mute$/),
      },
    ]);
  });
});
