/** Columns of a line of code, prettier's default. */
export const WIDTH = 80;
