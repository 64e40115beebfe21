import { setTimeout as sleep } from 'node:timers/promises';
import type { LoopbackServer } from '../../src/loopback';
import { Ram } from '../../src/ram/ram';
import { serveRos } from '../../src/ros/api/server';
import { ManualClock } from '../manual-clock';
import { callByParameters, type Odd, type Parameters } from './api-client';
import { ACCOUNT, item, prepare, template } from './shelf';

export const REGION = 'cn-hangzhou';

/** The API of ROS over a shelf, anew for each test. */
export class ServedRos {
  clock!: ManualClock;
  ram!: Ram;
  shelf!: ReturnType<typeof prepare>['shelf'];
  private server!: LoopbackServer;

  /** Registers its start before each test and its end after it. */
  static forEachTest(): ServedRos {
    const served = new ServedRos();
    beforeEach(() => served.start());
    afterEach(() => served.server.close());
    return served;
  }

  get endpoint(): string {
    return this.server.endpoint;
  }

  asRoot(action: string, parameters: Parameters, odd?: Odd) {
    return callByParameters(this.endpoint, this.ram.createUserKey({ root: true }), action, parameters, odd);
  }

  /** The final status of a stack. */
  async settled(StackId: string): Promise<string> {
    for (;;) {
      const { body } = await this.asRoot('GetStack', { StackId });
      if (!String(body['Status']).endsWith('IN_PROGRESS')) return String(body['Status']);
      await sleep(5);
    }
  }

  private async start(): Promise<void> {
    this.clock = new ManualClock();
    this.clock.advance(Date.now() - this.clock.now());
    this.ram = new Ram({ accountId: ACCOUNT, clock: this.clock });
    const { engine, shelf } = prepare({ clock: this.clock, nextId: (name) => `id-of-${name}` });
    this.shelf = shelf;
    this.server = await serveRos(engine, { authority: this.ram, region: REGION, clock: this.clock });
  }
}

/** A template of one item, whose name is a parameter. */
export const body = (size: unknown = 1, sections = {}) =>
  JSON.stringify(
    template(
      { A: item({ Ref: 'Name' }, { Size: size }) },
      {
        Description: 'One item.',
        Parameters: { Name: { Type: 'String' }, Secret: { Type: 'String', NoEcho: true, Default: 'hush' } },
        Outputs: { Url: { Value: { 'Fn::GetAtt': ['A', 'Url'] }, Description: 'Where.' } },
        ...sections,
      },
    ),
  );

/** The parameter. */
export const named = (name: string): Parameters => ({
  'Parameters.1.ParameterKey': 'Name',
  'Parameters.1.ParameterValue': name,
});
