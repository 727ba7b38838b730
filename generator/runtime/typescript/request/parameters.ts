import type { Arguments, JsonCodec, PathEncoder } from "../operation.js";
import { nameKind, toPlain, toText, writeJson } from "../text.js";
import { isSegment } from "./url.js";

/** A parameter with one of OpenAPI's styles. */
export interface StyledParameter {
  /** The argument key. */
  readonly key: string;
  /** The name of the parameter in the request; absent: the key. */
  readonly wire?: string;
  /** Default: "form" for query parameters and cookies, "simple" for path parameters and headers. */
  readonly style?:
    | "form"
    | "spaceDelimited"
    | "pipeDelimited"
    | "deepObject"
    | "simple"
    | "label"
    | "matrix";
  /** Default: true for `form`, false otherwise. `deepObject` is always exploded. */
  readonly explode?: boolean;
  /**
   * Do not encode the reserved characters `:/?[]@!$&'()*+,;=` and text that is percent-encoded already (`%2F`). A `#`
   * is encoded, because it would end the URL. Default false.
   */
  readonly allowReserved?: boolean;
  /** The value is sent as JSON (`content: application/json`), with a codec of its own if it has one. Default false. */
  readonly json?: boolean | Pick<JsonCodec, "stringify">;
}

type Pair = readonly [name: string, text: string];

/** A part of a list or an object. `at` names it in messages. */
interface Part {
  readonly name: string;
  readonly value: unknown;
  readonly at: string;
}

/**
 * Returns the parts of a list or an object; undefined for a single value. Null and undefined are left out (RFC 6570,
 * 2.3).
 * @throws TypeError for an object whose parts are unknown, such as a Map or a Promise.
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
 * Returns the text of a part.
 * @throws TypeError if the text contains the separator, because the service would read two parts.
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
 * `name[a][b]=1`, `name[a][0]=1`: OpenAPI defines only the first level of `deepObject`. Each deeper level adds
 * brackets, as most services expect (de facto), and the index of a list is a key like any other.
 */
function deepPairs(
  { name, value, at }: Part,
  encode: (text: string) => string,
  open: readonly unknown[] = [],
): Pair[] {
  const parts = partsOf(value, at);
  if (!parts) return [[name, encode(toText(value, at))]];
  if (open.includes(value))
    throw new TypeError(`bad argument "${at}": it contains itself`);
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

/** Returns the encoded pairs of a parameter: one, or one per part of an exploded value. */
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
 * Makes a query parameter in one of OpenAPI's styles. Null, undefined, and lists and objects without parts are left
 * out. The returned function throws a TypeError for a value that the style cannot express, such as a list in a list.
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
 * Whether the JSON of a path argument identifies a resource: the value can be a segment, or it is a list or an object
 * with parts.
 * @throws TypeError for a part that JSON changes: it writes null for a number that is not finite, and omits symbols and
 * functions.
 */
function holdsContent(value: unknown, key: string): boolean {
  const parts = partsOf(value, key);
  if (!parts) return isSegment(value);
  const check = (part: Part, open: readonly unknown[] = []): void => {
    if (open.includes(part.value))
      throw new TypeError(`bad argument "${part.at}": it contains itself`);
    const inner = partsOf(part.value, part.at);
    if (!inner) toText(part.value, part.at);
    inner?.forEach((entry) => check(entry, [...open, part.value]));
  };
  parts.forEach((part) => check(part, [value]));
  return parts.length > 0;
}

/**
 * Makes the encoder of a path argument in the style `simple`, `label` or `matrix`. It returns "" for a value without
 * parts, and for a single value that cannot be a segment (see `isSegment`). It throws a TypeError for a part that
 * cannot be a segment, which includes null, lists and objects.
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
    // A null is not left out, because without it the path would address another resource.
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

/** The text of a header argument in the style `simple`. Headers are not percent-encoded. */
function headerText(
  { key, explode, json }: StyledParameter,
  value: unknown,
): string | undefined {
  if (json)
    return value === undefined
      ? undefined
      : // JSON may escape any character, so that every header can contain it.
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
  // Engines encode other characters in different ways, and services decode them in different ways.
  if (/[^\t -~]/.test(text))
    throw new TypeError(`bad argument "${key}": a header holds ASCII only`);
  return text;
}

/** The arguments that `headerParameters` encodes. */
export interface HeaderParameters {
  /** Header arguments in the style `simple`; `wire` is the name of the header. */
  readonly headers?: readonly StyledParameter[];
  /** Cookie arguments in the style `form`. Browsers do not let a page set cookies. */
  readonly cookies?: readonly StyledParameter[];
}

/**
 * Makes the encoder of header and cookie arguments:
 * `headers: headerParameters({ headers: [{ key: "accept-language" }] })`.
 */
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
