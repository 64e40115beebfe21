import { changeSize, readChanges, type WriteKind } from '../changes';
import { parseCondition, readsRow } from '../condition';
import { OtsError, parameterInvalid } from '../errors';
import type { ConditionMessage, ReturnContent } from '../message-types';
import { decodeRow } from '../plain-buffer/decode';
import { encodeRows } from '../plain-buffer/encode';
import { readPrimaryKey } from '../primary-key';
import { keyCells } from '../reading';
import type { Row } from '../row';
import type { Table, WriteRequest } from '../table';
import { type Consumed, writeCost } from './capacity';

const RETURN = { none: 0, primaryKey: 1, afterModify: 2 };

interface RowWrite {
  kind: WriteKind;
  row: Buffer;
  condition: ConditionMessage;
  returnContent?: ReturnContent;
}

/** A write after all checks that do not need the stored row. */
export interface PreparedWrite {
  table: Table;
  request: WriteRequest;
  returnContent: ReturnContent | undefined;
  size: number;
}

/** @throws OtsError */
export function prepareWrite(table: Table, write: RowWrite, now: number): PreparedWrite {
  const { definition } = table;
  const returnType = write.returnContent?.returnType ?? RETURN.none;
  if (!Object.values(RETURN).includes(returnType)) {
    throw parameterInvalid(`Invalid return type: ${returnType}.`);
  }
  const wire = decodeRow(write.row);
  if (write.kind === 'update' && !definition.options.allowUpdate) {
    throw new OtsError('OTSParameterInvalid', `Table '${definition.name}' does not allow UpdateRow.`);
  }
  const request: WriteRequest = {
    kind: write.kind,
    primaryKey: readPrimaryKey(wire.primaryKey, definition.primaryKey, 'write'),
    changes: readChanges(write.kind, wire, definition, now),
    condition: parseCondition(write.condition),
  };
  return { table, request, returnContent: write.returnContent, size: changeSize(wire) };
}

/** @throws OtsError `OTSConditionCheckFail`, or another refusal that depends on the stored row */
export function performWrite(write: PreparedWrite): { consumed: Consumed; row?: Buffer } {
  const { table, request, returnContent, size } = write;
  const stored = table.write(request);
  const content = returnedRow(table, stored, request, returnContent);
  const consumed = writeCost(size, readsRow(request.condition));
  return { consumed, ...(content ? { row: content } : {}) };
}

function returnedRow(
  table: Table,
  stored: Row | undefined,
  request: WriteRequest,
  content: ReturnContent | undefined,
): Buffer | undefined {
  const returnType = content?.returnType ?? RETURN.none;
  if (returnType === RETURN.none) return undefined;
  const primaryKey = keyCells({ primaryKey: stored?.primaryKey ?? request.primaryKey }, table.keyNames);
  if (returnType === RETURN.primaryKey) return encodeRows([{ primaryKey, attributes: [] }]);
  const attributes = [...new Set(content?.returnColumnNames)].flatMap((name) => {
    const newest = stored?.columns.get(name)?.[0];
    return newest ? [{ name, ...newest }] : [];
  });
  return encodeRows([{ primaryKey, attributes }]);
}
