import { dialectOf } from "../../load/bundle/dialect.ts";
import { child, cursorAt, isObject, type Cursor } from "../../load/tree.ts";
import { assertNever } from "../assert-never.ts";
import type {
  Alternatives,
  BodyContent,
  Declaration,
  DeclarationId,
  FormField,
  ParameterStyle,
  Property,
  TypeUse,
} from "../model.ts";
import { contentAsText, namelessParts, unsupportedKeyword } from "./diagnostics.ts";
import { isRange, partCodec, type SchemaKind } from "./media-types.ts";
import { resolveUse } from "../uses.ts";
import { followIn, report, type BuildState } from "./state.ts";

/**
 * The content of a `multipart/form-data` body whose parts all have names. A schema that is a list or a scalar becomes a
 * map, because RFC 7578 requires names and only the caller can state them.
 */
export function withNamedParts(state: BuildState, content: BodyContent): BodyContent {
  if (content.codec !== "multipart" || content.subtype !== "form-data") return content;
  const { declaration, use } = resolveUse(state.declarations, content.use);
  const part = use.kind === "list" ? use.item : content.use;
  const isNamed = declaration === undefined ? ["map", "unknown"].includes(use.kind) : declaration.kind !== "enum";
  if (isNamed) return content;
  report(state, namelessParts, { mediaType: content.mediaType }, content.origin);
  return { ...content, use: { kind: "map", value: part } };
}

/**
 * The fields of a form or multipart body, from the declaration of its schema. Call it after all declarations are built.
 */
export function formFieldsOf(state: BuildState, content: BodyContent): readonly FormField[] {
  const properties = propertiesOf(state, content.use);
  if (properties.length === 0) return [];
  const stated = cursorAt(state.tree, content.origin.file, content.origin.pointer);
  const media = stated === undefined ? undefined : followIn(state, stated);
  const encoding = isObject(media?.value) && isObject(media.value["encoding"]) ? media.value["encoding"] : {};
  return properties
    .filter((property) => property.access !== "answer")
    .map((property): FormField => {
      const part = encoding[property.wire];
      const own = isObject(part) ? part : {};
      const sent = howSent(state, content, { part: own, use: property.use, wire: property.wire });
      const at = media === undefined ? undefined : child(media, "encoding", property.wire);
      return {
        wire: property.wire,
        required: property.required,
        description: property.description,
        ...sent,
        ...(content.codec === "form" ? styleOf(own) : {}),
        ...(content.codec === "multipart" && at !== undefined
          ? partOf(state, content, { at, isFile: sent.codec === "bytes" })
          : {}),
        ...(property.default === undefined ? {} : { default: property.default }),
        examples: property.examples,
        limits: property.limits,
        origin: property.origin,
      };
    });
}

/**
 * What an encoding states about a part besides its media type: headers with one value, and from OpenAPI 3.1 on the
 * style of lists and objects (OpenAPI 3.0 ignores the style of parts). Keywords and headers that no client sends are
 * reported.
 */
function partOf(
  state: BuildState,
  { subtype }: BodyContent,
  { at, isFile }: { at: Cursor; isFile: boolean },
): Pick<FormField, "style" | "explode" | "allowReserved" | "headers"> {
  const part = isObject(at.value) ? at.value : {};
  const tell = (keyword: string, ...tokens: readonly string[]): void =>
    report(state, unsupportedKeyword, { keyword: `encoding.${keyword}`, direction: "call" }, child(at, ...tokens));
  for (const keyword of ["encoding", "prefixEncoding", "itemEncoding"])
    if (part[keyword] !== undefined) tell(keyword, keyword);
  const isStyled = subtype === "form-data" && !isFile && hasStyledParts(state);
  if (!isStyled && part["style"] !== undefined) tell("style", "style");
  const headers = headersOf(state, at, (name) => tell("headers", "headers", name));
  return {
    ...(isStyled && (part["style"] !== undefined || part["explode"] !== undefined) ? styleOf(part) : {}),
    ...(headers.length === 0 ? {} : { headers }),
  };
}

/** Whether the style of a part applies: OpenAPI 3.1.1, Encoding Object, allows it for `multipart/form-data`. */
function hasStyledParts({ tree }: BuildState): boolean {
  const root = tree.files.get(tree.roots[0] ?? "");
  return isObject(root) && dialectOf(root) !== "3.0";
}

