declare const unlisted: unique symbol;

/**
 * The mark of an enum value that the spec does not list. It exists for the type-checker only: no value has it.
 */
export interface Unlisted {
  readonly [unlisted]?: never;
}

/**
 * An enum in an answer: the listed values, and any other string, because the service may add values at any
 * time. Editors complete the listed values; a `switch` over them needs a `default`.
 */
export type Open<Values extends string> = Values | (string & Unlisted);

/**
 * An enum in a request: the listed values, and whatever an answer gave (`Open`). A literal that is not listed
 * and a plain string do not compile; `"NEW" as Open<never>` is the way out.
 */
export type Closed<Values extends string> = Values | Unlisted;

/**
 * The tag of a variant that the spec does not list. It is a text like any other tag, and a type of its own, so that
 * `if` and `switch` tell the listed variants apart and a `switch` needs a `default`. A computed tag is written
 * `kind as UnlistedTag`. It exists for the type-checker only: no value is `UnlistedTag.tag`.
 */
declare enum UnlistedTag {
  tag = "a tag that the spec does not list",
}

/** {@link UnlistedTag} where tags are numbers. */
declare enum UnlistedNumber {
  tag = -0.5,
}

export type { UnlistedNumber, UnlistedTag };

/**
 * The properties that all variants of a model have, as one object type: what a class can implement, where the model
 * itself is a union. `class Upper implements Shape<Transform> { type = "upper" as const; ... }`
 */
export type Shape<Model> = Pick<Model, keyof Model>;
