import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PipelineConnection } from '../../cli/cloud/connection';
import { ossClient } from '../../cli/cloud/oss-client';
import { readRow } from '../../cli/cloud/rows';
import { tablestoreClient } from '../../cli/cloud/tablestore-client';
import { synthesizeApart } from '../../cli/deploy/synthesis-process';
import { TemplateStack } from '../../cli/local-cloud/template-stack';
import { MEDIA } from '../functions/extract/support/local-report';

it('The own template describes objects as it is, without parameters for a laptop', async () => {
  const outdir = mkdtempSync(join(tmpdir(), 'own-template-'));
  let stack: TemplateStack | undefined;
  try {
    await synthesizeApart({ stackName: 'films' }, outdir);
    stack = await TemplateStack.deploy({ template: join(outdir, 'films.template.json') });
    const connection = stack.connection as PipelineConnection;
    expect(connection.outputs).toMatchObject({
      FunctionOssEndpoint: 'https://oss-cn-hangzhou-internal.aliyuncs.com',
    });
    await ossClient(connection).put('still.jpg', join(MEDIA, 'still.jpg'));
    await stack.cloud.functions.idle();
    const row = await readRow(tablestoreClient(connection), connection, 'still.jpg');
    expect(row).toMatchObject({ status: 'DESCRIBED', columns: { Format: 'JPEG' } });
    expect(stack.cloud.functions.problems).toEqual([]);
  } finally {
    await stack?.close();
    rmSync(outdir, { recursive: true });
  }
}, 60_000);