/**
 * The headers of a part whose schema allows one value. `Content-Type` is skipped, because the encoding's `contentType`
 * states it (OpenAPI 3.0.4, Encoding Object).
 */
function headersOf(state: BuildState, part: Cursor, tell: (name: string) => void): NonNullable<FormField["headers"]> {
  const headers = isObject(part.value) && isObject(part.value["headers"]) ? part.value["headers"] : {};
  return Object.keys(headers).flatMap((wire) => {
    if (wire.toLowerCase() === "content-type") return [];
    const header = followIn(state, child(part, "headers", wire));
    const schema = header === undefined ? undefined : followIn(state, child(header, "schema"));
    const value = onlyValueOf(schema?.value);
    if (value !== undefined && isHeaderName(wire) && !/[\r\n\0]/u.test(value)) return [{ wire, value }];
    tell(wire);
    return [];
  });
}

/** Whether a text is a header name: RFC 9110, section 5.1, requires a token. */
function isHeaderName(text: string): boolean {
  return /^[!#$%&'*+.^_`|~\w-]+$/u.test(text);
}

/** The only value of a schema: a constant, an enumeration of one value, or else the default. */
function onlyValueOf(schema: unknown): string | undefined {
  if (!isObject(schema)) return undefined;
  const { enum: values } = schema;
  const value = schema["const"] ?? (Array.isArray(values) && values.length === 1 ? values[0] : schema["default"]);
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : undefined;
}

/** The codec of a field, the media type of its part, and its use. */
function howSent(
  state: BuildState,
  content: BodyContent,
  { part, use, wire }: { part: Readonly<Record<string, unknown>>; use: TypeUse; wire: string },
): Pick<FormField, "codec" | "mediaType" | "use" | "mayBeFile"> {
  const stated = typeof part["contentType"] === "string" ? part["contentType"] : undefined;
  const kinds = leafKinds(state, use);
  // The pairs of a form hold text; only multipart parts hold files.
  const isForm = content.codec === "form";
  const isFile = !isForm && kinds.size === 1 && kinds.has("file");
  const isStructured = kinds.has("structured");
  const isUnclear = kinds.size === 0 || kinds.has("none") || kinds.has("file");
  const single = stated === undefined || isRange(stated) || stated.includes(",") ? undefined : stated;
  if (isFile) {
    const own = fileUse(state, use);
    // `fileUse` cannot tell which options of a union are lists, so the field keeps the union's use.
    const file = own === undefined ? { use, mayBeFile: true as const } : { use: own };
    return { codec: "bytes", ...file, ...(single === undefined ? {} : { mediaType: single }) };
  }
  if (stated === undefined) {
    if (isStructured) return { codec: "json", mediaType: "application/json", use };
    if (!isUnclear) return { codec: "text", use };
    return !isForm && kinds.has("file") ? { use, mayBeFile: true } : { use };
  }
  const kind: SchemaKind = isStructured ? "structured" : kinds.has("text") ? "text" : isUnclear ? "none" : "scalar";
  const codec = partCodec(stated.split(",")[0]?.trim() ?? "", kind);
  const mediaType =
    single === undefined ? (codec === "json" ? { mediaType: "application/json" } : {}) : { mediaType: single };
  if (codec === "bytes" && !isForm) return { codec, use: fileUse(state, use) ?? FILE, ...mediaType };
  if (codec === "json") return { codec, use, ...mediaType };
  if (!isStructured) return { codec: "text", use, ...(isForm ? {} : mediaType) };
  report(state, contentAsText, { what: `the field ${wire}`, mediaType: stated, as: "text" }, content.origin);
  return { codec: "text", use: { kind: "scalar", scalar: "string" }, ...(isForm ? {} : mediaType) };
}

const STYLES: readonly ParameterStyle[] = ["form", "spaceDelimited", "pipeDelimited", "deepObject"];

/** How a form writes a list or an object, if the spec states it (OpenAPI 3.0.4, Encoding Object). */
function styleOf(part: Readonly<Record<string, unknown>>): Pick<FormField, "style" | "explode" | "allowReserved"> {
  const stated = STYLES.find((style) => style === part["style"]);
  const { explode, allowReserved } = part;
  if (stated === undefined && typeof explode !== "boolean" && allowReserved !== true) return {};
  const style = stated ?? "form";
  return {
    style,
    explode: typeof explode === "boolean" ? explode : style === "form",
    allowReserved: allowReserved === true,
  };
}

/**
 * All properties that an object may have: its own properties and those of its options. A property of the options is
 * required if all options require it.
 */
function propertiesOf(
  state: BuildState,
  use: TypeUse,
  open: ReadonlySet<DeclarationId> = new Set(),
): readonly Property[] {
  const declaration = resolveAlias(state.declarations, use);
  if (declaration === undefined || open.has(declaration.id)) return [];
  const inner = new Set(open).add(declaration.id);
  const ofOptions = ({ members }: Alternatives): readonly Property[] => {
    const options = members.map((member) => propertiesOf(state, member.use, inner));
    const isAlwaysRequired = (wire: string): boolean =>
      options.every((option) => option.some((property) => property.wire === wire && property.required));
    return options.flat().map((property) => ({ ...property, required: isAlwaysRequired(property.wire) }));
  };
  const all =
    declaration.kind === "object"
      ? [...declaration.properties, ...(declaration.alternatives ?? []).flatMap(ofOptions)]
      : declaration.kind === "union"
        ? ofOptions(declaration)
        : [];
  // A property of the object itself comes first and wins over a property of an option.
  const byWire = new Map<string, Property>();
  for (const property of all) if (!byWire.has(property.wire)) byWire.set(property.wire, property);
  return [...byWire.values()];
}

/** The declaration that a use refers to, after aliases and null. Returns undefined for a use without a declaration. */
export function resolveAlias(declarations: ReadonlyMap<string, Declaration>, use: TypeUse): Declaration | undefined {
  return resolveUse(declarations, use).declaration;
}

const FILE: TypeUse = { kind: "scalar", scalar: "binary" };

/**
 * The use of a file, a list of files, or a nullable one of these, with aliases resolved. Returns undefined for a union.
 */
function fileUse(state: BuildState, use: TypeUse, open: ReadonlySet<DeclarationId> = new Set()): TypeUse | undefined {
  if (use.kind === "list" || use.kind === "nullable") {
    const inner = fileUse(state, use.kind === "list" ? use.item : use.of, open);
    if (inner === undefined) return undefined;
    return use.kind === "list" ? { kind: "list", item: inner } : { kind: "nullable", of: inner };
  }
  const declaration = use.kind === "ref" && !open.has(use.id) ? state.declarations.get(use.id) : undefined;
  if (declaration?.kind === "union") return undefined;
  return declaration?.kind === "alias" ? fileUse(state, declaration.target, new Set(open).add(declaration.id)) : FILE;
}

/**
 * The kinds of the values inside lists, nullables, aliases and unions. A list that only contains itself has no kinds.
 */
function leafKinds(
  state: BuildState,
  use: TypeUse,
  open: ReadonlySet<DeclarationId> = new Set(),
): ReadonlySet<SchemaKind> {
  switch (use.kind) {
    case "list":
      return leafKinds(state, use.item, open);
    case "nullable":
      return leafKinds(state, use.of, open);
    case "map":
      return new Set(["structured"]);
    case "literal":
      return new Set([typeof use.value === "string" ? "text" : "scalar"]);
    case "scalar":
      return new Set([use.scalar === "binary" ? "file" : use.scalar === "string" ? "text" : "scalar"]);
    case "unknown":
    case "never":
      return new Set(["none"]);
    case "ref": {
      const declaration = open.has(use.id) ? undefined : state.declarations.get(use.id);
      if (declaration === undefined) return new Set();
      const inner = new Set(open).add(use.id);
      switch (declaration.kind) {
        case "object":
          return new Set(["structured"]);
        case "enum":
          return new Set([declaration.scalar === "string" ? "text" : "scalar"]);
        case "alias":
          return leafKinds(state, declaration.target, inner);
        case "union":
          return new Set(declaration.members.flatMap((member) => [...leafKinds(state, member.use, inner)]));
        default:
          return assertNever(declaration);
      }
    }
    default:
      return assertNever(use);
  }
}
