import { makeRig, type Rig, zip } from './support';

let rig: Rig;
beforeAll(async () => {
  rig = await makeRig();
});
afterAll(() => rig.close());

describe('a handler answers', () => {
  it.each([
    ['an object, as JSON', 'async () => ({ a: [1, "é"] })', '{"a":[1,"é"]}'],
    ['a string, as it is', 'async () => "plain"', 'plain'],
    ['a Buffer, as it is', 'async () => Buffer.from("bytes")', 'bytes'],
    ['a number, as text', 'async () => 7', '7'],
    ['nothing', 'async () => {}', ''],
    ['by the callback', '(event, context, callback) => callback(null, { ok: true })', '{"ok":true}'],
    [
      'by the callback, later, from an async function',
      'async (event, context, callback) => { setTimeout(callback, 20, null, "late"); }',
      'late',
    ],
  ])('%s', async (_, handler, payload) => {
    const name = `answer-${Buffer.from(_).toString('hex').slice(0, 40)}`;
    await rig.addFunction(name, `exports.handler = ${handler};`);
    const result = await rig.invoke(name);
    expect(result).toMatchObject({ payload });
    expect(result.errorType).toBeUndefined();
  });

  it('from a file in a folder of the package, under another name', async () => {
    rig.oss.objects.set('code/nested.zip', zip({ 'src/main.js': 'exports.run = async () => "nested";' }));
    await rig.addFunction('plain', 'exports.handler = async () => 1;');
    await rig.fc.updateFunction(
      { service: 'svc', fn: 'plain' },
      {
        handler: 'src/main.run',
        code: { ossBucketName: 'code', ossObjectName: 'nested.zip' },
      },
    );
    expect((await rig.invoke('plain')).payload).toBe('nested');
  });

  it.each([
    ['an .mjs file', { 'index.mjs': 'export const handler = async () => "esm";' }],
    [
      'a package of type module',
      { 'index.js': 'export const handler = async () => "esm";', 'package.json': '{"type":"module"}' },
    ],
  ])('as an ES module: %s', async (title, files) => {
    const name = title.replace(/\W/g, '-');
    await rig.addFunction(name, '');
    rig.oss.objects.set(`code/${name}.zip`, zip(files));
    await rig.fc.updateFunction(
      { service: 'svc', fn: name },
      {
        code: { ossBucketName: 'code', ossObjectName: `${name}.zip` },
      },
    );
    expect((await rig.invoke(name)).payload).toBe('esm');
  });

  it('gets the event as a Buffer', async () => {
    await rig.addFunction(
      'echo',
      'exports.handler = async (event) => [Buffer.isBuffer(event), JSON.parse(event)];',
    );
    expect(JSON.parse((await rig.invoke('echo', { key: '漢字' })).payload)).toEqual([true, { key: '漢字' }]);
  });
});

describe('a handler fails', () => {
  const fail = async (name: string, source: string) => {
    await rig.addFunction(name, source);
    const { errorType, payload } = await rig.invoke(name);
    return { errorType, payload: JSON.parse(payload) };
  };

  it('by its callback: handled', async () => {
    const source = 'exports.handler = (e, c, callback) => callback(new RangeError("oops"));';
    expect(await fail('handled', source)).toEqual({
      errorType: 'HandledInvocationError',
      payload: {
        errorMessage: 'oops',
        errorType: 'RangeError',
        stackTrace: expect.arrayContaining(['RangeError: oops']),
      },
    });
  });

  it.each([
    ['throws', 'exports.handler = () => { throw new TypeError("oops"); };'],
    ['rejects', 'exports.handler = async () => { throw new TypeError("oops"); };'],
    [
      'throws out of a timer',
      'exports.handler = () => setTimeout(() => { throw new TypeError("oops"); }, 5) && new Promise(() => {});',
    ],
  ])('as it %s: unhandled', async (title, source) => {
    expect(await fail(title.replace(/ /g, '-'), source)).toMatchObject({
      errorType: 'UnhandledInvocationError',
      payload: { errorMessage: 'oops', errorType: 'TypeError' },
    });
  });

  it('out of a timer, and the next invocation finds a new instance', async () => {
    const source = `exports.handler = async (event) => {
      if (!JSON.parse(event).fail) return process.pid;
      setTimeout(() => { throw new Error(String(process.pid)); });
      await new Promise(() => {});
    };`;
    await rig.addFunction('timer', source);
    const { errorMessage } = JSON.parse((await rig.invoke('timer', { fail: true })).payload);
    const { payload } = await rig.invoke('timer');
    expect([Number(errorMessage), Number(payload)]).toEqual([expect.any(Number), expect.any(Number)]);
    expect(payload).not.toBe(errorMessage);
  });

  it('with something that is no error', async () => {
    expect(await fail('text', 'exports.handler = (e, c, callback) => callback("just text");')).toEqual({
      errorType: 'HandledInvocationError',
      payload: { errorMessage: 'just text' },
    });
  });

  it('by leaving: the next invocation finds a new instance', async () => {
    const source = 'exports.handler = async (e) => JSON.parse(e).leave ? process.exit(0) : process.pid;';
    await rig.addFunction('leaver', source);
    const { errorType, payload } = await rig.invoke('leaver', { leave: true });
    expect(errorType).toBe('UnhandledInvocationError');
    expect(JSON.parse(payload).errorMessage).toMatch(
      /^Process exited unexpectedly before completing request \(duration: \d+ms, maxMemoryUsage: [\d.]+MB\)$/,
    );
    expect(Number((await rig.invoke('leaver')).payload)).toBeGreaterThan(0);
  });

  it.each([
    ['its file is missing', 'nowhere.handler', "Cannot find module 'nowhere'"],
    ['its export is missing', 'index.other', "Handler 'other' is not a function"],
  ])('when %s', async (title, handler, message) => {
    const name = title.replace(/ /g, '-');
    await rig.addFunction(name, 'exports.handler = async () => 1;', { handler });
    const { errorType, payload } = await rig.invoke(name);
    expect(errorType).toBe('UnhandledInvocationError');
    expect(JSON.parse(payload).errorMessage).toContain(message);
  });
});
