import { item, prepare, STACK_ID, template } from './shelf';

const steps = (events: { logicalId: string; status: string }[]) =>
  events.map(({ logicalId, status }) => `${logicalId} ${status}`);

/** B needs A by reference, C needs B by DependsOn; written in the order C, B, A. */
const CHAIN = {
  C: item('c', {}, { DependsOn: 'B' }),
  B: item('b', { Tags: { of: { 'Fn::GetAtt': ['A', 'Url'] } } }),
  A: item('a'),
};

describe('createStack', () => {
  it('makes what is needed first, and tells of every step', async () => {
    const { engine, shelf, events } = prepare();
    const stack = await engine.createStack({
      name: 'test',
      template: template(CHAIN, { Outputs: { Url: { Value: { 'Fn::GetAtt': ['B', 'Url'] } } } }),
    });
    expect(shelf.log).toEqual(['create a', 'create b', 'create c']);
    expect(shelf.items.get('b')?.Tags).toEqual({ of: 'shelf://a' });
    expect(stack).toMatchObject({
      stackId: STACK_ID,
      status: 'CREATE_COMPLETE',
      outputs: { Url: 'shelf://b' },
    });
    expect(steps(events)).toEqual([
      'test CREATE_IN_PROGRESS',
      'A CREATE_IN_PROGRESS',
      'A CREATE_COMPLETE',
      'B CREATE_IN_PROGRESS',
      'B CREATE_COMPLETE',
      'C CREATE_IN_PROGRESS',
      'C CREATE_COMPLETE',
      'test CREATE_COMPLETE',
    ]);
    expect(events[2]).toMatchObject({ physicalId: 'id-a', type: 'TEST::Shelf::Item', stackId: STACK_ID });
    expect(engine.listEvents('test')).toEqual(events);
  });

  it('can take another order among resources that do not need one another', async () => {
    const last = (ready: readonly string[]) => ready[ready.length - 1] ?? '';
    const { engine, shelf } = prepare({ chooseNext: last });
    await engine.createStack({
      name: 'test',
      template: template({ A: item('a'), B: item('b'), C: item('c', {}, { DependsOn: 'A' }) }),
    });
    expect(shelf.log).toEqual(['create b', 'create a', 'create c']);
  });

  it('leaves out what a condition rules out, also where others depend on it', async () => {
    const { engine, shelf } = prepare();
    const sections = {
      Conditions: { No: { 'Fn::Equals': [1, 2] } },
      Outputs: { O: { Value: { Ref: 'A' }, Condition: 'No' } },
    };
    const body = template(
      { A: item('a', {}, { Condition: 'No' }), B: item('b', {}, { DependsOn: 'A' }) },
      sections,
    );
    expect(await engine.createStack({ name: 'test', template: body })).toMatchObject({ outputs: {} });
    expect(shelf.log).toEqual(['create b']);
  });

  it('deletes what it made, newest first, when a resource fails', async () => {
    const { engine, shelf, events } = prepare();
    shelf.failing.add('create c');
    const made = engine.createStack({ name: 'test', template: template(CHAIN) });
    await expect(made).rejects.toThrow(
      'Stack test is CREATE_ROLLBACK_COMPLETE: Resource CREATE failed: C: Refused: no create c',
    );
    await expect(made).rejects.toMatchObject({
      name: 'StackFailedError',
      description: { status: 'CREATE_ROLLBACK_COMPLETE', resources: [], retained: [] },
    });
    expect(shelf.log).toEqual(['create a', 'create b', 'create c', 'delete b', 'delete a']);
    expect(steps(events).slice(-9)).toEqual([
      'C CREATE_IN_PROGRESS',
      'C CREATE_FAILED',
      'test CREATE_FAILED',
      'test CREATE_ROLLBACK_IN_PROGRESS',
      'B DELETE_IN_PROGRESS',
      'B DELETE_COMPLETE',
      'A DELETE_IN_PROGRESS',
      'A DELETE_COMPLETE',
      'test CREATE_ROLLBACK_COMPLETE',
    ]);
  });

  it('keeps what it made when rollback is disabled', async () => {
    const { engine, shelf } = prepare();
    shelf.failing.add('create b');
    await expect(
      engine.createStack({ name: 'test', template: template(CHAIN), disableRollback: true }),
    ).rejects.toThrow('CREATE_FAILED');
    expect([...shelf.items.keys()]).toEqual(['a']);
    await engine.deleteStack('test');
    expect([...shelf.items.keys()]).toEqual([]);
  });

  it('says when the rollback fails too, and lets a deletion finish', async () => {
    const { engine, shelf } = prepare();
    shelf.failing.add('create c').add('delete b');
    await expect(engine.createStack({ name: 'test', template: template(CHAIN) })).rejects.toThrow(
      /^Stack test is CREATE_ROLLBACK_FAILED: .*no create c; then .*no delete b/,
    );
    expect(await engine.deleteStack('test')).toMatchObject({ status: 'DELETE_COMPLETE', resources: [] });
  });

  it('checks values that a resource gave before it uses them', async () => {
    const { engine, shelf } = prepare();
    const body = template({ A: item('a'), B: item('b', { Size: { Ref: 'A' } }) });
    await expect(engine.createStack({ name: 'test', template: body })).rejects.toThrow(
      /B: StackValidationFailed: Resources\.B\.Properties\.Size: .*"id-a" given/,
    );
    expect(shelf.log).toEqual(['create a', 'delete a']);
  });

  it('refuses bad and used names', async () => {
    const { engine } = prepare();
    const create = (name: string) => engine.createStack({ name, template: template({ A: item(name) }) });
    await expect(create('my stack')).rejects.toMatchObject({ code: 'StackValidationFailed' });
    await create('test');
    await expect(create('test')).rejects.toMatchObject({ code: 'StackExists', status: 409 });
    await engine.deleteStack('test');
    await expect(create('test')).resolves.toMatchObject({ status: 'CREATE_COMPLETE' });
  });

  it('takes one action at a time', async () => {
    const { engine } = prepare();
    const creating = engine.createStack({ name: 'test', template: template(CHAIN) });
    await expect(engine.deleteStack('test')).rejects.toMatchObject({ code: 'ActionInProgress', status: 409 });
    await creating;
  });
});

