/**
 * The printers of structures: the built-in printer with prettier's document printer, or ts-morph followed by the
 * complete prettier.
 */
export const PRINTERS = ["documents", "ts-morph"] as const;

/** A value of `generate --printer`. The files are the same with each printer. */
export type Printer = (typeof PRINTERS)[number];
