import { receiveText } from '../receive';
import { parseTagging, taggingDocument } from '../tags';
import type { OssOperation } from './operation';

export const taggingOperations: OssOperation[] = [
  {
    name: 'GetObjectTagging',
    method: 'GET',
    target: 'object',
    marks: ['tagging'],
    action: 'oss:GetObjectTagging',
    run: ({ bucket, key, store }) => ({
      status: 200,
      xml: taggingDocument(store.object(bucket, key).tags ?? []),
    }),
  },
  {
    name: 'PutObjectTagging',
    method: 'PUT',
    target: 'object',
    marks: ['tagging'],
    action: 'oss:PutObjectTagging',
    async run({ request, bucket, key, store }) {
      const tags = parseTagging(await receiveText(request));
      // The object and its date do not change, and no event is sent.
      store.putObject(bucket, key, { ...store.object(bucket, key), tags });
      return { status: 200 };
    },
  },
  {
    name: 'DeleteObjectTagging',
    method: 'DELETE',
    target: 'object',
    marks: ['tagging'],
    action: 'oss:DeleteObjectTagging',
    run({ bucket, key, store }) {
      store.putObject(bucket, key, { ...store.object(bucket, key), tags: undefined });
      return { status: 204 };
    },
  },
];
