import type { Arguments, JsonCodec, PathEncoder } from "../operation.js";
import { nameKind, toPlain, toText, writeJson } from "../text.js";
import { isSegment } from "./url.js";

/** A parameter with one of OpenAPI's styles. */
export interface StyledParameter {
  /** The argument key. */
  readonly key: string;
  /** The name on the wire; absent: the key. */
  readonly wire?: string;
  /** Default: "form" in queries and cookies, "simple" in paths and headers. */
  readonly style?:
    | "form"
    | "spaceDelimited"
    | "pipeDelimited"
    | "deepObject"
    | "simple"
    | "label"
    | "matrix";
  /** Default: true for `form`, false otherwise. `deepObject` has one form only. */
  readonly explode?: boolean;
  /**
   * Leave the reserved characters `:/?[]@!$&'()*+,;=` and what is percent-encoded (`%2F`) as they are; a `#` would end
   * the URL. Default false.
   */
  readonly allowReserved?: boolean;
  /** The value is sent as JSON (`content: application/json`), by a codec of its own where there is one. Default false. */
  readonly json?: boolean | Pick<JsonCodec, "stringify">;
}

type Pair = readonly [name: string, text: string];

/** A part of a list or an object, and where it stands. */
interface Part {
  readonly name: string;
  readonly value: unknown;
  readonly at: string;
}

/**
 * The parts of a list or an object; undefined for a single value. What is null or undefined is left out: RFC 6570, 2.3.
 * @throws TypeError for an object of which no parts are known, as a Map or a Promise.
 */
function partsOf(
  value: unknown,
  at: string,
  isGap: (part: unknown) => boolean = (part) => part == null,
): readonly Part[] | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const isList = Array.isArray(value);
  if (!isList && nameKind(value) !== "Object")
    throw new TypeError(`bad argument "${at}": no text for ${nameKind(value)}`);
  return Object.entries(value).flatMap(([name, part]) => {
    const plain = toPlain(part);
    return isGap(plain)
      ? []
      : { name, value: plain, at: isList ? `${at}[${name}]` : `${at}.${name}` };
  });
}

/**
 * The text of a part, where it has one.
 * @throws TypeError where it holds what separates the parts: the service would read two of it.
 */
function partText(
  { value, at }: Part,
  separator: string,
  encode: (text: string) => string = encodeURIComponent,
): string {
  const text = encode(toText(value, at));
  if (separator && text.includes(separator)) refuseMark(at, separator);
  return text;
}

function refuseMark(at: string, mark: string): never {
  throw new TypeError(
    `bad argument "${at}": "${decodeURIComponent(mark)}" would end the part`,
  );
}

/** Reserved expansion (RFC 6570, 3.2.3). */
function encodeReserved(text: string): string {
  return encodeURIComponent(text)
    .replace(
      /%(3A|2F|3F|5B|5D|40|21|24|26|27|28|29|2A|2B|2C|3B|3D)/g,
      decodeURIComponent,
    )
    .replace(/%25([\da-f]{2})/gi, "%$1");
}

/**
 * `name[a][b]=1`, `name[a][0]=1`: OpenAPI defines the first level of `deepObject`; levels below it take brackets of their
 * own, as most services read them (de facto), and the index of a list is a key like any other.
 */
function deepPairs(
  { name, value, at }: Part,
  encode: (text: string) => string,
  open: readonly unknown[] = [],
): Pair[] {
  const parts = partsOf(value, at);
  if (!parts) return [[name, encode(toText(value, at))]];
  if (open.includes(value))
    throw new TypeError(`bad argument "${at}": it holds itself`);
  return parts.flatMap((part) =>
    /[[\]]/.test(part.name)
      ? refuseMark(part.at, part.name)
      : deepPairs(
          { ...part, name: `${name}%5B${encodeURIComponent(part.name)}%5D` },
          encode,
          [...open, value],
        ),
  );
}

/** The pairs of a parameter, encoded: one, or one per part of an exploded value. */
function styledPairs(parameter: StyledParameter, value: unknown): Pair[] {
  const { key, wire = key, style = "form", allowReserved } = parameter;
  const { explode = style === "form" } = parameter;
  const encode = allowReserved ? encodeReserved : encodeURIComponent;
  const name = encodeURIComponent(wire);
  if (parameter.json)
    return value === undefined
      ? []
      : [[name, encode(writeJson(value, parameter.json))]];
  const plain = toPlain(value);
  if (plain == null) return [];
  if (style === "deepObject")
    return deepPairs({ name, value: plain, at: key }, encode);
  const parts = partsOf(plain, key);
  if (!parts) return [[name, encode(toText(plain, key))]];
  const isList = Array.isArray(plain);
  const separators = { spaceDelimited: "%20", pipeDelimited: "%7C" };
  const separator = explode
    ? ""
    : (separators[style as keyof typeof separators] ?? ",");
  const pairs = parts.map((part): Pair => {
    const partName = encodeURIComponent(part.name);
    if (separator && !isList && partName.includes(separator))
      refuseMark(part.at, separator);
    return [isList ? name : partName, partText(part, separator, encode)];
  });
  return explode || !pairs.length
    ? pairs
    : [
        [
          name,
          pairs.flatMap((pair) => (isList ? pair[1] : pair)).join(separator),
        ],
      ];
}

