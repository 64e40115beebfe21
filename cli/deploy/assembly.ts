import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import OSS from 'ali-oss';
import * as z from 'zod';

const assetManifest = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.object({ path: z.string(), packaging: z.enum(['file', 'zip']) }),
      destinations: z.record(z.string(), z.object({ bucketName: z.string(), objectKey: z.string() })),
    }),
  ),
});

/** A synthesized template that cannot be deployed as the official CLI would. */
export class AssemblyError extends Error {
  override name = 'AssemblyError';
}

export interface Assembly {
  stackName: string;
  template: unknown;
  assets: { path: string; bucket: string; key: string }[];
}

/**
 * Reads what a synthesis wrote, as `ros-cdk deploy` does: `STACK.template.json` and `STACK.assets.json`, with the
 * region put into the names of asset buckets.
 * @throws AssemblyError for an asset that is no file: the official CLI zips folders anew and drops their modes
 */
export function readAssembly(directory: string, stackName: string, region: string): Assembly {
  const read = (name: string): unknown => JSON.parse(readFileSync(join(directory, name), 'utf8'));
  const { files } = assetManifest.parse(read(`${stackName}.assets.json`));
  const template = read(`${stackName}.template.json`);
  const assets = Object.values(files).flatMap(({ source, destinations }) =>
    Object.values(destinations).map(({ bucketName, objectKey }) => {
      if (source.packaging !== 'file') {
        throw new AssemblyError(
          `Asset '${source.path}': packaging must be 'file', '${source.packaging}' given.`,
        );
      }
      return {
        path: join(directory, source.path),
        bucket: bucketName.replaceAll('${ALIYUN::Region}', region),
        key: objectKey,
      };
    }),
  );
  return {
    stackName,
    template,
    // The template is listed as an asset too, but the CLI sends it in the request.
    assets: assets.filter(({ path }) => !path.endsWith('.template.json')),
  };
}

/** Uploads the assets with the official client, and creates their buckets where they do not exist. */
export async function uploadAssets(
  assets: Assembly['assets'],
  target: { endpoint: string; region: string; accessKeyId: string; accessKeySecret: string },
): Promise<void> {
  const options = { ...target, region: `oss-${target.region}`, authorizationV4: true, sldEnable: true };
  const client = new OSS(options);
  const existing = new Set(
    ((await client.listBuckets({})) as unknown as { buckets?: { name: string }[] | null }).buckets?.map(
      (b) => b.name,
    ),
  );
  for (const { path, bucket, key } of assets) {
    if (!existing.has(bucket)) {
      await client.putBucket(bucket);
      existing.add(bucket);
    }
    client.useBucket(bucket);
    await client.put(key, path);
  }
}
