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
  /** Used while the parameter is empty. */
  otherwise: string;
}

/** A parameter of the template that is either an endpoint with its scheme, or empty for the one of the region. */
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
 * Where the function finds OSS and Tablestore. By default the internal network of the region, which costs no traffic and
 * works where public endpoints are closed; as parameters, so that the same template also runs on other networks, such as
 * behind a proxy. The stand-in cloud needs neither: it hands functions its own addresses for the real ones.
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
