import type { Arguments, PathEncoder } from "./operation.js";
import { printJson } from "./text.js";
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
  /** Default: true for `form`, false otherwise. */
  readonly explode?: boolean;
  /** Leave the reserved characters `:/?[]@!$&'()*+,;=` as they are; a `#` would end the URL. Default false. */
  readonly allowReserved?: boolean;
  /** The value is sent as JSON (`content: application/json`). Default false. */
  readonly json?: boolean;
}

/** The pairs of an object, without those that are undefined. */
function entriesOf(value: object): [string, unknown][] {
  return Object.entries(value).filter(([, part]) => part !== undefined);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function encode(value: unknown, isReservedAllowed?: boolean): string {
  const text = encodeURIComponent(String(value));
  return isReservedAllowed
    ? text.replace(
        /%(3A|2F|3F|5B|5D|40|21|24|26|27|28|29|2A|2B|2C|3B|3D)/g,
        decodeURIComponent,
      )
    : text;
}

/** The pairs of a parameter, encoded: one, or one per part of an exploded value. */
function styledPairs(
  parameter: StyledParameter,
  value: unknown,
): (readonly [string, string])[] {
  const { wire = parameter.key, style = "form", allowReserved } = parameter;
  const { explode = style === "form" || style === "deepObject" } = parameter;
  const name = encode(wire);
  const text = (part: unknown): string => encode(part, allowReserved);
  if (parameter.json) return [[name, text(printJson(value))]];
  if (Array.isArray(value)) {
    const parts = value.map(text);
    if (explode) return parts.map((part) => [name, part]);
    const separator = { spaceDelimited: "%20", pipeDelimited: "%7C" };
    return [
      [name, parts.join(separator[style as keyof typeof separator] ?? ",")],
    ];
  }
  if (isObject(value)) {
    const entries = entriesOf(value);
    if (style === "deepObject")
      return entries.flatMap(([key, part]) =>
        [part]
          .flat()
          .map((item) => [`${name}%5B${encode(key)}%5D`, text(item)] as const),
      );
    return explode
      ? entries.map(([key, part]) => [encode(key), text(part)])
      : [
          [
            name,
            entries
              .flatMap(([key, part]) => [encode(key), text(part)])
              .join(","),
          ],
        ];
  }
  return [[name, text(value)]];
}

/** A query parameter in one of OpenAPI's styles. */
export function styledQuery(
  parameter: StyledParameter,
): (args: Arguments) => string {
  return ({ [parameter.key]: value }) =>
    value === undefined
      ? ""
      : styledPairs(parameter, value)
          .map((pair) => pair.join("="))
          .join("&");
}

/**
 * A path argument in one of OpenAPI's styles: `simple`, `label` or `matrix`. Nothing for one that has no parts, or a part
 * that cannot be a segment: see `isSegment`.
 */
export function styledPath(parameter: StyledParameter): PathEncoder {
  const { key, wire = key, style = "simple", explode, json } = parameter;
  return (value) => {
    if (json) return value === undefined ? "" : encode(printJson(value));
    const isPairs = isObject(value);
    const entries = entriesOf(isPairs ? value : [value].flat());
    if (!entries.length || !entries.every(([, part]) => isSegment(part)))
      return "";
    const parts = entries.map(([name, part]) =>
      isPairs
        ? encode(name) + (explode ? "=" : ",") + encode(part)
        : encode(part),
    );
    if (style === "label") return "." + parts.join(explode ? "." : ",");
    if (style !== "matrix") return parts.join(",");
    const prefix = ";" + encode(wire) + "=";
    if (!explode) return prefix + parts.join(",");
    return parts.map((part) => (isPairs ? ";" : prefix) + part).join("");
  };
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
    for (const { key, wire = key, explode, json } of headers) {
      const value = args[key];
      if (value === undefined) continue;
      written[wire.toLowerCase()] = json
        ? printJson(value)
        : isObject(value)
          ? entriesOf(value)
              .map((pair) => pair.join(explode ? "=" : ","))
              .join(",")
          : String(value);
    }
    const pairs = cookies.flatMap((parameter) =>
      args[parameter.key] === undefined
        ? []
        : styledPairs(parameter, args[parameter.key]),
    );
    if (pairs.length)
      written["cookie"] = pairs.map((pair) => pair.join("=")).join("; ");
    return written;
  };
}
