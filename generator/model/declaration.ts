/** Types: uses and declarations. A part of the intermediate model; see `model.ts`. */

/** The format of a payload, for names. `patch` is a JSON Patch list (RFC 6902). */
export type BodyFormat = "json" | "patch" | "multipart" | "form" | "binary" | "text" | "xml";

/**
 * The file and pointer of a node. `file` is relative to the tree's top folder, with `/`; `pointer` is an RFC 6901
 * pointer, "" for the whole file.
 */
export interface Origin {
  readonly file: string;
  readonly pointer: string;
}

/**
 * The identity of a declaration, its file and pointer: `beta/schemas/Identity.yaml`, or
 * `beta/schemas/AccessCriteria.yaml#/properties/criteriaList/items`.
 */
export type DeclarationId = string;

/** A bound. A string has the digits of an integer beyond 2^53, where JavaScript numbers lose some. */
export type Bound = number | string;

/** The bounds that a schema states for its values. */
export interface Limits {
  readonly minimum?: Bound;
  readonly maximum?: Bound;
  /**
   * Values must be greater, or less, than these numbers. The boolean that OpenAPI 3.0 writes beside `minimum` becomes
   * the number.
   */
  readonly exclusiveMinimum?: Bound;
  readonly exclusiveMaximum?: Bound;
  readonly minLength?: Bound;
  readonly maxLength?: Bound;
  readonly minItems?: Bound;
  readonly maxItems?: Bound;
  readonly pattern?: string;
}

/** A bigint occurs in samples only, for an integer that no JavaScript number holds. */
export type Json = null | boolean | number | bigint | string | readonly Json[] | { readonly [key: string]: Json };

/** An example of the spec. */
export interface Example {
  readonly name?: string;
  readonly summary?: string;
  readonly value: Json;
}

// ---------------------------------------------------------------- uses

/** The kinds of scalars. `binary` is a file. */
export type ScalarKind = "string" | "integer" | "number" | "boolean" | "binary";

/**
 * The mention of a type. Anonymous objects, enumerations and unions do not occur here: they are declarations, and a use
 * refers to them.
 */
export type TypeUse =
  | { readonly kind: "ref"; readonly id: DeclarationId }
  | { readonly kind: "scalar"; readonly scalar: ScalarKind; readonly format?: string }
  /** `item`: the type of the items after the `positions`. */
  | { readonly kind: "list"; readonly item: TypeUse; readonly positions?: Positions }
  | { readonly kind: "map"; readonly value: TypeUse }
  /** `exact`: the value is the digits of an integer that no JavaScript number holds. */
  | { readonly kind: "literal"; readonly value: string | number | boolean | null; readonly exact?: true }
  | { readonly kind: "nullable"; readonly of: TypeUse }
  | { readonly kind: "unknown"; readonly reason: string }
  /** Accepts no value: the spec contradicts itself here, or forbids every value. */
  | { readonly kind: "never"; readonly reason: string };

/** The first items of a list, each with its own type. */
export interface Positions {
  /** The types by position; at least one. */
  readonly uses: readonly TypeUse[];
  /** How many of the positions are always present. */
  readonly required: number;
  /** Whether no item may follow the positions. */
  readonly isClosed: boolean;
}

// ---------------------------------------------------------------- declarations

interface DeclarationBase {
  readonly id: DeclarationId;
  readonly origin: Origin;
  /** The ids of the declarations that were merged into this one, sorted. */
  readonly also: readonly DeclarationId[];
  readonly place: Place;
  readonly title: string;
  readonly description: string;
  readonly deprecated: boolean;
  readonly examples: readonly Example[];
  /**
   * Whether a request reaches the declaration, through any number of references. `inAnswer` says the same of responses.
   */
  readonly inRequest: boolean;
  readonly inAnswer: boolean;
  /**
   * Whether the request form differs from the response form: the declaration has read-only or write-only properties, is
   * an enumeration, or refers to such a declaration. Set by the pass `usage`.
   */
  readonly requestFormDiffers: boolean;
}

/** Where the spec writes a declaration; its name is made from this. */
export type Place =
  /**
   * A file of its own, or a file that a reference names as a whole. `componentKeys`: the names that the roots use for
   * it.
   */
  | { readonly kind: "file"; readonly file: string; readonly componentKeys: readonly string[] }
  /** An entry of a document's component section (or of `$defs`, `definitions`). */
  | { readonly kind: "component"; readonly key: string; readonly file: string }
  /** An inline schema of another declaration. */
  | { readonly kind: "member"; readonly owner: DeclarationId; readonly steps: readonly Step[] }
  /** In a request body of an operation. `ordinal` is 0 for the first media type. */
  | {
      readonly kind: "request";
      readonly operation: string;
      readonly ordinal: number;
      readonly format: BodyFormat;
      readonly steps: readonly Step[];
    }
  /** In a response of an operation. */
  | { readonly kind: "answer"; readonly operation: string; readonly status: string; readonly steps: readonly Step[] }
  /** An error body that the pass `errorBodies` hoisted for a tag. */
  | { readonly kind: "tagError"; readonly tag: string; readonly steps: readonly Step[] }
  /** In a response file or component that operations share. */
  | { readonly kind: "sharedAnswer"; readonly status: string; readonly key: string; readonly steps: readonly Step[] }
  /** In a parameter of an operation. */
  | { readonly kind: "parameter"; readonly operation: string; readonly wire: string; readonly steps: readonly Step[] }
  /** In a parameter file or component that operations share. */
  | { readonly kind: "sharedParameter"; readonly key: string; readonly steps: readonly Step[] }
  /** In the payload of an event. */
  | { readonly kind: "event"; readonly event: string; readonly steps: readonly Step[] };

