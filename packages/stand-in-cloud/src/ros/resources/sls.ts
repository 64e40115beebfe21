import { limits } from 'ros-template-check';
import * as z from 'zod';
import type { LogService } from '../../log-service/service';
import type { ResourceProvider } from '../provider';
import { flag, integer, tagList, text, textLike, textUpTo, unsupported, unsupportedFlag } from './forms';
import { unlessMissing } from './missing';

const {
  INDEX_KEY_TYPES,
  LOGSTORE_NAME_IN_TEMPLATE,
  LOGSTORE_TTL_DAYS,
  LOGSTORE_TTL_DAYS_IN_TEMPLATE,
  PROJECT_NAME,
  SHARDS,
  SPLIT_SHARDS_IN_TEMPLATE,
} = limits.logService;

const projectName = () => textLike(PROJECT_NAME);
const logstoreName = () => textLike(LOGSTORE_NAME_IN_TEMPLATE);

/** Codes of the service for a missing project, logstore or index. */
const MISSING = ['ProjectNotExist', 'LogStoreNotExist', 'IndexConfigNotExist'];

const project = z.strictObject({
  Name: projectName(),
  Description: textUpTo(64).optional(),
  DataRedundancyType: z.enum(['LRS', 'ZRS']).optional(),
  ResourceGroupId: text().optional(),
  Tags: tagList(),
});

/** `Ref` gives the name. */
export function slsProject(logs: LogService): ResourceProvider<z.output<typeof project>> {
  return {
    type: 'ALIYUN::SLS::Project',
    properties: project,
    attributes: ['Name'],
    updatable: ['Tags'],
    async create(given) {
      logs.createProject(given.Name, given.Description);
      return { physicalId: given.Name, attributes: { Name: given.Name } };
    },
    update: async (id) => ({ Name: id }),
    delete: (id) => unlessMissing(MISSING, () => logs.deleteProject(id)),
  };
}

const logstore = z.strictObject({
  ProjectName: projectName(),
  LogstoreName: logstoreName(),
  TTL: integer(LOGSTORE_TTL_DAYS_IN_TEMPLATE).optional(),
  PreserveStorage: flag().optional(),
  ShardCount: integer(SHARDS).optional(),
  // How shards are split under load; no effect on entries.
  AutoSplit: flag().optional(),
  MaxSplitShard: integer(SPLIT_SHARDS_IN_TEMPLATE).optional(),
  AppendMeta: unsupportedFlag(),
  EnableTracking: unsupportedFlag(),
  Mode: z.literal('standard', 'only standard logstores run here').optional(),
  EncryptConf: unsupported(),
});

function ttlDays({ TTL = 30, PreserveStorage }: z.output<typeof logstore>): number {
  return PreserveStorage ? LOGSTORE_TTL_DAYS.max : TTL;
}

/** `Ref` gives project and name. */
export function slsLogstore(logs: LogService): ResourceProvider<z.output<typeof logstore>> {
  const attributesOf = ({ ProjectName, LogstoreName }: z.output<typeof logstore>) => ({
    ProjectName,
    LogstoreName,
  });
  return {
    type: 'ALIYUN::SLS::Logstore',
    properties: logstore,
    attributes: ['LogstoreName', 'ProjectName'],
    updatable: ['TTL', 'PreserveStorage', 'AutoSplit', 'MaxSplitShard'],
    async create(given) {
      const { ProjectName, LogstoreName, ShardCount } = given;
      // The default of ROS is two shards.
      logs.createLogstore(ProjectName, LogstoreName, {
        ttlDays: ttlDays(given),
        shardCount: ShardCount ?? 2,
      });
      return { physicalId: `${ProjectName}/${LogstoreName}`, attributes: attributesOf(given) };
    },
    async update(_id, given) {
      logs.updateLogstore(given.ProjectName, given.LogstoreName, { ttlDays: ttlDays(given) });
      return attributesOf(given);
    },
    delete: (_id, given) =>
      unlessMissing(MISSING, () => logs.deleteLogstore(given.ProjectName, given.LogstoreName)),
  };
}

const keyShape = { Name: text(), Alias: text().optional(), EnableAnalytics: flag().optional() };

const index = z.strictObject({
  ProjectName: projectName(),
  LogstoreName: logstoreName(),
  FullTextIndex: z.strictObject({
    Enable: flag(),
    CaseSensitive: flag().optional(),
    IncludeChinese: flag().optional(),
    Delimiter: text().optional(),
  }),
  KeyIndices: z
    .array(
      z.strictObject({
        ...keyShape,
        Type: z.enum(INDEX_KEY_TYPES),
        CaseSensitive: flag().optional(),
        IncludeChinese: flag().optional(),
        Delimiter: text().optional(),
        JsonKeyIndices: z
          .array(z.strictObject({ ...keyShape, Type: z.enum(INDEX_KEY_TYPES).exclude(['json']) }))
          .optional(),
      }),
    )
    .optional(),
  LogReduce: unsupportedFlag(),
});

const jsonKeysOf = (
  keys: { Name: string; Type: string; Alias?: string; EnableAnalytics?: boolean }[],
): object =>
  Object.fromEntries(
    keys.map(({ Name, Type, Alias, EnableAnalytics }) => [
      Name,
      { type: Type, alias: Alias, doc_value: EnableAnalytics },
    ]),
  );

/** The index in the form of the service's API. */
function indexOf({ FullTextIndex, KeyIndices }: z.output<typeof index>): unknown {
  const keys = KeyIndices?.map((key) => [
    key.Name,
    {
      type: key.Type,
      alias: key.Alias,
      doc_value: key.EnableAnalytics,
      caseSensitive: key.CaseSensitive,
      chn: key.IncludeChinese,
      ...(key.Delimiter === undefined ? {} : { token: [...key.Delimiter] }),
      ...(key.JsonKeyIndices ? { json_keys: jsonKeysOf(key.JsonKeyIndices) } : {}),
    },
  ]);
  const line = {
    caseSensitive: FullTextIndex.CaseSensitive ?? false,
    chn: FullTextIndex.IncludeChinese ?? false,
  };
  return {
    ...(FullTextIndex.Enable ? { line: { ...line, token: [...(FullTextIndex.Delimiter ?? ', ')] } } : {}),
    ...(keys ? { keys: Object.fromEntries(keys) } : {}),
  };
}

/** A logstore has one index; `Ref` gives project and logstore. */
export function slsIndex(logs: LogService): ResourceProvider<z.output<typeof index>> {
  return {
    type: 'ALIYUN::SLS::Index',
    properties: index,
    attributes: [],
    updatable: ['FullTextIndex', 'KeyIndices', 'LogReduce'],
    async create(given) {
      logs.createIndex(given.ProjectName, given.LogstoreName, indexOf(given));
      return { physicalId: `${given.ProjectName}/${given.LogstoreName}`, attributes: {} };
    },
    async update(_id, given) {
      logs.deleteIndex(given.ProjectName, given.LogstoreName);
      logs.createIndex(given.ProjectName, given.LogstoreName, indexOf(given));
      return {};
    },
    delete: (_id, given) =>
      unlessMissing(MISSING, () => logs.deleteIndex(given.ProjectName, given.LogstoreName)),
  };
}
