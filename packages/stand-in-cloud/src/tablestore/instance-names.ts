import { parameterInvalid } from './errors';

/** 3 to 16 letters, digits and hyphens; a letter first, no hyphen last. */
const INSTANCE_NAME = /^[a-z](?:[a-z0-9-]{1,14})[a-z0-9]$/i;

/** Substrings that the service keeps for itself. */
const RESERVED = ['ali', 'ay', 'ots', 'taobao', 'admin'];

/** Of tables, search indexes and columns. */
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