/** One step from an owner to an inline schema. `allOf` members belong to their owner and add no step. */
export type Step =
  | { readonly kind: "property"; readonly wire: string }
  | { readonly kind: "item" }
  | { readonly kind: "value" }
  | { readonly kind: "option"; readonly ordinal: number }
  /** Any other position in a schema, by its keyword or name. */
  | { readonly kind: "part"; readonly wire: string };

/** A type with a name. */
export type Declaration = ObjectDeclaration | EnumDeclaration | UnionDeclaration | AliasDeclaration;

/** An object with its properties. */
export interface ObjectDeclaration extends DeclarationBase {
  readonly kind: "object";
  /** In the spec's order. */
  readonly properties: readonly Property[];
  /** The other properties: `open` (allowed, any type), `closed` (forbidden), or of one type. */
  readonly rest: "open" | "closed" | TypeUse;
  /** Unions that the object also satisfies: a value is a member of each entry. Absent without such unions. */
  readonly alternatives?: readonly Alternatives[];
  /** Rules on required properties beside `required`. Absent where only `required` applies. */
  readonly presence?: readonly Presence[];
  /**
   * A property whose type depends on the value of another property (`Transform.attributes` on `Transform.type`). Set by
   * the pass `unions`.
   */
  readonly correlation?: Correlation;
}

/** A rule on required properties: at least one list is present in full. */
export interface Presence {
  readonly lists: readonly (readonly string[])[];
  /** Only one list is present in full (`oneOf`). */
  readonly isExclusive: boolean;
}

/** A property whose type depends on the value of another property of the object. */
export interface Correlation {
  /** Wire name of the property whose value decides. */
  readonly tag: string;
  /** Wire name of the property whose type depends on it. */
  readonly property: string;
  readonly cases: readonly { readonly value: string; readonly use: TypeUse }[];
}

/** A property of an object. */
export interface Property {
  readonly wire: string;
  readonly use: TypeUse;
  /** Whether the property must be present. Nullability is separate: a `nullable` use. */
  readonly required: boolean;
  /** `answer`: only the service sets it (`readOnly`). `request`: only the caller sends it (`writeOnly`). */
  readonly access: "both" | "answer" | "request";
  readonly description: string;
  readonly deprecated: boolean;
  readonly default?: Json;
  readonly examples: readonly Example[];
  readonly limits: Limits;
  readonly origin: Origin;
  /** The enumeration values that mean this object, if the property is the tag of a union. Set by the pass `ownTags`. */
  readonly tagValues?: readonly string[];
}

/**
 * An enumeration. Where `scalar` is a number type, a string value holds the digits of an integer that no JavaScript
 * number holds.
 */
export interface EnumDeclaration extends DeclarationBase {
  readonly kind: "enum";
  readonly scalar: "string" | "integer" | "number";
  readonly values: readonly EnumValue[];
}

/** One value of an enumeration. */
export interface EnumValue {
  readonly value: string | number;
  /** The name that the spec gives the value, if it has one. */
  readonly title?: string;
  readonly description: string;
}

/** A union with a name. */
export interface UnionDeclaration extends DeclarationBase, Alternatives {
  readonly kind: "union";
  /**
   * The properties of a value whose tag is not listed, by wire name, each with whether it is required. Set for a union
   * of the heirs of a base: a value of an unlisted heir has the base's properties. Absent: the common properties of all
   * members.
   */
  readonly unlisted?: Readonly<Record<string, boolean>>;
}

/** A list of types; a value has one of them. */
export interface Alternatives {
  /** In the spec's order. */
  readonly members: readonly UnionMember[];
  /** Wire name of the property that distinguishes the members, if one does. */
  readonly tag?: string;
}

/** One type of a union. */
export interface UnionMember {
  readonly use: TypeUse;
  /** Values of the tag that mean this member; empty for a union without a tag. */
  readonly tagValues: readonly string[];
}

/** A name for a use: a schema that is a list, a map, a scalar or another schema. */
export interface AliasDeclaration extends DeclarationBase {
  readonly kind: "alias";
  readonly target: TypeUse;
}
