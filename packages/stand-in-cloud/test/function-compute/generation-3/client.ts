import FcClient, * as fc from '@alicloud/fc20230330';
import { api2 } from '../../../src/function-compute/generation-2';
import { api3 } from '../../../src/function-compute/generation-3';
import { serveFunctionCompute } from '../../../src/function-compute/http/server';
import { ACCOUNT, INVOCATION_ROLE, makeRig, REGION, SERVICE_ROLE, zip } from '../support';

export const NODE = { runtime: 'nodejs20', handler: 'index.handler' };

/** Code in the request. */
export const inline = (source: string) =>
  new fc.InputCodeLocation({ zipFile: zip({ 'index.js': source }).toString('base64') });

export const TRIGGER = {
  triggerName: 'uploads',
  triggerType: 'oss',
  sourceArn: `acs:oss:${REGION}:${ACCOUNT}:source`,
  invocationRole: INVOCATION_ROLE,
  triggerConfig: JSON.stringify({
    events: ['oss:ObjectCreated:PutObject'],
    filter: { key: { prefix: 'in/', suffix: '.mp4' } },
  }),
};

export const arnOf = (fn: string) => `acs:fc:${REGION}:${ACCOUNT}:functions/${fn}`;

const LOGS = { project: 'logs-project', logstore: 'logs' };

/** The official client of Function Compute 3 with a server of it. */
export async function openClient(clock?: { now(): number }) {
  const rig = await makeRig();
  const { authority } = rig;
  const server = await serveFunctionCompute(rig.fc, { apis: [api2, api3], authority, clock });
  authority.addUser('user-key', 'user-secret');
  const clientWith = (keys: object = {}) =>
    new FcClient({
      accessKeyId: 'user-key',
      accessKeySecret: 'user-secret',
      ...keys,
      regionId: REGION,
      endpoint: new URL(server.endpoint).host,
      protocol: 'HTTP',
    } as never);
  const client = clientWith();
  return {
    rig,
    server,
    client,
    clientWith,
    /** Makes a function with a role and logs. */
    async create(functionName: string, source: string, more: object = {}) {
      const body = new fc.CreateFunctionInput({
        ...{ functionName, ...NODE, role: SERVICE_ROLE },
        logConfig: new fc.LogConfig(LOGS),
        code: inline(source),
        ...more,
      });
      return (await client.createFunction(new fc.CreateFunctionRequest({ body }))).body!;
    },
    /** Invokes with the headers given, and reads the answer. */
    async invoke(name: string, text: string, headers: object = {}, qualifier?: string) {
      const answer = await clientInvoke(client, name, text, headers, qualifier);
      const chunks: Buffer[] = [];
      for await (const chunk of answer.body ?? []) chunks.push(Buffer.from(chunk));
      return { text: Buffer.concat(chunks).toString(), headers: answer.headers!, status: answer.statusCode };
    },
    async close() {
      await server.close();
      await rig.close();
    },
  };
}

async function clientInvoke(
  client: FcClient,
  name: string,
  text: string,
  headers: object,
  qualifier?: string,
) {
  const { Readable } = await import('node:stream');
  return client.invokeFunctionWithOptions(
    name,
    new fc.InvokeFunctionRequest({ body: Readable.from([Buffer.from(text)]), qualifier }),
    new fc.InvokeFunctionHeaders(headers as never),
    {} as never,
  );
}
