import { assertNever } from "../../model/assert-never.ts";
import type { BodyFormat, Declaration, Step } from "../../model/model.ts";
import { spelledName, type Spellings } from "./lower-case.ts";
import { singularWords } from "./path-noun.ts";
import type { ReservedNames } from "./reserved.ts";
import { spelledOut } from "./signs.ts";
import { pascalCase, publishedCamelize, splitWords } from "./words.ts";

/** What the names of a declaration are made from, besides its place. */
export interface ModelContext {
  /** The name of a declaration; undefined while it has none. */
  readonly nameOf: (id: string) => string | undefined;
  /** The start of the names of an operation's inline types. */
  readonly typeBaseOf: (operation: string) => string | undefined;
  /** The name of an event. */
  readonly eventNameOf: (event: string) => string;
  /** Names that some target cannot declare. */
  readonly reserved: ReservedNames;
  /** Known spellings of names without case. */
  readonly spellings: Spellings;
}

/**
 * The possible names of a declaration, preferred first. The first is the rule's; the others qualify it. A qualifier may
 * begin with a digit (the folder `1.0`), so {@link modelSpelling} is applied to every candidate.
 */
export function modelCandidates(declaration: Declaration, context: ModelContext): readonly string[] {
  return candidatesOf(declaration, context).map((name) => modelSpelling(name, context.reserved));
}

function candidatesOf(declaration: Declaration, context: ModelContext): readonly string[] {
  const { place } = declaration;
  const inline = (name: string): readonly string[] => inlineCandidates({ declaration, name, context });
  switch (place.kind) {
    case "file":
      return fileCandidates(place.file, declaration, context);
    case "component": {
      const key = spelledName(place.key, declaration, context.spellings);
      const name = modelSpelling(publishedCamelize(key), context.reserved);
      return [name, `${treeOf(place.file)}${name}`, `${name}Model`, ...spelledOut(key, name)];
    }
    case "member":
      return inline((context.nameOf(place.owner) ?? spelledOwner(place.owner, context)) + stepsName(place.steps));
    case "request":
      return inline(`${base(context, place.operation)}${requestWord(place)}${stepsName(place.steps)}`);
    case "answer":
      return inline(`${base(context, place.operation)}${statusDigits(place.status)}Response${stepsName(place.steps)}`);
    case "tagError":
      return inline(`${pascalCase(splitWords(place.tag))}ErrorResponse${stepsName(place.steps)}`);
    case "sharedAnswer": {
      const name = `${sharedAnswerWord(place.status, place.key)}Response${stepsName(place.steps)}`;
      return [name, ...qualifiers(place.key).map((word) => word + name), ...inline(name).slice(1)];
    }
    case "parameter":
      return inline(`${base(context, place.operation)}${publishedCamelize(place.wire)}${stepsName(place.steps)}`);
    case "sharedParameter":
      return inline(
        `${publishedCamelize(sharedParameterKey(declaration.id, place.key))}Parameter${stepsName(place.steps)}`,
      );
    case "event":
      return inline(`${context.eventNameOf(place.event)}Payload${stepsName(place.steps)}`);
    default:
      return assertNever(place);
  }
}

function base(context: ModelContext, operation: string): string {
  return context.typeBaseOf(operation) ?? pascalCase(splitWords(operation));
}

/** The name of an owner that is not a declaration of the model. */
function spelledOwner(owner: string, context: ModelContext): string {
  return fileCandidates(owner.split("#")[0] ?? owner, { title: "" }, context)[0] ?? "Schema";
}

/**
 * The candidates for a file, `beta/schemas/transforms/IdentityAttribute.yaml`: its own name, then qualified by its
 * folder, then by the first folder of its path.
 */
function fileCandidates(
  file: string,
  declaration: Pick<Declaration, "title">,
  { reserved, spellings }: ModelContext,
): readonly string[] {
  const stem = spelledName(fileStem(file), declaration, spellings);
  const name = modelSpelling(publishedCamelize(stem), reserved);
  const words = qualifiers(file);
  return [name, ...words.map((word) => word + name), words.join("") + name, ...spelledOut(stem, name)];
}

function fileStem(file: string): string {
  return (file.split("/").at(-1) ?? file).replace(/\.[^.]*$/u, "");
}

/** The nearest folder and the first folder of a file as words. Folders are plural and names singular. */
function qualifiers(file: string): readonly string[] {
  const folders = file.split("/").slice(0, -1);
  const start = folders.findIndex((folder) => folder === "schemas" || folder === "responses");
  const inner = folders.slice(start + 1).map((folder) => pascalCase(singularWords(splitWords(folder))));
  const nearest = inner.at(-1);
  const tree = treeOf(file);
  return [...(nearest === undefined || start < 0 ? [] : [nearest]), ...(tree === "" ? [] : [tree])];
}

function treeOf(file: string): string {
  const [first = ""] = file.split("/");
  return file.includes("/") ? pascalCase(splitWords(first)) : "";
}

