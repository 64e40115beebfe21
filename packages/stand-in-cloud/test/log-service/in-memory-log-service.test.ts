import { InMemoryLogService } from '../../src/log-service/in-memory-log-service';
import type { Principal } from '../../src/ram/authority';
import { ACCOUNT, caller, FakeAuthority, REGION } from '../function-compute/support';

const DAY = 24 * 60 * 60 * 1000;
let now: number;
let authority: FakeAuthority;
let logs: InMemoryLogService;
beforeEach(() => {
  now = Date.parse('2026-11-23T00:00:00Z');
  authority = new FakeAuthority();
  logs = new InMemoryLogService({ authority, region: REGION, clock: { now: () => now }, entriesKept: 5 });
  logs.createProject('my-project');
  logs.createLogstore('my-project', 'my_store', { ttlDays: 7 });
});

const entry = (message: string, time = now) => ({ time, fields: { message } });
const put = (messages: string[], principal: Principal = caller) =>
  logs.putLogs(
    principal,
    'my-project',
    'my_store',
    messages.map((message) => entry(message)),
  );
const read = () => logs.readLogs('my-project', 'my_store').map(({ fields }) => fields['message']);

describe('projects', () => {
  it.each(['ab', 'My-project', '-ab', 'ab-', 'a_b', 'a'.repeat(64), ''])("are refused as '%s'", (name) => {
    expect(() => logs.createProject(name)).toThrow(
      expect.objectContaining({
        code: 'ParameterInvalid',
        message: expect.stringContaining(`'${name}' given`),
      }),
    );
  });

  it.each(['abc', '1-2', 'a'.repeat(63)])("are taken as '%s', once", (name) => {
    logs.createProject(name);
    expect(() => logs.createProject(name)).toThrow(
      expect.objectContaining({ code: 'ProjectAlreadyExist', status: 400 }),
    );
  });

  it('take their logstores with them', () => {
    logs.deleteProject('my-project');
    const gone = expect.objectContaining({ code: 'ProjectNotExist', status: 404 });
    expect(read).toThrow(gone);
    expect(() => logs.deleteProject('my-project')).toThrow(gone);
    expect(() => logs.createLogstore('my-project', 'other', { ttlDays: 1 })).toThrow(gone);
    logs.createProject('my-project');
    expect(read).toThrow(expect.objectContaining({ code: 'LogStoreNotExist' }));
  });
});

describe('logstores', () => {
  it.each(['a', 'My', '-ab', 'ab_', 'a b', 'a'.repeat(64)])("are refused as '%s'", (name) => {
    expect(() => logs.createLogstore('my-project', name, { ttlDays: 1 })).toThrow(
      expect.objectContaining({ code: 'LogstoreInfoInvalid' }),
    );
  });

  it.each([
    [{ ttlDays: 0 }, 'ttl must be a whole number of days from 1 to 3650, 0 given'],
    [{ ttlDays: 3651 }, '3651 given'],
    [{ ttlDays: 1.5 }, '1.5 given'],
    [{ ttlDays: 1, shardCount: 0 }, 'shardCount must be a whole number of shards from 1 to 100, 0 given'],
    [{ ttlDays: 1, shardCount: 101 }, '101 given'],
  ])('are refused with %j', (options, message) => {
    expect(() => logs.createLogstore('my-project', 'other', options)).toThrow(
      expect.objectContaining({ code: 'LogstoreInfoInvalid', message: expect.stringContaining(message) }),
    );
  });

  it('exist once, until they are deleted', () => {
    expect(() => logs.createLogstore('my-project', 'my_store', { ttlDays: 1 })).toThrow(
      expect.objectContaining({ code: 'LogStoreAlreadyExist' }),
    );
    logs.deleteLogstore('my-project', 'my_store');
    const gone = expect.objectContaining({ code: 'LogStoreNotExist', status: 404 });
    expect(() => logs.deleteLogstore('my-project', 'my_store')).toThrow(gone);
    expect(() => logs.updateLogstore('my-project', 'my_store', { ttlDays: 1 })).toThrow(gone);
    expect(() => put(['x'])).toThrow(gone);
  });
});

describe('an index', () => {
  it('exists once, until it is deleted', () => {
    logs.createIndex('my-project', 'my_store', { line: { token: [' '] } });
    expect(() => logs.createIndex('my-project', 'my_store', { line: {} })).toThrow(
      expect.objectContaining({ code: 'IndexAlreadyExist' }),
    );
    logs.deleteIndex('my-project', 'my_store');
    expect(() => logs.deleteIndex('my-project', 'my_store')).toThrow(
      expect.objectContaining({ code: 'IndexConfigNotExist', status: 404 }),
    );
    logs.createIndex('my-project', 'my_store', { keys: {} });
  });

  it.each([null, {}, 'line'])('is refused as %j', (index) => {
    expect(() => logs.createIndex('my-project', 'my_store', index)).toThrow(
      expect.objectContaining({ code: 'IndexInfoInvalid' }),
    );
  });
});

describe('entries', () => {
  it('come back in the order they came', () => {
    put(['a', 'b']);
    put(['c']);
    expect(read()).toEqual(['a', 'b', 'c']);
  });

  it('end with their time to live, also when it is shortened', () => {
    put(['old']);
    now += 6 * DAY;
    put(['new']);
    now += DAY;
    expect(read()).toEqual(['old', 'new']);
    now += 1;
    expect(read()).toEqual(['new']);
    logs.updateLogstore('my-project', 'my_store', { ttlDays: 1 });
    expect(read()).toEqual([]);
  });

  it('push the oldest out when there are too many', () => {
    put(['1', '2', '3', '4', '5', '6', '7']);
    expect(read()).toEqual(['3', '4', '5', '6', '7']);
  });

  it('need log:PostLogStoreLogs on the logstore', () => {
    const resource = `acs:log:${REGION}:${ACCOUNT}:project/my-project/logstore/my_store`;
    put(['x']);
    expect(authority.asked).toEqual([`log:PostLogStoreLogs ${resource}`]);
    authority.denied = () => true;
    expect(() => put(['y'])).toThrow(
      expect.objectContaining({
        code: 'Unauthorized',
        status: 403,
        message: expect.stringContaining(resource),
      }),
    );
    expect(read()).toEqual(['x']);
  });
});
