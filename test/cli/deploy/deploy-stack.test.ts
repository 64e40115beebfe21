import { Cloud } from 'stand-in-cloud';
import { fixedKeys } from '../../../cli/cloud/keys';
import { Place } from '../../../cli/cloud/place';
import type { StackEvent } from '../../../cli/cloud/ros-types';
import { deleteStack, deployStack, earlierEvents, type WantedStack } from '../../../cli/deploy/deploy-stack';
import { FollowEndedError } from '../../../cli/deploy/follow';
import { ApiProxy, refused } from './support/api-proxy';
import { bucket, project, template } from './support/templates';

let cloud: Cloud;
let proxy: ApiProxy;
let place: Place;

beforeEach(async () => {
  cloud = await Cloud.start();
  proxy = await ApiProxy.start(cloud.rosEndpoint);
  place = placeWith(cloud.rootKey);
});

afterEach(async () => {
  await proxy.stop();
  await cloud.close();
});

const placeWith = (keys: Parameters<typeof fixedKeys>[0]) =>
  new Place({
    region: cloud.region,
    rosEndpoint: proxy.endpoint,
    stsEndpoint: cloud.stsEndpoint,
    ossEndpoint: cloud.oss.endpoint,
    keys: fixedKeys(keys),
  });

const OUTPUTS = { Name: { Value: { Ref: 'Media' } } };
const SHOP = template({ Media: bucket('shop-media') }, OUTPUTS);

/** Deploys, and returns the events as `STATUS RESOURCE`, and the notes. */
async function deploy(wanted: Partial<WantedStack> = {}, signal?: AbortSignal) {
  const [steps, notes]: [string[], string[]] = [[], []];
  const stack = await deployStack(
    place.ros,
    { name: 'shop', template: SHOP, ...wanted },
    {
      onEvent: ({ status, logicalId }: StackEvent) => steps.push(`${status} ${logicalId}`),
      onNote: (text) => notes.push(text),
      signal,
    },
  );
  return { ...stack, steps, notes };
}

const statusOf = async (): Promise<string | undefined> => (await place.ros.findStack('shop'))?.status;

it('creates a stack, then finds nothing to change, then updates it, each with the events of its own', async () => {
  expect(await deploy()).toMatchObject({
    done: 'created',
    status: 'CREATE_COMPLETE',
    outputs: [{ OutputKey: 'Name', OutputValue: 'shop-media' }],
    steps: [
      'CREATE_IN_PROGRESS shop',
      'CREATE_IN_PROGRESS Media',
      'CREATE_COMPLETE Media',
      'CREATE_COMPLETE shop',
    ],
  });
  expect(await deploy()).toMatchObject({
    done: 'nothing',
    outputs: [{ OutputValue: 'shop-media' }],
    steps: [],
  });
  const more = template({ Media: bucket('shop-media'), Logs: project('shop-logs') }, OUTPUTS);
  expect(await deploy({ template: more })).toMatchObject({
    done: 'updated',
    steps: [
      'UPDATE_IN_PROGRESS shop',
      'CREATE_IN_PROGRESS Logs',
      'CREATE_COMPLETE Logs',
      'UPDATE_COMPLETE shop',
    ],
  });
});

it('tells the first cause of a failed creation with its remedy, and begins anew the next time', async () => {
  cloud.oss.createBucket('shop-media', {});
  await expect(deploy({ template: template({ Logs: project('shop-logs'), Media: bucket('shop-media') }) })).rejects
    .toThrow(/^Stack shop is CREATE_ROLLBACK_COMPLETE: Media: BucketAlreadyExists: .*\n.*Set bucketName.*\nWhat had been made was deleted again/s); // biome-ignore format: one expectation
  cloud.oss.deleteBucket('shop-media');
  const { done, notes } = await deploy();
  expect(done).toBe('created');
  expect(notes).toEqual([expect.stringMatching(/^Stack shop is CREATE_ROLLBACK_COMPLETE.* deleted first/)]);
});

it('tells what a failed update left, and goes on from there the next time', async () => {
  await deploy();
  cloud.oss.createBucket('shop-more', {});
  const more = template({ Media: bucket('shop-media'), More: bucket('shop-more') });
  await expect(deploy({ template: more })).rejects.toThrow(
    /^Stack shop is ROLLBACK_COMPLETE: More: BucketAlreadyExists.*The stack is as it was before/s,
  );
  cloud.oss.deleteBucket('shop-more');
  expect((await deploy({ template: more })).done).toBe('updated');
});

it('sends to destroy first where only that mends', async () => {
  cloud.oss.createBucket('shop-media', {});
  await expect(deploy({ disableRollback: true })).rejects.toThrow(
    /is CREATE_FAILED: Media.*run 'media destroy'/s,
  );
  await expect(deploy()).rejects.toThrow(/^Stack shop is CREATE_FAILED: .*run 'media destroy'/s);
});

it('does not get in the way of another deployment', async () => {
  proxy.fate = (action) =>
    action === 'ListStacks'
      ? { status: 200, body: { Stacks: [{ StackId: 'x', StackName: 'shop', Status: 'UPDATE_IN_PROGRESS' }] } }
      : undefined;
  await expect(deploy()).rejects.toThrow(
    /^Stack shop is UPDATE_IN_PROGRESS: another deployment is at work\. 'media deploy --follow'/,
  );
  expect(proxy.calls).toEqual(['ListStacks']);
});

