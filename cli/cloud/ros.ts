import type RosClient from '@alicloud/ros20190910';
import { type ApiAddress, type RosModule, rosClient } from './alicloud-clients';
import { Refusal } from './api-errors';
import { askApi } from './ask-api';
import type { KeySource } from './keys';
import { type Pace, paceAt } from './pace';
import type {
  PreviewedChange,
  StackEvent,
  StackRequest,
  StackResource,
  StackState,
  StackSummary,
} from './ros-types';

/** With the waits between, half a minute: a longer fault is not temporary. */
const ATTEMPTS = 6;

/** The largest page of a list. */
const PAGE = 50;

/** ROS in one region, by the official client. Requests are repeated while the service is busy or out of reach. */
export class Ros {
  readonly pace: Pace;

  constructor(
    private readonly address: ApiAddress,
    private readonly keys: KeySource,
  ) {
    this.pace = paceAt(address.endpoint);
  }

  /** The stack of this name that is not deleted, if any. */
  async findStack(name: string): Promise<StackSummary | undefined> {
    const { stacks = [] } = await this.ask((client, ros, regionId) =>
      client.listStacks(new ros.ListStacksRequest({ regionId, stackName: [name], pageSize: PAGE })),
    );
    const found = stacks.find((stack) => stack.stackName === name && stack.status !== 'DELETE_COMPLETE');
    return found && summaryOf(found);
  }

  /** @throws Refusal `StackNotFound` */
  async stack(stackId: string): Promise<StackState> {
    const body = await this.ask((client, ros, regionId) =>
      client.getStack(new ros.GetStackRequest({ regionId, stackId })),
    );
    return { ...summaryOf(body), outputs: (body.outputs ?? []) as unknown as StackState['outputs'] };
  }

  /** The events that are not known yet, oldest first. @param known ids; they are added to it */
  async newEvents(stackId: string, known: Set<string>): Promise<StackEvent[]> {
    const found: StackEvent[] = [];
    for (let pageNumber = 1; ; pageNumber++) {
      const { events = [] } = await this.ask((client, ros, regionId) =>
        client.listStackEvents(
          new ros.ListStackEventsRequest({ regionId, stackId, pageSize: PAGE, pageNumber }),
        ),
      );
      // The newest come first. Pages move on when further events come meanwhile.
      const fresh = events.filter(({ eventId = '' }) => !known.has(eventId));
      for (const { eventId = '' } of fresh) known.add(eventId);
      found.push(...fresh.map(eventOf));
      if (fresh.length < PAGE) return found.reverse();
    }
  }

  async create(stackName: string, request: StackRequest): Promise<string> {
    const body = await this.ask((client, ros, regionId) =>
      client.createStack(new ros.CreateStackRequest({ regionId, stackName, ...contentOf(request) })),
    );
    return body.stackId ?? '';
  }

  /** @throws Refusal `NotSupported` when nothing changes */
  async update(stackId: string, request: StackRequest): Promise<void> {
    const { disableRollback: _, ...content } = contentOf(request);
    const replacementOption = request.replacement ? 'Enabled' : 'Disabled';
    await this.ask((client, ros, regionId) =>
      client.updateStack(new ros.UpdateStackRequest({ regionId, stackId, replacementOption, ...content })),
    );
  }

  async delete(stackId: string): Promise<void> {
    await this.ask((client, ros, regionId) =>
      client.deleteStack(new ros.DeleteStackRequest({ regionId, stackId })),
    );
  }

  async validate(templateBody: string): Promise<void> {
    await this.ask((client, ros, regionId) =>
      client.validateTemplate(new ros.ValidateTemplateRequest({ regionId, templateBody })),
    );
  }

  /** Of services by ROS's names for them, such as `OTS`: `Enabled`, `Disabled` or what else ROS says. */
  async serviceStatuses(names: readonly string[]): Promise<Map<string, string>> {
    const services = names.map((serviceName) => ({ serviceName }));
    const { serviceProvisions = [] } = await this.ask((client, ros, regionId) =>
      client.getServiceProvisions(new ros.GetServiceProvisionsRequest({ regionId, services })),
    );
    return new Map(serviceProvisions.map(({ serviceName = '', status = '' }) => [serviceName, status]));
  }

  /** What a new stack (by name) or a change of one (by id) would do. */
  async preview(
    of: { stackName: string } | { stackId: string },
    { template: templateBody }: Pick<StackRequest, 'template'>,
  ): Promise<PreviewedChange[]> {
    const body = await this.ask((client, ros, regionId) =>
      client.previewStack(new ros.PreviewStackRequest({ regionId, ...of, templateBody })),
    );
    return (body.stack?.resources ?? []).map(
      ({ action = '', logicalResourceId = '', resourceType = '', replacement }) => ({
        action,
        logicalId: logicalResourceId,
        type: resourceType,
        ...(replacement === undefined ? {} : { replacement }),
      }),
    );
  }

  async resources(stackId: string): Promise<StackResource[]> {
    const { resources = [] } = await this.ask((client, ros, regionId) =>
      client.listStackResources(new ros.ListStackResourcesRequest({ regionId, stackId })),
    );
    return resources.map(
      ({ logicalResourceId = '', resourceType = '', physicalResourceId = '', status = '' }) => ({
        logicalId: logicalResourceId,
        type: resourceType,
        physicalId: physicalResourceId,
        status,
      }),
    );
  }

  /** The text of the template that a stack has. */
  async template(stackId: string): Promise<string> {
    const body = await this.ask((client, ros, regionId) =>
      client.getTemplate(new ros.GetTemplateRequest({ regionId, stackId })),
    );
    return body.templateBody ?? '';
  }

  /** @throws Refusal, NoAnswer */
  private async ask<Body>(
    request: (client: RosClient, ros: RosModule, region: string) => Promise<{ body?: Body }>,
  ): Promise<Body> {
    return askApi('ROS', this.address.endpoint, ATTEMPTS, async () => {
      // Temporary keys change, so each request asks for those of now.
      const { client, module } = await rosClient(this.address, await this.keys());
      return (await request(client, module, this.address.region)).body as Body;
    });
  }
}

/** True for the error that says that a stack is not there. */
export const isStackNotFound = (error: unknown): boolean =>
  error instanceof Refusal && error.code === 'StackNotFound';

const contentOf = ({ template, parameters, disableRollback, token }: StackRequest) => ({
  templateBody: template,
  clientToken: token,
  parameters: Object.entries(parameters ?? {}).map(([parameterKey, parameterValue]) => ({
    parameterKey,
    parameterValue,
  })),
  ...(disableRollback ? { disableRollback } : {}),
});

interface Told {
  stackId?: string;
  stackName?: string;
  status?: string;
  statusReason?: string;
}

const summaryOf = ({ stackId = '', stackName = '', status = '', statusReason = '' }: Told): StackSummary => ({
  id: stackId,
  name: stackName,
  status,
  statusReason,
});

interface ToldEvent {
  eventId?: string;
  logicalResourceId?: string;
  resourceType?: string;
  physicalResourceId?: string;
  status?: string;
  statusReason?: string;
}

const eventOf = (told: ToldEvent): StackEvent => ({
  id: told.eventId ?? '',
  logicalId: told.logicalResourceId ?? '',
  type: told.resourceType ?? '',
  physicalId: told.physicalResourceId ?? '',
  status: told.status ?? '',
  reason: told.statusReason ?? '',
});
