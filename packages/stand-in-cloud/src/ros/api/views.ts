import type { Blueprint } from '../blueprint';
import type { PlannedChange } from '../preview-stack';
import type { StackDescription, StackEvent } from '../stack';
import { tagViews } from './tags';

/** UTC to the second, without the `Z`. */
const timeOf = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 19);

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** A text of a template, which may come in several languages. */
export const described = (text: unknown): string => (text === undefined ? '' : asText(text));

/** A stack as an entry of a list. */
export function summaryOf(stack: StackDescription): object {
  const { stackId, stackName, status, statusReason, createdAt, updatedAt, tags, resourceGroupId } = stack;
  return {
    StackId: stackId,
    StackName: stackName,
    Status: status,
    StatusReason: statusReason,
    CreateTime: timeOf(createdAt),
    ...(updatedAt === undefined ? {} : { UpdateTime: timeOf(updatedAt) }),
    StackType: 'ROS',
    ResourceGroupId: resourceGroupId,
    Tags: tagViews(tags),
  };
}

/** A single stack. Values of NoEcho parameters are replaced by stars. */
export function stackView(
  stack: StackDescription,
  { template, parameters }: Blueprint,
  withOutputs: boolean,
): object {
  return {
    ...summaryOf(stack),
    Description: described(template.Description),
    Parameters: Object.entries(parameters).flatMap(([ParameterKey, value]) =>
      value === undefined
        ? []
        : {
            ParameterKey,
            ParameterValue: template.Parameters[ParameterKey]?.NoEcho ? '******' : asText(value),
          },
    ),
    Outputs: Object.entries(withOutputs ? stack.outputs : {}).map(([OutputKey, OutputValue]) => ({
      OutputKey,
      OutputValue,
      Description: described(template.Outputs[OutputKey]?.Description),
    })),
  };
}

export function resourceViews({ stackId, stackName, resources }: StackDescription): object[] {
  return resources.map(({ logicalId, type, physicalId, status, statusReason }) => ({
    StackId: stackId,
    StackName: stackName,
    LogicalResourceId: logicalId,
    PhysicalResourceId: physicalId,
    ResourceType: type,
    Status: status,
    StatusReason: statusReason ?? 'state changed',
  }));
}

/** A resource in a preview. */
export function changeView({ action, logicalId, type, physicalId, replacement }: PlannedChange): object {
  return {
    LogicalResourceId: logicalId,
    ResourceType: type,
    Action: action,
    ...(physicalId === undefined ? {} : { PhysicalResourceId: physicalId }),
    ...(replacement === undefined ? {} : { Replacement: replacement ? 'True' : 'False' }),
  };
}

export function eventView(event: StackEvent, index: number): object {
  return {
    EventId: `${event.stackId}-${index}`,
    StackId: event.stackId,
    StackName: event.stackName,
    LogicalResourceId: event.logicalId,
    PhysicalResourceId: event.physicalId ?? '',
    ResourceType: event.type,
    Status: event.status,
    StatusReason: event.reason,
    CreateTime: timeOf(event.time),
  };
}
