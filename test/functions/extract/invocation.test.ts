import { readInvocation } from '../../../functions/extract/invocation';

const CREDENTIALS = { accessKeyId: 'STS.id', accessKeySecret: 'secret', securityToken: 'token' };

describe('the context of an invocation', () => {
  it('of Function Compute 2 is read', () => {
    const context = {
      requestId: 'r',
      credentials: CREDENTIALS,
      function: { name: 'extract', handler: 'index.handler', memory: 512, timeout: 60, initializer: '' },
      service: { name: 'media', logProject: 'p', logStore: 'l', qualifier: 'LATEST', versionId: '' },
      region: 'cn-hangzhou',
      accountId: '1234567890123456',
      retryCount: 0,
    };
    expect(readInvocation(context)).toEqual({
      requestId: 'r',
      region: 'cn-hangzhou',
      credentials: CREDENTIALS,
      function: { memoryMB: 512, timeoutSeconds: 60 },
    });
  });

  it('of Function Compute 3 is read: without a service, with numbers as text', () => {
    const settings = { name: 'extract', handler: 'index.handler', memory: '1024', timeout: '120' };
    const context = { requestId: 'r', credentials: CREDENTIALS, function: settings, region: 'cn-shanghai' };
    expect(readInvocation(context).function).toEqual({ memoryMB: 1_024, timeoutSeconds: 120 });
  });

  it('that does not tell its limits is taken for the smallest', () => {
    const context = { credentials: { ...CREDENTIALS, securityToken: '' }, region: 'cn-hangzhou' };
    expect(readInvocation(context)).toEqual({
      requestId: '',
      region: 'cn-hangzhou',
      credentials: { accessKeyId: 'STS.id', accessKeySecret: 'secret', securityToken: undefined },
      function: { memoryMB: 128, timeoutSeconds: 3 },
    });
  });

  it.each([undefined, null, {}, { credentials: {}, region: 'cn-hangzhou' }])('%j is refused', (context) => {
    expect(() => readInvocation(context)).toThrow('Context: credentials must be given');
  });
});
