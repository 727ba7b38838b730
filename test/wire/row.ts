/** The clients refuse the value before anything is sent. */
export const REFUSED = Symbol("refused");
/** The call is made without the parameter: RFC 6570 takes the value for undefined. */
export const NOTHING = Symbol("nothing");

export type Row = readonly [combination: string, shape: string, wire: string | typeof REFUSED | typeof NOTHING];
