/**
 * Types: where they are used and where they are declared. A part of the intermediate model; see `model.ts`.
 */

/** How a payload is written. `patch` is a JSON Patch list (RFC 6902). */
export type BodyFormat = "json" | "patch" | "multipart" | "form" | "binary" | "text" | "xml";

/** Where a node was written. `file` is relative to the tree's top folder, with `/`; `pointer` is an RFC 6901 pointer, "" for the whole file. */
export interface Origin {
  readonly file: string;
  readonly pointer: string;
}

/** Identity of a declaration: `beta/schemas/Identity.yaml` or `beta/schemas/AccessCriteria.yaml#/properties/criteriaList/items`. */
export type DeclarationId = string;

export interface Limits {
  readonly minimum?: number;
  readonly maximum?: number;
  /** Greater than, less than. A flag beside `minimum`, as OpenAPI 3.0 writes it, is the number too. */
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
}

/** A bigint stands in samples only, for an integer that no number holds. */
export type Json = null | boolean | number | bigint | string | readonly Json[] | { readonly [key: string]: Json };

export interface Example {
  readonly name?: string;
  readonly summary?: string;
  readonly value: Json;
}

// ---------------------------------------------------------------- uses

export type ScalarKind = "string" | "integer" | "number" | "boolean" | "binary";

/** A use of a type at a place. Anonymous objects, enumerations and unions do not exist here: they are declarations, named by their place. */
export type TypeUse =
  | { readonly kind: "ref"; readonly id: DeclarationId }
  | { readonly kind: "scalar"; readonly scalar: ScalarKind; readonly format?: string }
  /** `item`: what stands behind the `positions`, where there are any. */
  | { readonly kind: "list"; readonly item: TypeUse; readonly positions?: Positions }
  | { readonly kind: "map"; readonly value: TypeUse }
  /** `exact`: the value is the digits of an integer that no JavaScript number holds. */
  | { readonly kind: "literal"; readonly value: string | number | boolean | null; readonly exact?: true }
  | { readonly kind: "nullable"; readonly of: TypeUse }
  | { readonly kind: "unknown"; readonly reason: string }
  /** No value is of it: what the spec says of the place contradicts itself, or nothing may stand there. */
  | { readonly kind: "never"; readonly reason: string };

/** The first items of a list whose place decides their type. */
export interface Positions {
  /** At least one. */
  readonly uses: readonly TypeUse[];
  /** How many of them are always there. */
  readonly required: number;
  /** Nothing may follow them. */
  readonly isClosed: boolean;
}

// ---------------------------------------------------------------- declarations

interface DeclarationBase {
  readonly id: DeclarationId;
  readonly origin: Origin;
  /** Further places of a merged shape, sorted. */
  readonly also: readonly DeclarationId[];
  readonly place: Place;
  readonly title: string;
  readonly description: string;
  readonly deprecated: boolean;
  readonly examples: readonly Example[];
  /** Whether a request or an answer reaches it, through any number of references. */
  readonly inRequest: boolean;
  readonly inAnswer: boolean;
  /** Its form in a request differs from its form in an answer (members the service alone sets, closed enumerations, or a reference to such a declaration). */
  readonly requestFormDiffers: boolean;
}

/** Where a declaration was found: what its name is made from. */
export type Place =
  /** A file of its own, or a whole-file target of a reference. `componentKeys`: names the root gives it. */
  | { readonly kind: "file"; readonly file: string; readonly componentKeys: readonly string[] }
  /** A named entry of a document's component section (or `$defs`, `definitions`). */
  | { readonly kind: "component"; readonly key: string; readonly file: string }
  /** Inside another declaration. */
  | { readonly kind: "member"; readonly owner: DeclarationId; readonly steps: readonly Step[] }
  /** A request body of an operation. `ordinal` is 0 for the first media type. */
  | {
      readonly kind: "request";
      readonly operation: string;
      readonly ordinal: number;
      readonly format: BodyFormat;
      readonly steps: readonly Step[];
    }
  /** An answer of an operation. */
  | { readonly kind: "answer"; readonly operation: string; readonly status: string; readonly steps: readonly Step[] }
  /** An error body hoisted for a tag (rule M8) */
  | { readonly kind: "tagError"; readonly tag: string; readonly steps: readonly Step[] }
  /** Inside a response file or component that several operations share. */
  | { readonly kind: "sharedAnswer"; readonly status: string; readonly key: string; readonly steps: readonly Step[] }
  /** A parameter of an operation. */
  | { readonly kind: "parameter"; readonly operation: string; readonly wire: string; readonly steps: readonly Step[] }
  /** A parameter file or component that several operations share. */
  | { readonly kind: "sharedParameter"; readonly key: string; readonly steps: readonly Step[] }
  /** An event's payload. */
  | { readonly kind: "event"; readonly event: string; readonly steps: readonly Step[] };

