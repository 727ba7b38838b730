/** The line width of code: prettier's default. */
export const WIDTH = 80;