/**
 * A query parameter in one of OpenAPI's styles. Null and undefined are left out, and so are lists and objects without
 * parts. Using it throws a TypeError for what the style has no form for: a list in a list, an object in an object.
 */
export function styledQuery(
  parameter: StyledParameter,
): (args: Arguments) => string {
  return ({ [parameter.key]: value }) =>
    styledPairs(parameter, value)
      .map((pair) => pair.join("="))
      .join("&");
}

/**
 * Whether the JSON of a path argument tells what is meant: a value that can be a segment, or a list or an object that
 * has parts. JSON writes null for what is no finite number, and leaves out symbols and functions.
 * @throws TypeError for a part of that kind, which would be another value on the wire.
 */
function holdsContent(value: unknown, key: string): boolean {
  const parts = partsOf(value, key);
  if (!parts) return isSegment(value);
  const check = (part: Part, open: readonly unknown[] = []): void => {
    if (open.includes(part.value))
      throw new TypeError(`bad argument "${part.at}": it holds itself`);
    const inner = partsOf(part.value, part.at);
    if (!inner) toText(part.value, part.at);
    inner?.forEach((entry) => check(entry, [...open, part.value]));
  };
  parts.forEach((part) => check(part, [value]));
  return parts.length > 0;
}

/**
 * A path argument in one of OpenAPI's styles: `simple`, `label` or `matrix`. Nothing for one that has no parts, or a part
 * that cannot be a segment: see `isSegment`. Using it throws a TypeError for a list or an object in another.
 */
export function styledPath(parameter: StyledParameter): PathEncoder {
  const { key, wire = key, style = "simple", explode, json } = parameter;
  return (value) => {
    const plain = toPlain(value);
    if (json)
      return holdsContent(plain, key)
        ? encodeURIComponent(writeJson(plain, json))
        : "";
    const isPairs = typeof plain === "object" && !Array.isArray(plain);
    // Without a null the path would address another resource.
    const list = partsOf(plain, key, (part) => part === undefined);
    const separator = list && explode && style === "label" ? "." : "";
    const parts = (list ?? [{ name: "", value: plain, at: key }]).map(
      (part) => {
        if (part.value == null && !list) return "";
        const text = part.value != null && partText(part, separator);
        if (!text || !isSegment(part.value)) {
          if (!list) return "";
          throw new TypeError(`bad argument "${part.at}": ${part.value}`);
        }
        if (!list || !isPairs) return text;
        if (separator && part.name.includes(separator))
          refuseMark(part.at, separator);
        return encodeURIComponent(part.name) + (explode ? "=" : ",") + text;
      },
    );
    if (!parts.length || (!list && !parts[0])) return "";
    if (style === "label") return "." + parts.join(explode ? "." : ",");
    if (style !== "matrix") return parts.join(",");
    const prefix = ";" + encodeURIComponent(wire) + "=";
    if (!explode) return prefix + parts.join(",");
    return parts
      .map((part) => (list && isPairs ? ";" : prefix) + part)
      .join("");
  };
}

/** A header argument in the style `simple`, which encodes nothing in a header. */
function headerText(
  { key, explode, json }: StyledParameter,
  value: unknown,
): string | undefined {
  if (json)
    return value === undefined
      ? undefined
      : // What JSON may write as an escape, so that every header holds it.
        writeJson(value, json).replace(
          /[^ -~]/g,
          (mark) => "\\u" + mark.charCodeAt(0).toString(16).padStart(4, "0"),
        );
  const plain = toPlain(value);
  if (plain == null) return undefined;
  const parts = partsOf(plain, key);
  const texts = parts?.map((part) => {
    const text = partText(part, ",", String);
    if (Array.isArray(plain)) return text;
    const [mark] = (explode ? /[,=]/ : /,/).exec(part.name) ?? [];
    if (mark) refuseMark(part.at, mark);
    return part.name + (explode ? "=" : ",") + text;
  }) ?? [toText(plain, key)];
  if (!texts.length) return undefined;
  const text = texts.join(",");
  // Engines send other letters in different ways, and services read them in more.
  if (/[^\t -~]/.test(text))
    throw new TypeError(`bad argument "${key}": a header holds ASCII only`);
  return text;
}

/** What `headerParameters` writes. */
export interface HeaderParameters {
  /** Header arguments in the style `simple`: their `wire` is the header's name. */
  readonly headers?: readonly StyledParameter[];
  /** Cookie arguments in the style `form`. Browsers do not let a page set cookies. */
  readonly cookies?: readonly StyledParameter[];
}

/** Writes header and cookie arguments: `headers: headerParameters({ headers: [{ key: "accept-language" }] })`. */
export function headerParameters({
  headers = [],
  cookies = [],
}: HeaderParameters): (args: Arguments) => Readonly<Record<string, string>> {
  return (args) => {
    const written: Record<string, string> = {};
    for (const parameter of headers) {
      const { key, wire = key } = parameter;
      const text = headerText(parameter, args[key]);
      if (text !== undefined) written[wire.toLowerCase()] = text;
    }
    const pairs = cookies.flatMap((parameter) =>
      styledPairs(parameter, args[parameter.key]),
    );
    if (pairs.length)
      written["cookie"] = pairs.map((pair) => pair.join("=")).join("; ");
    return written;
  };
}