/** One step from an owner to an inline place. Merged (`allOf`) members belong to their owner and leave no step. */
export type Step =
  | { readonly kind: "property"; readonly wire: string }
  | { readonly kind: "item" }
  | { readonly kind: "value" }
  | { readonly kind: "option"; readonly ordinal: number }
  /** Any other place of a schema that the model keeps, by its keyword. */
  | { readonly kind: "part"; readonly wire: string };

export type Declaration = ObjectDeclaration | EnumDeclaration | UnionDeclaration | AliasDeclaration;

export interface ObjectDeclaration extends DeclarationBase {
  readonly kind: "object";
  /** In the spec's order. */
  readonly properties: readonly Property[];
  /** Properties beyond the listed ones: `open` (allowed, untyped), `closed`, or of one type. */
  readonly rest: "open" | "closed" | TypeUse;
  /** What the object is besides: of each entry one of the members. Absent when there is nothing more to it. */
  readonly alternatives?: readonly Alternatives[];
  /** What must be there beside the required properties. Absent when only `required` says what must be. */
  readonly presence?: readonly Presence[];
  /** A member whose type follows from the value of a sibling (`Transform.attributes` from `Transform.type`). Set by the pass `unions`. */
  readonly correlation?: Correlation;
}

/** All the properties of at least one list are there. */
export interface Presence {
  readonly lists: readonly (readonly string[])[];
  /** The properties of no second list are there (`oneOf`). */
  readonly isExclusive: boolean;
}

export interface Correlation {
  /** Wire name of the property that decides. */
  readonly tag: string;
  /** Wire name of the property whose type follows. */
  readonly property: string;
  readonly cases: readonly { readonly value: string; readonly use: TypeUse }[];
}

export interface Property {
  readonly wire: string;
  readonly use: TypeUse;
  /** Must be present. Nullability is separate: a `nullable` use. */
  readonly required: boolean;
  /** `answer`: only the service sets it (readOnly); `request`: only the caller sends it (writeOnly). */
  readonly access: "both" | "answer" | "request";
  readonly description: string;
  readonly deprecated: boolean;
  readonly default?: Json;
  readonly examples: readonly Example[];
  readonly limits: Limits;
  readonly origin: Origin;
  /** The values of its enumeration that mean this object, where unions tell it by them. Set by the pass `ownTags`. */
  readonly tagValues?: readonly string[];
}

/** Of an enumeration of integers a text is the digits of one that no JavaScript number holds. */
export interface EnumDeclaration extends DeclarationBase {
  readonly kind: "enum";
  readonly scalar: "string" | "integer" | "number";
  readonly values: readonly EnumValue[];
}

export interface EnumValue {
  readonly value: string | number;
  /** What the spec calls the value, where it has a name beside its text or number. */
  readonly title?: string;
  readonly description: string;
}

export interface UnionDeclaration extends DeclarationBase, Alternatives {
  readonly kind: "union";
}

/** Types of which a value has one. */
export interface Alternatives {
  /** In the spec's order. */
  readonly members: readonly UnionMember[];
  /** Wire name of the property that tells the members apart, where one does. */
  readonly tag?: string;
}

export interface UnionMember {
  readonly use: TypeUse;
  /** Values of the union's tag that mean this member; empty when the union has no tag. */
  readonly tagValues: readonly string[];
}

/** A name for a use: a schema file that is a list, a map, a scalar or another schema. */
export interface AliasDeclaration extends DeclarationBase {
  readonly kind: "alias";
  readonly target: TypeUse;
}
