import { parameterInvalid } from '../errors';
import { decodeMessage } from '../messages';
import type { TablestoreOperation } from './call';

const disabled = (): Error =>
  parameterInvalid('Try to call method using explicit transaction on explicit-transaction-disabled table.');

/** Local transactions are off on a table until support turns them on, so a new table refuses them; as here. */
export const startLocalTransaction: TablestoreOperation = ({ instance, body, authorize }) => {
  const { tableName } = decodeMessage<{ tableName: string }>('main', 'StartLocalTransactionRequest', body);
  authorize(tableName);
  instance.readyTable(tableName);
  throw disabled();
};

export const finishTransaction: TablestoreOperation = ({ authorize }) => {
  authorize();
  throw disabled();
};

/** @throws OtsError for a request that claims to be part of a transaction */
export function refuseTransaction(transactionId: string | undefined): void {
  if (transactionId) throw disabled();
}
