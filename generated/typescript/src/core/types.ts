declare const unlisted: unique symbol;

/**
 * Marks an enumeration value that the spec does not list. The mark exists only for the type checker: no value has it.
 */
export interface Unlisted {
  readonly [unlisted]?: never;
}

/**
 * An enumeration in a response: the listed values and any other string, because the service may add values at any time.
 * Editors complete the listed values. A `switch` over them needs a `default`.
 */
export type Open<Values extends string> = Values | (string & Unlisted);

/**
 * An enumeration in a request: the listed values, and every value of a response (`Open`). An unlisted literal and a
 * plain string do not compile; write `"NEW" as Open<never>` to send one.
 */
export type Closed<Values extends string> = Values | Unlisted;

/**
 * The tag of a variant that the spec does not list. It is a string like every other tag, but a type of its own, so that
 * `if` and `switch` distinguish the listed variants, and a `switch` needs a `default`. Write a computed tag as
 * `kind as UnlistedTag`. It exists only for the type checker: no value is `UnlistedTag.tag`.
 */
declare enum UnlistedTag {
  tag = "a tag that the spec does not list",
}

/** {@link UnlistedTag} for tags that are numbers. */
declare enum UnlistedNumber {
  tag = -0.5,
}

/**
 * {@link UnlistedTag} for tags that are bigints. Its `valueOf()` is the bigint. Neither an enumeration nor a subtype of
 * `bigint` can be one: TypeScript would no longer distinguish the listed variants.
 */
export interface UnlistedBigint {
  readonly [unlisted]: "tag";
  readonly valueOf: () => bigint;
}

export type { UnlistedNumber, UnlistedTag };

/**
 * The properties that all variants of a model have, as one object type. A class can implement it even if the model is a
 * union: `class Upper implements Shape<Transform> { type = "upper" as const; ... }`
 */
export type Shape<Model> = Pick<Model, keyof Model>;
