import type { Input } from '../../cli/upload/inputs';
import { CheckPipeline } from './check/check-pipeline';
import { checking } from './check/checking';
import { checkingFiles, type RowsOf } from './check/checking-files';
import { judging } from './check/judging';
import { policyNew } from './check/policy-new';
import { writing } from './check/writing';

jest.setTimeout(60_000);

/** What local files are said to be, where a test says so; else they are described. */
let mockRowsOf: RowsOf | undefined;
jest.mock('../../cli/try/rows-of-files', () => {
  const { rowsOfFiles } = jest.requireActual('../../cli/try/rows-of-files');
  return {
    rowsOfFiles: async (inputs: Input[], terminal: unknown) =>
      mockRowsOf ? mockRowsOf(inputs) : rowsOfFiles(inputs, terminal),
  };
});
const sayRows = (rowsOf: RowsOf): void => {
  mockRowsOf = rowsOf;
};
afterEach(() => {
  mockRowsOf = undefined;
});

let started: CheckPipeline;
const here = (): CheckPipeline => started;

beforeAll(async () => {
  started = await CheckPipeline.start();
}, 60_000);
afterAll(() => started?.stop());

judging(here);
checking(here);
checkingFiles(here, sayRows);
writing(here);
policyNew(here);
