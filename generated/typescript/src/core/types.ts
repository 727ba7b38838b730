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
