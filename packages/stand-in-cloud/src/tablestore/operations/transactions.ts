import { parameterInvalid } from '../errors';
import { decodeMessage } from '../messages';
import type { TablestoreOperation } from './call';

const disabled = (): Error =>
  parameterInvalid('Try to call method using explicit transaction on explicit-transaction-disabled table.');

/** In production, new tables refuse local transactions until support enables them. Here they always do. */
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

/** @throws OtsError for a request with a transaction id */
export function refuseTransaction(transactionId: string | undefined): void {
  if (transactionId) throw disabled();
}
