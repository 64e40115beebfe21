import { statSync } from 'node:fs';
import { basename } from 'node:path';
import type OSS from 'ali-oss';
import type { Place } from '../cloud/place';
import { ServiceError } from '../program/errors';
import { upload } from '../upload/upload';
import type { Asset } from './assembly';
import { ensureAssetBucket } from './asset-bucket';
import { remedyFor } from './remedies';

export interface PublishOptions {
  /** Told what goes up, and the fraction of it that has been sent. */
  onUpload?: (asset: Asset, fraction: number) => void;
  signal?: AbortSignal;
}

/**
 * Puts the assets where the template looks for them: those that are not there yet, into buckets that are made when they
 * are missing. An asset's key comes from its content, so one that is there is the right one.
 * @throws UserError, ServiceError, UploadInterruptedError
 */
export async function publishAssets(
  place: Place,
  assets: readonly Asset[],
  { onUpload, signal }: PublishOptions = {},
): Promise<void> {
  const accountId = await place.account();
  const ready = new Set<string>();
  for (const asset of assets) {
    const oss = await place.oss(asset.bucket);
    await explained(place, async () => {
      if (!ready.has(asset.bucket)) await ensureAssetBucket(oss, asset.bucket, accountId);
      ready.add(asset.bucket);
      if (await isThere(oss, asset.key)) return;
      onUpload?.(asset, 0);
      const { size } = statSync(asset.path);
      await upload(
        oss,
        { path: asset.path, key: asset.key, size },
        { signal, onProgress: (fraction) => onUpload?.(asset, fraction) },
      );
    });
  }
}

/** The assets that are not in OSS yet, by the names of their files. Nothing is changed. */
export async function missingAssets(place: Place, assets: readonly Asset[]): Promise<string[]> {
  const missing: string[] = [];
  for (const { path, bucket, key } of assets) {
    if (!(await explained(place, async () => isThere(await place.oss(bucket), key))))
      missing.push(basename(path));
  }
  return missing;
}

async function isThere(oss: OSS, key: string): Promise<boolean> {
  try {
    await oss.head(key);
    return true;
  } catch (error) {
    const { status, code } = Object(error) as { status?: unknown; code?: unknown };
    if (status === 404 || code === 'NoSuchKey' || code === 'NoSuchBucket') return false;
    throw error;
  }
}

/** Errors of OSS in one sentence, with a remedy if one is known. */
export async function explained<T>({ ossEndpoint }: Place, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    const { code, message, status } = Object(error) as {
      code?: unknown;
      message?: unknown;
      status?: unknown;
    };
    if (typeof status !== 'number' || typeof code !== 'string') throw error;
    if (status < 0) {
      throw new ServiceError(
        `OSS could not be reached at ${ossEndpoint} (${code}): check the network, --region and --oss-endpoint.`,
      );
    }
    const words = typeof message === 'string' ? message : '';
    const remedy = remedyFor({ text: `${code}: ${words}`, type: 'ALIYUN::OSS::Bucket' });
    throw new ServiceError(`OSS: ${code}: ${words}${remedy ? `\n${remedy}` : ''}`);
  }
}
