/**
 * The printers of structures: the built-in printer with prettier's document printer, or ts-morph followed by the
 * complete prettier.
 */
export const PRINTERS = ["documents", "ts-morph"] as const;

export type Printer = (typeof PRINTERS)[number];
