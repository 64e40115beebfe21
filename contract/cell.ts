/** The value of a cell. A bigint is stored as a 64-bit integer, a number as a double, a Buffer as binary. */
export type CellValue = string | bigint | number | boolean | Buffer;

/** Cells by column name. */
export type Cells = Record<string, CellValue>;
