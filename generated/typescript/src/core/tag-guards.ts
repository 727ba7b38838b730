import type { UnlistedBigint, UnlistedNumber, UnlistedTag } from "./types.js";

/** The tag of a variant that the spec does not list. */
type AnyUnlisted = UnlistedBigint | UnlistedNumber | UnlistedTag;

/** The listed values of a union's tag. */
export type ListedTag<Union, Tag extends keyof Union> = Exclude<
  Union[Tag] & (string | number | bigint | boolean),
  AnyUnlisted
>;

/**
 * The variant of a union whose tag has a given value. A variant whose tag has several values is narrowed to the given
 * one, so that the variant stays possible with its other values where the guard returns false.
 */
export type Variant<Union, Tag extends PropertyKey, Value> =
  Union extends Readonly<Partial<Record<Tag, infer Own>>>
    ? Value extends Own
      ? [Own] extends [Value]
        ? Union
        : Union & Readonly<Record<Tag, Value>>
      : never
    : never;

/** Guards that distinguish the variants of a union. */
export interface TagGuards<Union, Tag extends keyof Union> {
  /** One guard for each listed value of the tag: `docs.filter(SearchDocuments.is.identity)`. */
  readonly is: {
    readonly [Value in ListedTag<Union, Tag> as `${Value}`]: (
      value: unknown,
    ) => value is Variant<Union, Tag, Value>;
  };
  /**
   * Whether the value is a variant that the spec does not list. The properties that all variants have can be read then;
   * the tag has a value that no listed variant has.
   */
  readonly isUnlisted: (
    value: unknown,
  ) => value is Variant<Union, Tag, AnyUnlisted>;
}

/**
 * Makes the guards of a union.
 *
 * @param tag - The property that distinguishes the variants.
 * @param values - The listed values of that property.
 */
export function tagGuards<Union, Tag extends keyof Union & string>(
  tag: Tag,
  ...values: readonly ListedTag<Union, Tag>[]
): TagGuards<Union, Tag> {
  const read = (value: unknown): unknown =>
    typeof value === "object" && value !== null && Object.hasOwn(value, tag)
      ? (value as Readonly<Record<string, unknown>>)[tag]
      : undefined;
  const guards = {
    is: Object.fromEntries(
      values.map((own) => [
        String(own),
        (value: unknown): boolean => read(value) === own,
      ]),
    ),
    isUnlisted: (value: unknown): boolean => {
      const own: unknown = read(value);
      return (
        ["string", "number", "bigint"].includes(typeof own) &&
        !(values as readonly unknown[]).includes(own)
      );
    },
  };
  return guards as TagGuards<Union, Tag>;
}
