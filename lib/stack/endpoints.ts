import {
  Construct,
  Fn,
  RosCondition,
  RosParameter,
  RosParameterType,
  RosPseudo,
  Token,
} from '@alicloud/ros-cdk-core';
import { logicalId } from './logical-ids';

interface EndpointProps {
  description: string;
  /** Used when the parameter is empty. */
  otherwise: string;
}

interface Endpoint {
  /** What the parameter says, or the default. */
  value: string;
  /** A text if the parameter is empty, or else nothing. */
  ifDefault(text: string): string;
}

/** A parameter of the template: an endpoint with its scheme, or empty for the region's default endpoint. */
function endpoint(scope: Construct, id: string, { description, otherwise }: EndpointProps): Endpoint {
  const parameter = new RosParameter(scope, logicalId(scope, id), {
    type: RosParameterType.STRING,
    defaultValue: '',
    allowedPattern: '^(https?://[^/]+)?$',
    constraintDescription: 'An endpoint with its scheme and without a path, or nothing.',
    description,
  });
  const isDefault = new RosCondition(scope, logicalId(scope, `${id}IsDefault`), {
    expression: Fn.conditionEquals(parameter, ''),
  });
  const choose = (text: string, other: unknown) =>
    Token.asString(Fn.conditionIf(isDefault.logicalId, text, other));
  return { value: choose(otherwise, parameter), ifDefault: (text) => choose(text, '') };
}

export interface EndpointsProps {
  /** Endpoint of the Tablestore instance inside Alibaba Cloud. */
  tablestoreEndpoint: string;
  /** Another one, for functions that do not reach the first. */
  tablestoreFallback: string;
  /** Whether the functions send events. */
  news: boolean;
}

/**
 * Where the functions reach OSS and Tablestore. The default is the region's internal network: its traffic is
 * free, and it works where public endpoints are closed. They are parameters, so that the same template also
 * runs on other networks, such as behind a proxy. The stand-in cloud needs none: there, functions get its own
 * addresses instead of the real ones.
 */
export class Endpoints extends Construct {
  readonly oss: string;
  readonly tablestore: string;
  /** Where the functions reach Tablestore when the first endpoint cannot be used; empty for nowhere else. */
  readonly tablestoreFallback: string;
  /** Undefined without `newsBus`. */
  readonly eventBridge: string | undefined;

  constructor(scope: Construct, id: string, props: EndpointsProps) {
    super(scope, id);
    this.oss = endpoint(this, 'OssEndpoint', {
      description: 'Endpoint of OSS for the function. Empty: the internal endpoint of the region.',
      otherwise: `https://oss-${RosPseudo.region}-internal.aliyuncs.com`,
    }).value;
    const tablestore = endpoint(this, 'TablestoreEndpoint', {
      description:
        'Endpoint of the Tablestore instance for the function. Empty: its VPC endpoint, or else its internal one.',
      otherwise: props.tablestoreEndpoint,
    });
    this.tablestore = tablestore.value;
    // Whoever names an endpoint wants that one alone.
    this.tablestoreFallback = tablestore.ifDefault(props.tablestoreFallback);
    // The one address that EventBridge's API page names, and a function may reach the Internet. Another is for networks
    // of one's own.
    if (props.news) {
      this.eventBridge = endpoint(this, 'EventBridgeEndpoint', {
        description: 'Endpoint of EventBridge for the function. Empty: the public endpoint of the account.',
        otherwise: `https://${RosPseudo.tenantId}.eventbridge.${RosPseudo.region}.aliyuncs.com`,
      }).value;
    }
  }
}