it.each([
  ['throttled', refused('Throttling.User', 'Request was denied due to user flow control.')],
  ['out of order', refused('ServiceUnavailable', 'later', 503)],
  ['cut off', 'cut' as const],
])('goes on where every second request is %s', async (_what, fate) => {
  proxy.fate = (_action, nth) => (nth % 2 === 1 ? fate : undefined);
  expect((await deploy()).done).toBe('created');
});

it('makes one stack also where the answer to that is lost', async () => {
  proxy.fate = (action, nth) => (action === 'CreateStack' && nth === 1 ? 'lose answer' : undefined);
  expect((await deploy()).done).toBe('created');
  expect(proxy.calls.filter((call) => call === 'CreateStack')).toHaveLength(2);
  proxy.fate = (action, nth) => (action === 'DeleteStack' && nth === 1 ? 'lose answer' : undefined);
  expect((await deleteStack(place.ros, (await place.ros.findStack('shop'))!.id)).status).toBe(
    'DELETE_COMPLETE',
  );
});

it('waits for a network that is cut while ROS is at work, and says so once', async () => {
  // More failures than the client repeats a request.
  proxy.fate = (action, nth) => (action === 'GetStack' && nth <= 15 ? 'cut' : undefined);
  const { done, notes, steps } = await deploy();
  expect(done).toBe('created');
  expect(steps).toContain('CREATE_COMPLETE shop');
  expect(notes).toEqual([
    expect.stringMatching(/^ROS could not be reached at http.* ROS goes on with the stack/),
  ]);
});

it('is not taken in by a state of before the update', async () => {
  await deploy();
  // So long ROS answers as if it had not accepted the update yet.
  let stale = 3;
  proxy.fate = (action) => {
    if (!proxy.calls.includes('UpdateStack') || stale === 0) return undefined;
    if (action === 'ListStackEvents') stale -= 1;
    if (action === 'ListStackEvents') return { status: 200, body: { Events: [] } };
    if (action !== 'GetStack') return undefined;
    return { status: 200, body: { StackName: 'shop', Status: 'CREATE_COMPLETE' } };
  };
  const more = template({ Media: bucket('shop-media'), Logs: project('shop-logs') });
  expect(await deploy({ template: more })).toMatchObject({ done: 'updated', status: 'UPDATE_COMPLETE' });
});

it('tells the steps of the last operation from those before', async () => {
  const { id } = await deploy();
  expect(await earlierEvents(place.ros, id)).toEqual(new Set());
  await deploy({ template: template({ Media: bucket('shop-media'), Logs: project('shop-logs') }) });
  const rest = await place.ros.newEvents(id, await earlierEvents(place.ros, id));
  expect(rest.map(({ status }) => status)).toEqual([
    'UPDATE_IN_PROGRESS',
    'CREATE_IN_PROGRESS',
    'CREATE_COMPLETE',
    'UPDATE_COMPLETE',
  ]);
});

it('says what to do when credentials end on the way', async () => {
  proxy.fate = (action) =>
    action === 'GetStack' ? refused('InvalidSecurityToken.Expired', 'expired') : undefined;
  await expect(deploy()).rejects.toThrow(
    /^ROS: InvalidSecurityToken\.Expired: .*get new ones.*ROS goes on with the stack: 'media deploy --follow'/s,
  );
});

it('leaves ROS to finish when nobody looks any more', async () => {
  const looking = new AbortController();
  proxy.fate = (action) => {
    if (action !== 'GetStack') return undefined;
    looking.abort();
    return { status: 200, body: { StackName: 'shop', Status: 'CREATE_IN_PROGRESS' } };
  };
  await expect(deploy({}, looking.signal)).rejects.toThrow(FollowEndedError);
  proxy.fate = () => undefined;
  expect(await statusOf()).toBe('CREATE_COMPLETE');
});

it('names the right that is missing', async () => {
  place = placeWith(cloud.ram.createUserKey({ userName: 'ann', policies: [{ name: 'looks', document: {
    Version: '1', Statement: [{ Effect: 'Allow', Action: 'ros:ListStacks', Resource: '*' }],
  } }] })); // biome-ignore format: one step
  await expect(deploy()).rejects.toThrow(
    /NoPermission.*needs the right ros:CreateStack: docs\/permissions\.md/s,
  );
});

it('does not take the page of a proxy for an answer', async () => {
  proxy.fate = () => ({ status: 200, body: undefined as never });
  await expect(deploy()).rejects.toThrow(
    /^ROS could not be reached at http:\/\/127\.0\.0\.1:\d+ \(an answer that is not/,
  );
});

it('says what no update can change, before ROS is asked to', async () => {
  await deploy();

  await expect(deploy({ template: template({ Media: bucket('other-media') }, OUTPUTS) })).rejects.toThrow(
    'Stack shop stays as it is, since no update can make of it what is wanted:\n' +
      "Media.BucketName: ROS never changes it, 'shop-media' deployed, 'other-media' wanted. A new one would be empty.",
  );
  expect(await statusOf()).toBe('CREATE_COMPLETE');
});
