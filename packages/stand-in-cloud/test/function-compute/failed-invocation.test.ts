import type { FailedInvocation } from '../../src/function-compute/failed-invocation';
import { makeRig, type Rig } from './support';

let rig: Rig;
const failures: FailedInvocation[] = [];
beforeAll(async () => {
  rig = await makeRig({ onFailedInvocation: (failure) => failures.push(failure) });
});
afterAll(() => rig.close());
beforeEach(() => failures.splice(0));

it.each([
  ['throws', `throw new TypeError('line one\\n  line two');`, 'TypeError: line one line two'],
  ['exits', 'process.exit(3);', expect.stringMatching(/^Process exited unexpectedly/)],
])('One that %s is told at once, in one line', async (name, body, error) => {
  await rig.addFunction(name, `exports.handler = async () => { ${body} };`);
  const { requestId } = await rig.invoke(name);
  expect(failures).toEqual([{ function: `svc/${name}`, requestId, error }]);
});

it('One that answers is not', async () => {
  await rig.addFunction('answers', 'exports.handler = async () => 1;');
  await rig.invoke('answers');
  expect(failures).toEqual([]);
});
