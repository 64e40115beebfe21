import { limits } from 'ros-template-check';
import { parameterInvalid } from './errors';

const { INSTANCE_NAME, RESERVED_IN_INSTANCE_NAMES, TABLE_NAME } = limits.tablestore;

/** @throws OtsError `OTSParameterInvalid` */
export function checkInstanceName(name: string): void {
  const reserved = RESERVED_IN_INSTANCE_NAMES.some((word) => name.toLowerCase().includes(word));
  if (reserved || !INSTANCE_NAME.test(name)) throw parameterInvalid(`Invalid instance name: '${name}'.`);
}

/** @throws OtsError `OTSParameterInvalid` */
export function checkTableName(name: string): void {
  if (!TABLE_NAME.test(name)) throw parameterInvalid(`Invalid table name: '${name}'.`);
}

/** @throws OtsError `OTSParameterInvalid` */
export function checkColumnName(name: string): void {
  if (!TABLE_NAME.test(name)) throw parameterInvalid(`Invalid column name: '${name}'.`);
}

/** @throws OtsError `OTSParameterInvalid` */
export function checkIndexName(name: string): void {
  if (!TABLE_NAME.test(name)) throw parameterInvalid(`Invalid index name: '${name}'.`);
}
