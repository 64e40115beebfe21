import { Interruption } from '../../cli/program/interruption';

describe('An interruption', () => {
  let interruption: Interruption;
  const exit = jest.fn();

  beforeEach(() => {
    exit.mockClear();
    jest.spyOn(process, 'exit').mockImplementation(exit as never);
    interruption = new Interruption();
  });

  afterEach(() => {
    interruption.end();
    jest.restoreAllMocks();
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('by %s asks for an orderly end with the code that shells expect', async (signal, code) => {
    process.emit(signal, signal);

    expect(await interruption.code).toBe(code);
    expect(exit).not.toHaveBeenCalled();
  });

  it('that is repeated ends the process at once', () => {
    process.emit('SIGINT', 'SIGINT');
    process.emit('SIGINT', 'SIGINT');

    expect(exit).toHaveBeenCalledWith(130);
  });

  it('leaves signals alone afterwards', () => {
    const before = process.listenerCount('SIGINT');
    interruption.end();

    expect(process.listenerCount('SIGINT')).toBe(before - 1);
  });
});
