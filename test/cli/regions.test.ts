import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ros from '@alicloud/ros20190910';
import { REGIONS, regionNotice } from '../../cli/cloud/regions';
import { openSession } from '../../cli/cloud/session';
import { findStackTarget } from '../../cli/deploy/deployment';
import type { Terminal } from '../../cli/program/terminal';
import { collector, fakeTerminal, runMedia } from './run-media';

it('knows the regions that the official client of ROS knows', () => {
  const client = new Ros({ regionId: 'cn-hangzhou', toMap: () => ({}) } as never);
  const { _endpointMap } = client as unknown as { _endpointMap: Record<string, string> };
  expect([...REGIONS].sort()).toEqual(Object.keys(_endpointMap).sort());
});

it.each([
  ['cn-hangzou', "A region 'cn-hangzou' is not known here. Did you mean cn-hangzhou?"],
  ['cn-shangai', "A region 'cn-shangai' is not known here. Did you mean cn-shanghai?"],
  ['cn-hangzhou', undefined],
  ['xx-elsewhere-1', undefined],
])('of %s it says %s', (region, notice) => {
  expect(regionNotice(region)).toBe(notice);
});

it.each([
  ['find and the like', (terminal: Terminal) => openSession({ region: 'cn-hangzou' }, terminal, [])],
  ['deploy and the like', (terminal: Terminal) => findStackTarget({ region: 'cn-hangzou' }, terminal)],
])('tells it to who uses %s, and asks there all the same', (_, begin) => {
  const { stream, text } = collector();
  const cwd = mkdtempSync(join(tmpdir(), 'regions-'));
  begin({ ...fakeTerminal({ cwd }), stderr: stream });
  rmSync(cwd, { recursive: true });
  expect(text()).toBe("A region 'cn-hangzou' is not known here. Did you mean cn-hangzhou?\n");
});

describe('the commands', () => {
  let cwd: string;
  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), 'regions-'));
  });
  afterEach(() => rmSync(cwd, { recursive: true }));

  const names = ['--bucket', 'films', '--instance', 'metadata', '--table', 'objects'];
  it.each([
    ['deploy', '--dry-run'],
    ['doctor', '--before'],
    ['destroy', '--yes'],
    ['find', ...names],
    ['show', 'a.mp4', ...names],
  ])('suggest the region that may be meant: %s', async (...argv) => {
    const misspelt = await runMedia([...argv, '--region', 'CN-Hangzou'], { cwd });
    expect(misspelt).toMatchObject({ code: 2, out: '' });
    expect(misspelt.err).toContain(
      "--region: must be a region such as cn-hangzhou, 'CN-Hangzou' given. Did you mean cn-hangzhou?",
    );
  });
});
