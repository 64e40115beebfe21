import { item, type Json, prepare, template } from './shelf';

const OLD = {
  A: item('a', { Size: 1 }),
  B: item('b', { Tags: { of: { 'Fn::Sub': '${A.Size}' } } }),
  C: item('c'),
};

async function deployed(resources: Json = OLD, sections: Json = {}) {
  const prepared = prepare();
  await prepared.engine.createStack({ name: 'test', template: template(resources, sections) });
  prepared.shelf.log.length = 0;
  prepared.events.length = 0;
  const update = (next: Json, options: Json = {}) =>
    prepared.engine.updateStack({ stack: 'test', template: template(next, sections), ...options });
  return { ...prepared, update };
}

describe('updateStack', () => {
  it('refuses the completely same stack', async () => {
    const { update, shelf } = await deployed();
    const same = update(structuredClone(OLD));
    await expect(same).rejects.toThrow('Update the completely same stack is not supported.');
    await expect(same).rejects.toMatchObject({ code: 'NotSupported', status: 400 });
    expect(shelf.log).toEqual([]);
  });

  it('takes another value of a parameter for a change', async () => {
    const Parameters = { Size: { Type: 'Number', Default: 1 } };
    const resources = { A: item('a', { Size: { Ref: 'Size' } }) };
    const { update, shelf } = await deployed(resources, { Parameters });
    await update(resources, { parameters: { Size: 2 } });
    expect(shelf.items.get('a')?.Size).toBe(2);
    await expect(update(resources, { parameters: { Size: '2' } })).rejects.toMatchObject({
      code: 'NotSupported',
    });
  });

  it('changes in place what is changed, and what follows from it', async () => {
    const { update, shelf, events } = await deployed();
    const stack = await update({ ...OLD, A: item('a', { Size: 2 }) });
    expect(shelf.log).toEqual(['update a', 'update b']);
    expect(shelf.items.get('b')?.Tags).toEqual({ of: '2' });
    expect(stack.status).toBe('UPDATE_COMPLETE');
    expect(events.map(({ logicalId, status }) => `${logicalId} ${status}`)).toEqual([
      'test UPDATE_IN_PROGRESS',
      'A UPDATE_IN_PROGRESS',
      'A UPDATE_COMPLETE',
      'B UPDATE_IN_PROGRESS',
      'B UPDATE_COMPLETE',
      'test UPDATE_COMPLETE',
    ]);
  });

  it('adds, then removes', async () => {
    const { update, shelf, engine } = await deployed();
    const { A, B } = OLD;
    await update({ A, B, D: item('d') });
    expect(shelf.log).toEqual(['create d', 'delete c']);
    expect(engine.describeStack('test').resources.map(({ logicalId }) => logicalId)).toEqual(['A', 'B', 'D']);
  });

  it('refuses a change that needs a replacement, before anything happens', async () => {
    const { update, shelf, engine } = await deployed();
    await expect(
      update({ ...OLD, A: item('x', { Size: 2 }), C: { ...item('c'), Type: 'TEST::Shelf::Other' } }),
    ).rejects.toMatchObject({
      code: 'NotSupported',
      findings: [
        { path: 'Resources.A.Properties.Name', rule: expect.stringContaining('replacement is disabled') },
        { path: 'Resources.C.Type' },
      ],
    });
    expect(shelf.log).toEqual([]);
    expect(engine.describeStack('test').status).toBe('CREATE_COMPLETE');
  });

  it('replaces when that is enabled: deletes, makes anew, and follows', async () => {
    const { update, shelf, engine } = await deployed({
      A: item('a'),
      B: item('b', { List: [{ Ref: 'A' }] }),
    });
    await update({ A: item('x'), B: item('b', { List: [{ Ref: 'A' }] }) }, { replacement: true });
    expect(shelf.log).toEqual(['delete a', 'create x', 'update b']);
    expect(shelf.items.get('b')?.List).toEqual(['id-x']);
    expect(
      engine.describeStack('test').resources.find(({ logicalId }) => logicalId === 'A')?.physicalId,
    ).toBe('id-x');
  });

  it('refuses during the update what comes to light only then', async () => {
    const { update, shelf, engine } = await deployed({ A: item('a') });
    await update({ A: item('a'), B: item({ Ref: 'A' }) });
    shelf.log.length = 0;
    const next = { A: item('a'), N: item('n'), B: item({ Ref: 'N' }) };
    await expect(update(next)).rejects.toThrow(
      /ROLLBACK_COMPLETE: NotSupported: Resources\.B\.Properties\.Name/,
    );
    expect(shelf.log).toEqual(['create n', 'delete n']);
    expect(engine.describeStack('test').resources).toHaveLength(2);
  });

  it('undoes everything after a failure, newest first', async () => {
    const { update, shelf, events, engine } = await deployed();
    const before = new Map(shelf.items);
    shelf.failing.add('delete c');
    const next = { A: item('a', { Size: 2 }), B: OLD.B, D: item('d') };
    await expect(update(next)).rejects.toThrow(
      'Stack test is ROLLBACK_COMPLETE: Resource DELETE failed: C: Refused: no delete c',
    );
    expect(shelf.log).toEqual([
      'update a',
      'update b',
      'create d',
      'delete c',
      'delete d',
      'update b',
      'update a',
    ]);
    expect(new Map(shelf.items)).toEqual(before);
    const stackSteps = events.filter(({ logicalId }) => logicalId === 'test').map(({ status }) => status);
    expect(stackSteps).toEqual([
      'UPDATE_IN_PROGRESS',
      'UPDATE_FAILED',
      'ROLLBACK_IN_PROGRESS',
      'ROLLBACK_COMPLETE',
    ]);
    await update(next);
    expect(engine.describeStack('test')).toMatchObject({ status: 'UPDATE_COMPLETE' });
    expect([...shelf.items.keys()].sort()).toEqual(['a', 'b', 'd']);
  });

  it('makes again what it had removed before the failure', async () => {
    const { update, shelf } = await deployed();
    shelf.failing.add('create x');
    await expect(update({ ...OLD, A: item('x') }, { replacement: true })).rejects.toThrow(
      'ROLLBACK_COMPLETE',
    );
    expect(shelf.log).toEqual(['delete a', 'create x', 'create a']);
    expect(shelf.items.get('a')).toEqual({ Name: 'a', Size: 1 });
  });

  it('takes back a change in place that failed half-way', async () => {
    const { update, shelf } = await deployed();
    shelf.failing.add('update a');
    await expect(update({ ...OLD, A: item('a', { Size: 2 }) })).rejects.toThrow('ROLLBACK_COMPLETE');
    expect(shelf.log).toEqual(['update a', 'update a']);
    expect(shelf.items.get('a')?.Size).toBe(1);
  });

  it('says when the rollback fails, and then takes a further update', async () => {
    const { update, shelf } = await deployed();
    shelf.failing.add('update b').add('delete d');
    await expect(update({ D: item('d'), ...OLD, A: item('a', { Size: 2 }) })).rejects.toThrow(
      /ROLLBACK_FAILED: .*no update b; then .*no delete d/,
    );
    expect((await update({ A: item('a') })).status).toBe('UPDATE_COMPLETE');
  });

  it('takes over a new deletion policy without touching the resource', async () => {
    const { update, shelf, engine } = await deployed();
    await update({ ...OLD, C: item('c', {}, { DeletionPolicy: 'Retain' }) });
    expect(shelf.log).toEqual([]);
    const { A, B } = OLD;
    const { retained } = await update({ A, B });
    expect(retained).toEqual([{ logicalId: 'C', type: 'TEST::Shelf::Item', physicalId: 'id-c' }]);
    expect(shelf.items.has('c')).toBe(true);
    expect((await engine.deleteStack('test')).retained).toHaveLength(1);
  });

  it('gives the outputs of the new template', async () => {
    const { engine } = await deployed({ A: item('a') }, { Outputs: { O: { Value: 'old' } } });
    const body = template({ A: item('a') }, { Outputs: { O: { Value: { 'Fn::GetAtt': ['A', 'Url'] } } } });
    expect(await engine.updateStack({ stack: 'test', template: body })).toMatchObject({
      outputs: { O: 'shelf://a' },
    });
  });

  it('does not know a stack that is not there', async () => {
    const { engine } = prepare();
    await expect(
      engine.updateStack({ stack: 'x', template: template({ A: item('a') }) }),
    ).rejects.toMatchObject({ code: 'StackNotFound' });
  });
});