describe('deleteStack', () => {
  it('deletes in reverse order', async () => {
    const { engine, shelf, events } = prepare();
    await engine.createStack({ name: 'test', template: template(CHAIN) });
    events.length = 0;
    const stack = await engine.deleteStack('test');
    expect(shelf.log.slice(3)).toEqual(['delete c', 'delete b', 'delete a']);
    expect(stack).toMatchObject({ status: 'DELETE_COMPLETE', outputs: {}, resources: [], retained: [] });
    expect(steps(events).at(-1)).toBe('test DELETE_COMPLETE');
    expect(engine.listStacks()).toEqual([]);
    expect(() => engine.describeStack('test')).toThrow(
      expect.objectContaining({ code: 'StackNotFound', status: 404 }),
    );
    expect(engine.describeStack(STACK_ID).status).toBe('DELETE_COMPLETE');
  });

  it('leaves alone and lists what is to be retained', async () => {
    const { engine, shelf } = prepare();
    const body = template({
      A: item('a', {}, { DeletionPolicy: 'Retain' }),
      B: item('b'),
      C: item('c', {}, { DeletionPolicy: 'Delete' }),
    });
    await engine.createStack({ name: 'test', template: body });
    const { retained } = await engine.deleteStack('test', { retain: ['B'] });
    expect(retained).toEqual([
      { logicalId: 'B', type: 'TEST::Shelf::Item', physicalId: 'id-b' },
      { logicalId: 'A', type: 'TEST::Shelf::Item', physicalId: 'id-a' },
    ]);
    expect([...shelf.items.keys()]).toEqual(['a', 'b']);
    await expect(engine.deleteStack('test')).rejects.toMatchObject({ code: 'StackNotFound' });
  });

  it('keeps what a failed deletion still needs, deletes the rest, and finishes the next time', async () => {
    const { engine, shelf } = prepare();
    await engine.createStack({ name: 'test', template: template({ ...CHAIN, D: item('d') }) });
    shelf.failing.add('delete b');
    const deletion = engine.deleteStack('test');
    await expect(deletion).rejects.toThrow(
      'Stack test is DELETE_FAILED: Resource DELETE failed: B: Refused: no delete b',
    );
    await expect(deletion).rejects.toMatchObject({ description: { status: 'DELETE_FAILED' } });
    expect([...shelf.items.keys()]).toEqual(['a', 'b']);
    expect(engine.describeStack('test').resources).toEqual([
      expect.objectContaining({ logicalId: 'A', status: 'CREATE_COMPLETE' }),
      expect.objectContaining({
        logicalId: 'B',
        status: 'DELETE_FAILED',
        statusReason: 'Refused: no delete b',
      }),
    ]);
    expect(await engine.deleteStack('test')).toMatchObject({ status: 'DELETE_COMPLETE' });
    expect(shelf.items.size).toBe(0);
  });

  it('refuses to retain what the stack does not have', async () => {
    const { engine } = prepare();
    await engine.createStack({ name: 'test', template: template(CHAIN) });
    await expect(engine.deleteStack('test', { retain: ['X'] })).rejects.toThrow('no resource "X"');
  });
});