/**
 * The candidates for an inline type. The later ones add the kind of the declaration, because an inline type yields to
 * files.
 */
function inlineCandidates({
  declaration,
  name,
  context,
}: {
  readonly declaration: Declaration;
  readonly name: string;
  readonly context: ModelContext;
}): readonly string[] {
  const own = modelSpelling(name, context.reserved);
  const word = KIND_WORDS[declaration.kind];
  const [, pointer = declaration.id] = declaration.id.split("#");
  return [
    own,
    `${own}${word}`,
    `${own}${word}At${pointer
      .split(/[^\p{L}\p{N}]+/u)
      .map(upperFirst)
      .join("")}`,
  ];
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/**
 * The name of a shared parameter: its component's key or its file. The wire name is not enough, because many are
 * `sort`.
 */
function sharedParameterKey(id: string, wire: string): string {
  const [file = "", pointer = ""] = id.split("#");
  const [, key] = /^\/components\/parameters\/([^/]+)/u.exec(pointer) ?? [];
  if (key !== undefined) return key.replaceAll("~1", "/").replaceAll("~0", "~");
  return (file.split("/").at(-1) ?? "").replace(/\.[^.]*$/u, "") || wire;
}

const KIND_WORDS: Readonly<Record<Declaration["kind"], string>> = {
  object: "Object",
  enum: "Enum",
  union: "Union",
  alias: "Alias",
};

/** The spelling of a model's name that every target can declare. `Error` becomes ModelError, as published. */
export function modelSpelling(name: string, reserved: ReservedNames): string {
  const plain = name === "" ? "Unnamed" : name;
  return reserved.has(plain) || /^\P{L}/u.test(plain) ? `Model${plain}` : plain;
}

/** The words for the steps from an owner to an inline type. */
export function stepsName(steps: readonly Step[]): string {
  return steps
    .map((step) => {
      switch (step.kind) {
        case "property":
        case "part":
          return publishedCamelize(step.wire) || "Property";
        case "item":
          return "Item";
        case "value":
          return "Value";
        case "option":
          return `Option${step.ordinal}`;
        default:
          return assertNever(step);
      }
    })
    .join("");
}

const FORMAT_WORDS: Readonly<Record<BodyFormat, string>> = {
  json: "Json",
  patch: "Patch",
  multipart: "Multipart",
  form: "Form",
  binary: "Binary",
  text: "Text",
  xml: "Xml",
};

/** `Request`; for another media type with the word of its format: `ImportAccountsFormRequest`. */
function requestWord(place: { readonly ordinal: number; readonly format: BodyFormat }): string {
  return place.ordinal === 0 ? "Request" : `${FORMAT_WORDS[place.format]}Request`;
}

function statusDigits(status: string): string {
  return status.toLowerCase() === "default" ? "Default" : status;
}

/** The meaning of a status, for names of shared responses. */
const STATUS_WORDS: ReadonlyMap<string, string> = new Map([
  ["200", "Ok"],
  ["201", "Created"],
  ["202", "Accepted"],
  ["204", "NoContent"],
  ["207", "MultiStatus"],
  ["304", "NotModified"],
  ["400", "BadRequest"],
  ["401", "Unauthorized"],
  ["402", "PaymentRequired"],
  ["403", "Forbidden"],
  ["404", "NotFound"],
  ["405", "MethodNotAllowed"],
  ["406", "NotAcceptable"],
  ["408", "RequestTimeout"],
  ["409", "Conflict"],
  ["410", "Gone"],
  ["412", "PreconditionFailed"],
  ["413", "ContentTooLarge"],
  ["415", "UnsupportedMediaType"],
  ["422", "UnprocessableContent"],
  ["423", "Locked"],
  ["429", "TooManyRequests"],
  ["500", "InternalServerError"],
  ["501", "NotImplemented"],
  ["502", "BadGateway"],
  ["503", "ServiceUnavailable"],
  ["504", "GatewayTimeout"],
]);

const STATUS_NAMES: ReadonlySet<string> = new Set([...STATUS_WORDS.values()].map((word) => word.toLowerCase()));

/**
 * The name of a shared response: its key or file where that says more than the status (`validation_failed`), else its
 * status.
 */
function sharedAnswerWord(status: string, key: string): string {
  const word = STATUS_WORDS.get(status);
  const isFile = key.includes("/") || key.includes(".");
  if (!isFile && key !== status && /\p{L}/u.test(key)) return publishedCamelize(key).replace(/Response$/u, "");
  // The name of a file is used where it says more than the status.
  const stem = publishedCamelize(fileStem(key)).replace(/Response$/u, "");
  if (isFile && /\p{L}/u.test(stem) && !STATUS_NAMES.has(stem.toLowerCase())) return stem;
  return word ?? (/^\d/u.test(status) ? `Status${status}` : publishedCamelize(status));
}
