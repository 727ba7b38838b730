/** The files of a spec, by path. */
export type SpecFiles = Readonly<Record<string, unknown>>;

/** Specs of one size in one dimension, by the dimension's name. */
export const specs: Readonly<Record<string, ((size: number) => SpecFiles) | undefined>>;
