import type { StackEvent } from '../../../cli/cloud/ros-types';
import { StackTree } from '../../../cli/deploy/stack-tree';
import { collector } from '../run-media';

const event = (status: string, logicalId: string, more: Partial<StackEvent> = {}): StackEvent => ({
  id: `${status} ${logicalId}`,
  logicalId,
  type: logicalId === 'shop' ? 'ALIYUN::ROS::Stack' : 'ALIYUN::OSS::Bucket',
  physicalId: '',
  status,
  reason: 'state changed',
  ...more,
});

/** What a terminal shows in the end. Of control codes it knows two: to go up, and to clear everything below. */
function screen(text: string): string[] {
  const lines = [''];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what moves the cursor
  for (const part of text.split(/(\u001b\[\d+A\r\u001b\[0J|\n)/)) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what moves the cursor
    const up = /^\u001b\[(\d+)A/.exec(part);
    if (up) lines.splice(lines.length - 1 - Number(up[1]), Number(up[1]) + 1, '');
    else if (part === '\n') lines.push('');
    else lines[lines.length - 1] += part;
  }
  return lines.filter((line) => line !== '');
}

let now = 0;
function treeOn(isTTY: boolean, columns = 80) {
  now = 0;
  const { stream, text } = collector(isTTY, columns);
  const tree = new StackTree({ stderr: stream, env: { NO_COLOR: '1' }, now: () => now });
  return { tree, shown: () => screen(text()), text };
}

const STATE = { id: 'x', name: 'shop', statusReason: '', outputs: [] };

it('shows on a terminal what has ended, and below it what is under way, with the time', () => {
  const { tree, shown } = treeOn(true);
  tree.onEvent(event('CREATE_IN_PROGRESS', 'shop'));
  tree.onEvent(event('CREATE_IN_PROGRESS', 'Media'));
  tree.onEvent(event('CREATE_IN_PROGRESS', 'More'));
  now = 65_000;
  tree.onLook({ ...STATE, status: 'CREATE_IN_PROGRESS' });
  expect(shown()).toEqual([
    'shop',
    '├─ … Media  ALIYUN::OSS::Bucket  CREATE  1:05',
    '├─ … More  ALIYUN::OSS::Bucket  CREATE  1:05',
    '└─ CREATE_IN_PROGRESS  1:05',
  ]);
  tree.onEvent(event('CREATE_COMPLETE', 'Media'));
  tree.onNote('ROS could not be reached.');
  tree.onEvent(event('CREATE_FAILED', 'More', { reason: 'Taken\u001b[2J by another' }));
  now = 70_000;
  tree.onLook({ ...STATE, status: 'CREATE_FAILED' });
  expect(shown()).toEqual([
    'shop',
    '├─ ✓ Media  ALIYUN::OSS::Bucket  1:05',
    'ROS could not be reached.',
    '├─ ✗ More  ALIYUN::OSS::Bucket  1:05  Taken\uFFFD[2J by another',
    '└─ CREATE_FAILED  1:10',
  ]);
  tree.close();
  expect(shown().at(-1)).toMatch(/^├─ ✗ More/);
});

it.each([true, false])('lets nothing that a service says steer the terminal (%s)', (isTTY) => {
  const { tree, text } = treeOn(isTTY);
  const evil = '\u001b]0;x\u0007\u001b[31m';
  for (const status of ['CREATE_IN_PROGRESS', 'CREATE_COMPLETE']) {
    tree.onEvent(event(`${evil}${status}`, `${evil}shop`, { type: 'ALIYUN::ROS::Stack' }));
    tree.onEvent(event(`${evil}${status}`, evil, { type: evil, physicalId: evil, reason: evil }));
    tree.onLook({ ...STATE, status: `${evil}${status}` });
  }
  tree.close();
  for (const sign of ['\u0007', '\u001b]', '\u001b[31m']) expect(text()).not.toContain(sign);
});

it('never rewrites more lines than a small terminal has, nor longer ones', () => {
  const { tree, shown } = treeOn(true, 40);
  tree.onEvent(event('DELETE_IN_PROGRESS', 'shop'));
  for (let n = 1; n <= 20; n++) tree.onEvent(event('DELETE_IN_PROGRESS', `Resource${n}`));
  expect(shown()).toHaveLength(15);
  expect(shown()[13]).toBe('├─ … and 8 more');
  expect(Math.max(...shown().map((line) => line.length))).toBeLessThan(40);
  tree.onEvent(event('DELETE_COMPLETE', 'Resource1'));
  expect(shown()[1]).toBe('├─ − Resource1  ALIYUN::OSS::Bucket  0:00');
});

it('writes a line for each event where nobody rewrites lines', () => {
  const { tree, text } = treeOn(false);
  tree.onEvent(event('CREATE_IN_PROGRESS', 'Media'));
  tree.onLook({ ...STATE, status: 'CREATE_IN_PROGRESS' });
  tree.onEvent(event('CREATE_FAILED', 'Media', { physicalId: 'my-media', reason: 'Taken' }));
  expect(text()).toBe(
    'CREATE_IN_PROGRESS    Media  ALIYUN::OSS::Bucket\n' +
      'CREATE_FAILED         Media  ALIYUN::OSS::Bucket  my-media  Taken\n',
  );
});
