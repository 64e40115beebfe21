import type { Cloud } from 'stand-in-cloud';
import { fixedKeys } from '../cloud/keys';
import { Place } from '../cloud/place';

/** Where a stack is deployed into a cloud on this machine: by its APIs, as into any other. */
export const placeIn = ({ region, rosEndpoint, stsEndpoint, oss, rootKey }: Cloud): Place =>
  new Place({ region, rosEndpoint, stsEndpoint, ossEndpoint: oss.endpoint, keys: fixedKeys(rootKey) });
