import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AcceptedEvents } from '../../src/function-compute/accepted-events';
import { caller, makeRig } from './support';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'accepted-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const event = (requestId: string, fn = 'f') => ({
  requestId,
  service: 'svc',
  fn,
  payload: Buffer.from([0, 255]),
  acceptedAt: 1,
});
const open = () => new AcceptedEvents(directory, () => undefined);
const all = () => true;

describe('accepted events', () => {
  it('outlive the process until they have ended', () => {
    const first = open();
    for (const id of ['a', 'b', 'c']) first.accept(event(id));
    first.ended('b');
    expect(first.takeInherited(all)).toEqual([]);
    first.close();
    // Of an invocation that ends because everything is closed.
    first.ended('a');

    const second = open();
    expect(second.takeInherited(all)).toEqual([event('a'), event('c')]);
    expect(second.takeInherited(all)).toEqual([]);
    second.ended('a');
    second.close();

    const third = open();
    expect(third.takeInherited(all)).toEqual([event('c')]);
    third.close();
  });

  it('wait for their functions', () => {
    const first = open();
    first.accept(event('a', 'early'));
    first.accept(event('b', 'late'));
    first.close();
    const second = open();
    const existing = new Set(['early']);
    const take = () => second.takeInherited(({ fn }) => existing.has(fn)).map(({ requestId }) => requestId);
    expect(take()).toEqual(['a']);
    existing.add('late');
    expect(take()).toEqual(['b']);
    second.close();
  });

  it('are refused when they are damaged', () => {
    const first = open();
    first.accept(event('a'));
    first.close();
    const file = join(directory, 'invocations.journal');
    const bytes = readFileSync(file);
    bytes.writeUInt8(bytes.readUInt8(50) ^ 1, 50);
    writeFileSync(file, bytes);
    expect(open).toThrow(`'${file}', offset 25: a record of`);
  });
});

it('an invocation that was accepted runs in the next process', async () => {
  const SOURCE = `exports.handler = async (event) => {
    if (process.env.HOLD) await new Promise(() => setInterval(() => {}, 1000));
    console.log('GOT ' + event);
  };`;
  const first = await makeRig({ dataDir: directory });
  await first.addFunction('f', SOURCE, { environment: { HOLD: '1' } });
  await first.fc.invokeAsync(caller, { service: 'svc', fn: 'f' }, Buffer.from('one'));
  await first.close();

  const second = await makeRig({ dataDir: directory });
  // Nothing happens before its function is there.
  second.fc.deliverPending();
  await second.addFunction('f', SOURCE);
  second.fc.deliverPending();
  expect(second.fc.backlog).toBe(1);
  await second.fc.idle();
  expect(second.messages().join('\n')).toContain('GOT one');
  await second.close();
});
