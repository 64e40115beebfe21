/** What a cell can hold: a bigint becomes a 64-bit integer, a number a double, a Buffer binary. */
export type CellValue = string | bigint | number | boolean | Buffer;

/** Cells by the name of their column. */
export type Cells = Record<string, CellValue>;
