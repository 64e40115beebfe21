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

/** A parameter of the template: an endpoint with its scheme, or empty for the region's default endpoint. */
function endpoint(scope: Construct, id: string, { description, otherwise }: EndpointProps): string {
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
  return Token.asString(Fn.conditionIf(isDefault.logicalId, otherwise, parameter));
}

export interface EndpointsProps {
  /** Endpoint of the Tablestore instance inside Alibaba Cloud. */
  tablestoreEndpoint: string;
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

  constructor(scope: Construct, id: string, props: EndpointsProps) {
    super(scope, id);
    this.oss = endpoint(this, 'OssEndpoint', {
      description: 'Endpoint of OSS for the function. Empty: the internal endpoint of the region.',
      otherwise: `https://oss-${RosPseudo.region}-internal.aliyuncs.com`,
    });
    this.tablestore = endpoint(this, 'TablestoreEndpoint', {
      description: 'Endpoint of the Tablestore instance for the function. Empty: its VPC endpoint.',
      otherwise: props.tablestoreEndpoint,
    });
  }
}
