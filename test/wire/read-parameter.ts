import { parse as parseCookies } from "cookie";
import qs from "qs";
import { parseTemplate } from "url-template";
import type { Combination, Kind, Value } from "./styles.ts";

/** The part of a request that a parameter is written in. */
export interface Sent {
  /** The last segment of the path, as it was sent. */
  readonly segment: string;
  /** What follows the question mark, as it was sent. */
  readonly search: string;
  readonly header: string | undefined;
  readonly cookie: string | undefined;
}

/** What every parser gives: texts only. Undefined: there is no such parameter. */
export type Read = undefined | string | readonly Read[] | { readonly [key: string]: Read };

const NAME = "color";

/** Reads a parameter as a service that knows its kind does, with parsers that are none of ours where there are any. */
export function readParameter(sent: Sent, combination: Combination, kind: Kind): Read {
  switch (combination.place) {
    case "path":
      return readPath(sent.segment, combination, kind);
    case "query":
      return readQuery(sent.search, combination, kind);
    case "header":
      return sent.header === undefined
        ? undefined
        : readParts(sent.header.split(","), { ...combination, kind, decode: String });
    case "cookie":
      return readCookie(sent.cookie, combination, kind);
  }
}

function readPath(segment: string, { style, explode }: Combination, kind: Kind): Read {
  const decode = decodeURIComponent;
  if (style === "simple") return readParts(segment.split(","), { explode, kind, decode });
  if (style === "label") {
    if (!segment.startsWith(".")) throw new Error(`no label: ${segment}`);
    const text = segment.slice(1);
    return readParts(kind === "single" ? [text] : text.split(explode ? "." : ","), { explode, kind, decode });
  }
  if (!segment.startsWith(";")) throw new Error(`no matrix: ${segment}`);
  const pairs = segment.slice(1).split(";");
  if (kind === "object" && explode) return readParts(pairs, { explode, kind, decode });
  const values = pairs.map((pair) => {
    if (!pair.startsWith(`${NAME}=`)) throw new Error(`another name: ${segment}`);
    return pair.slice(NAME.length + 1);
  });
  if (explode || kind === "single") return readParts(values, { explode, kind, decode });
  return readParts(values.join().split(","), { explode, kind, decode });
}

function readQuery(search: string, { style, explode }: Combination, kind: Kind): Read {
  if (search === "") return undefined;
  const parsed = qs.parse(search, { depth: 10, arrayLimit: 100 }) as Readonly<Record<string, Read>>;
  if (style === "deepObject") return parsed[NAME];
  if (kind === "single") return new URLSearchParams(search).get(NAME) ?? undefined;
  if (explode) return kind === "list" ? new URLSearchParams(search).getAll(NAME) : parsed;
  const [name, text = "", ...more] = search.split("=");
  if (name !== NAME || more.length > 0 || text.includes("&")) throw new Error(`no single pair: ${search}`);
  const separator = { spaceDelimited: "%20", pipeDelimited: "%7C" }[style] ?? ",";
  return readParts(text.split(separator), { explode, kind, decode: decodeURIComponent });
}

function readCookie(cookie: string | undefined, { explode }: Combination, kind: Kind): Read {
  if (cookie === undefined) return undefined;
  if (kind === "list" && explode) {
    // A jar keeps one of a name.
    const pairs = cookie.split("; ").map((pair) => pair.split("="));
    if (pairs.some(([name]) => name !== NAME)) throw new Error(`another name: ${cookie}`);
    return pairs.map(([, text = ""]) => decodeURIComponent(text));
  }
  const raw = parseCookies(cookie, { decode: String });
  if (kind === "object" && explode)
    return Object.fromEntries(
      Object.entries(raw).map((pair) => pair.map((text) => decodeURIComponent(text ?? "")) as [string, string]),
    );
  const text = raw[NAME];
  if (text === undefined) throw new Error(`no cookie ${NAME}: ${cookie}`);
  if (kind === "single") return decodeURIComponent(text);
  return readParts(text.split(","), { explode, kind, decode: decodeURIComponent });
}

function readParts(
  parts: readonly string[],
  { explode, kind, decode }: { explode: boolean; kind: Kind; decode: (text: string) => string },
): Read {
  if (kind === "single") return decode(parts.join(","));
  if (kind === "list") return parts.map(decode);
  const pairs = explode
    ? parts.map((part) => part.split(/=(.*)/su).slice(0, 2))
    : Array.from({ length: Math.ceil(parts.length / 2) }, (_, index) => parts.slice(index * 2, index * 2 + 2));
  return Object.fromEntries(
    pairs.map(([key = "", text]) => {
      if (text === undefined) throw new Error(`no pair: ${parts.join(" ")}`);
      return [decode(key), decode(text)];
    }),
  );
}

/** What a service should read: texts, without what RFC 6570 takes for undefined. */
export function asRead(value: Value): Read {
  if (value === null || value === undefined) return undefined;
  if (Array.isArray(value)) {
    const items = (value as readonly Value[]).map(asRead).filter((item) => item !== undefined);
    return items.length === 0 ? undefined : items;
  }
  if (typeof value !== "object") return String(value);
  const entries = Object.entries(value).map(([key, part]) => [key, asRead(part)] as const);
  const kept = entries.filter(([, part]) => part !== undefined);
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

const OPERATORS: Readonly<Record<string, string>> = { simple: "", label: ".", matrix: ";", form: "?" };

/** RFC 6570 as another library expands it; undefined where there is no template of the style. */
export function expanded({ place, style, explode }: Combination, value: Value): string | undefined {
  const operator = OPERATORS[style];
  // A header is not encoded, and a cookie has separators of its own.
  if (operator === undefined || place === "header" || place === "cookie") return undefined;
  const plain = JSON.parse(
    JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? String(part) : part)),
  ) as never;
  return parseTemplate(`{${operator}${NAME}${explode ? "*" : ""}}`)
    .expand({ [NAME]: plain })
    .replace(/^\?/u, "");
}

/** Marks that both encode or leave as they are; RFC 3986 does not ask. */
export function normal(text: string): string {
  return text.replace(/[!'()*]/gu, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}
