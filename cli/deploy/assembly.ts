import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { UserError } from '../program/errors';

const ASSET_MANIFEST = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.object({ path: z.string(), packaging: z.enum(['file', 'zip']) }),
      destinations: z.record(z.string(), z.object({ bucketName: z.string(), objectKey: z.string() })),
    }),
  ),
});

/** A synthesized template that cannot be deployed as the official CLI would. */
class AssemblyError extends UserError {
  override name = 'AssemblyError';
}

/** A file that must lie in OSS before the template is deployed. */
export interface Asset {
  path: string;
  bucket: string;
  key: string;
}

export interface Assembly {
  stackName: string;
  template: unknown;
  assets: Asset[];
}

/**
 * Reads what a synthesis wrote, as `ros-cdk deploy` does: `STACK.template.json` and `STACK.assets.json`, with the
 * region put into the names of asset buckets.
 * @throws AssemblyError for an asset that is no file: the official CLI zips folders anew and drops their modes
 */
export function readAssembly(directory: string, stackName: string, region: string): Assembly {
  const read = (name: string): unknown => JSON.parse(readFileSync(join(directory, name), 'utf8'));
  const { files } = ASSET_MANIFEST.parse(read(`${stackName}.assets.json`));
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
