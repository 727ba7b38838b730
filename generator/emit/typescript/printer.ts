/** Who prints structures: our printer, with prettier's document printer, or ts-morph and then the whole of prettier. */
export const PRINTERS = ["documents", "ts-morph"] as const;

export type Printer = (typeof PRINTERS)[number];
