import type OSS from 'ali-oss';
import type { Place } from '../cloud/place';
import type { StackResource, StackSummary } from '../cloud/ros-types';

/** A bucket that the deletion is about. */
export interface BucketLoss {
  name: string;
  /** Objects in it, counted up to a page of a list. */
  objects: number;
  /** Whether there are more than that. */
  more: boolean;
}

/** What becomes of a stack's resources when it is deleted. */
export interface Losses {
  lost: StackResource[];
  kept: StackResource[];
  /** Those that ROS does not delete while they hold something. */
  buckets: BucketLoss[];
  /** Whether the template, which says what stays, could be read. */
  isTold: boolean;
}

interface ParsedTemplate {
  Resources?: Record<string, { DeletionPolicy?: unknown; Properties?: { DeletionForce?: unknown } }>;
}

/** In which a resource is not the stack's: whatever has its name by now belongs to somebody else. */
const NOT_THERE = new Set(['CREATE_FAILED', 'DELETE_COMPLETE']);

/** @throws Refusal, NoAnswer */
export async function lossesOf(place: Place, { id }: StackSummary): Promise<Losses> {
  const [resources, text] = await Promise.all([place.ros.resources(id), place.ros.template(id)]);
  const template = parsed(text);
  const { Resources = {} } = template ?? {};
  const there = resources.filter(({ physicalId, status }) => physicalId !== '' && !NOT_THERE.has(status));
  const isKept = ({ logicalId }: StackResource): boolean => Resources[logicalId]?.DeletionPolicy === 'Retain';
  const lost = there.filter((one) => !isKept(one));
  const buckets: BucketLoss[] = [];
  for (const { type, logicalId, physicalId } of lost) {
    // ROS empties a bucket that is to be deleted by force.
    const force = Resources[logicalId]?.Properties?.DeletionForce;
    if (type !== 'ALIYUN::OSS::Bucket' || force === true || force === 'true') continue;
    const counted = await countObjects(await place.oss(physicalId));
    if (counted) buckets.push({ name: physicalId, ...counted });
  }
  return { lost, kept: there.filter(isKept), buckets, isTold: template !== undefined };
}

/** Undefined for one that somebody else wrote in YAML: ROS itself decides what stays. */
function parsed(text: string): ParsedTemplate | undefined {
  try {
    return Object(JSON.parse(text)) as ParsedTemplate;
  } catch {
    return undefined;
  }
}

/** The objects in a bucket; undefined where nobody may look, or there is no bucket any more. */
export async function countObjects(oss: OSS): Promise<Pick<BucketLoss, 'objects' | 'more'> | undefined> {
  try {
    const { objects, isTruncated } = await oss.list({ 'max-keys': 1000 }, {});
    return { objects: objects?.length ?? 0, more: isTruncated === true };
  } catch {
    return undefined;
  }
}

/** `1 object`, `more than 1,000 objects`. */
export const objectsInWords = ({ objects, more }: Pick<BucketLoss, 'objects' | 'more'>): string =>
  `${more ? 'more than ' : ''}${objects.toLocaleString('en')} object${objects === 1 ? '' : 's'}`;

/** A resource as a person knows it. */
export const named = ({ logicalId, type, physicalId }: StackResource): string =>
  `${logicalId}  ${type}  ${physicalId}`;
