import { Writable } from 'node:stream';
import { toServiceError } from '../../cli/cloud/service-errors';
import type { Target } from '../../cli/cloud/target';
import { OutputClosedError, write } from '../../cli/program/terminal';

describe('refusals of services', () => {
  const place = { tablestoreEndpoint: 'https://i.r.ots.aliyuncs.com', table: 't', index: 'x' } as Target;
  /** The SDK gives the bytes of the answer as text. */
  const answer = (code: string, message: string): object => {
    const field = (tag: number, text: string): Buffer => {
      const { length } = Buffer.from(text);
      const size = length < 128 ? [length] : [(length & 0x7f) | 0x80, length >> 7];
      return Buffer.concat([Buffer.from([tag, ...size]), Buffer.from(text)]);
    };
    return { code: 403, message: Buffer.concat([field(10, code), field(18, message)]).toString() };
  };

  it('tell how to reach an instance that is closed to the Internet', () => {
    const { message } = toServiceError(
      'Tablestore',
      answer('OTSAuthFailed', 'Request denied by instance ACL policies.'),
      place,
    );
    expect(message).toMatch(
      /^Tablestore: OTSAuthFailed: Request denied by instance ACL policies\.\nThe instance is closed/,
    );
    expect(message).toContain('--vpc');
  });

  it('are read whole, also when they are long', () => {
    const long = `No permission ${'x'.repeat(200)}.`;
    const { message } = toServiceError('Tablestore', answer('OTSNoPermissionAccess', long), place);
    expect(message.split('\n')[0]).toBe(`Tablestore: OTSNoPermissionAccess: ${long}`);
  });
});

it('ends quietly when the reader of its output has gone', async () => {
  const gone = new Writable({
    write: (_chunk, _encoding, done) => done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })),
  }).on('error', () => undefined);
  await expect(write(gone, 'anything')).rejects.toBeInstanceOf(OutputClosedError);
});
