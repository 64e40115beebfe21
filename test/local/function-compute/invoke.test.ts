import { ACCOUNT, functionOptions, makeRig, REGION, type Rig, SERVICE_ROLE, zip } from './support';

let rig: Rig;
beforeEach(async () => {
  rig = await makeRig();
});
afterEach(() => rig.close());

describe('a synchronous invocation', () => {
  it('hands the event over as a Buffer and returns what the handler resolves with', async () => {
    await rig.addFunction(
      'echo',
      'exports.handler = async (event) => ({ isBuffer: Buffer.isBuffer(event), got: JSON.parse(event) });',
    );

    const result = await rig.invoke('echo', { a: '漢字' });

    expect(JSON.parse(result.payload)).toEqual({ isBuffer: true, got: { a: '漢字' } });
    expect(result.errorType).toBeUndefined();
    expect(result.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });
});
