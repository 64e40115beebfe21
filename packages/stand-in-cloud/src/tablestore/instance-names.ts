import { parameterInvalid } from './errors';

/** 3 to 16 letters, digits and hyphens; begins with a letter and does not end with a hyphen. */
const INSTANCE_NAME = /^[a-z](?:[a-z0-9-]{1,14})[a-z0-9]$/i;

/** Substrings that are reserved for the service. */
const RESERVED = ['ali', 'ay', 'ots', 'taobao', 'admin'];

/** Name of a table, search index or column. */
const OBJECT_NAME = /^[_a-zA-Z][_a-zA-Z0-9]{0,254}$/;

/** @throws OtsError `OTSParameterInvalid` */
export function checkInstanceName(name: string): void {
  const reserved = RESERVED.some((word) => name.toLowerCase().includes(word));
  if (reserved || !INSTANCE_NAME.test(name)) throw parameterInvalid(`Invalid instance name: '${name}'.`);
}

/** @throws OtsError `OTSParameterInvalid` */
export function checkTableName(name: string): void {
  if (!OBJECT_NAME.test(name)) throw parameterInvalid(`Invalid table name: '${name}'.`);
}

/** @throws OtsError `OTSParameterInvalid` */
export function checkColumnName(name: string): void {
  if (!OBJECT_NAME.test(name)) throw parameterInvalid(`Invalid column name: '${name}'.`);
}

/** @throws OtsError `OTSParameterInvalid` */
export function checkIndexName(name: string): void {
  if (!OBJECT_NAME.test(name)) throw parameterInvalid(`Invalid index name: '${name}'.`);
}
