import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { assertTemplate } from 'ros-template-check';
import * as TableStore from 'tablestore';
import { readRow } from '../../cli/cloud/rows';
import { PROJECT_ROOT } from '../../lib/project-root';
import { DeployedApp } from '../end-to-end/support/deployed-app';
import { synthesizedExample } from './synthesized';

const PICTURE = join(PROJECT_ROOT, 'test', 'fixtures', 'media', 'still.jpg');

describe('examples/own-app', () => {
  let app: DeployedApp;

  beforeAll(async () => {
    app = await DeployedApp.deploy(await synthesizedExample('own-app'), 'own-app', 'Media');
  }, 60_000);

  afterAll(() => app?.cloud.close());

  const rowOf = (key: string) =>
    readRow(app.tablestore(), { bucket: app.output('BucketName'), table: app.output('TableName') }, key);

  const search = (client: TableStore.Client) =>
    client.search({
      tableName: app.output('TableName'),
      indexName: app.output('SearchIndexName'),
      searchQuery: { limit: 10, query: { queryType: TableStore.QueryType.MATCH_ALL_QUERY } },
      columnToGet: { returnType: TableStore.ColumnReturnType.RETURN_ALL },
    });

  it('breaks no rule of the services', () => {
    expect(() => assertTemplate(app.template)).not.toThrow();
  });

  it('has its own bucket and role beside the pipeline, whose ids tell whose they are', () => {
    const ids = Object.keys(app.template.Resources);

    expect(ids.filter((id) => !id.startsWith('Media'))).toEqual(['Films', 'Site']);
    expect(ids).toHaveLength(19);
  });

  it('describes what is uploaded where it looks, and nothing else', async () => {
    const oss = app.oss();
    await oss.put('released/still.jpg', PICTURE);
    await oss.put('draft.jpg', PICTURE);
    await app.cloud.functions.idle();

    expect(await rowOf('released/still.jpg')).toMatchObject({
      status: 'DESCRIBED',
      columns: { Format: 'JPEG' },
    });
    expect(await rowOf('draft.jpg')).toBeUndefined();
  });

  it('lets the role of the site search, and neither write rows nor read films', async () => {
    const keys = app.session(app.output('SiteRoleName'));
    const client = app.tablestore(keys);

    // An index trails its table, here as in the cloud; the test's own time limit ends the wait.
    while ((await search(client)).rows.length === 0) await sleep(50);

    expect((await search(client)).rows).toMatchObject([
      { primaryKey: [{ name: 'ObjectKey', value: 'released/still.jpg' }, { name: 'BucketName' }] },
    ]);
    await expect(
      client.putRow({
        tableName: app.output('TableName'),
        condition: new TableStore.Condition(TableStore.RowExistenceExpectation.IGNORE, null),
        primaryKey: [{ ObjectKey: 'released/still.jpg' }, { BucketName: app.output('BucketName') }],
        attributeColumns: [{ Format: 'Forged' }],
      }),
    ).rejects.toThrow('OTSNoPermissionAccess');
    await expect(app.oss(keys).get('released/still.jpg')).rejects.toThrow(
      expect.objectContaining({ code: 'AccessDenied' }),
    );
    expect(await rowOf('released/still.jpg')).toMatchObject({ columns: { Format: 'JPEG' } });
  });

  it('refuses to go while there are films, and goes without them', async () => {
    await expect(app.delete()).rejects.toThrow('BucketNotEmpty');

    await app.oss().delete('released/still.jpg');
    await app.oss().delete('draft.jpg');
    await app.delete();
  });
});
