/** The inline nodes of Markdown that specs use: fewer than Markdown has, each parsed strictly. */
export type Inline =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "strong"; readonly children: readonly Inline[] }
  | { readonly kind: "emphasis"; readonly children: readonly Inline[] }
  | { readonly kind: "link"; readonly url: string; readonly children: readonly Inline[] }
  | { readonly kind: "break" };

/** A parsed node, absent if it prints nothing, and the index after it. */
interface Found {
  readonly node?: Inline;
  readonly end: number;
}

interface Reading {
  readonly text: string;
  /** Whether the text is inside a link, which cannot contain another link. */
  readonly isLink: boolean;
  readonly isEmphasis: boolean;
  readonly isStrong: boolean;
  /**
   * Marks that are not closed after this point. Each mark is searched once; otherwise a line of marks would take
   * quadratic time.
   */
  readonly unclosed: Set<string>;
}

/** Parses one line. Anything that is not a known form is text. */
export function parseInline(text: string): readonly Inline[] {
  return read({ text, isLink: false, isEmphasis: false, isStrong: false });
}

function read(given: Omit<Reading, "unclosed">): readonly Inline[] {
  const reading: Reading = { ...given, unclosed: new Set() };
  const { text } = reading;
  const nodes: Inline[] = [];
  let plain = "";
  const flush = (): void => {
    if (plain !== "") nodes.push({ kind: "text", text: plain });
    plain = "";
  };
  for (let index = 0; index < text.length;) {
    PLAIN.lastIndex = index;
    const run = PLAIN.exec(text);
    if (run !== null) {
      plain += run[0];
      index = PLAIN.lastIndex;
      continue;
    }
    const sign = text.charAt(index);
    const escaped = sign === "\\" ? /^\\([!-/:-@[-`{-~])/u.exec(text.slice(index, index + 2)) : null;
    if (escaped !== null) {
      plain += escaped[1] ?? "";
      index += 2;
      continue;
    }
    const entity = sign === "&" ? readEntity(text.slice(index, index + 12)) : undefined;
    if (entity !== undefined) {
      plain += entity.text;
      index += entity.length;
      continue;
    }
    const found = READERS.get(sign)?.(reading, index);
    if (found === undefined) {
      plain += sign === "\n" ? " " : sign;
      index += 1;
      continue;
    }
    flush();
    if (found.node !== undefined) nodes.push(found.node);
    index = found.end;
  }
  flush();
  return nodes;
}

type Reader = (reading: Reading, index: number) => Found | undefined;

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["`", readCode],
  ["<", readTag],
  ["[", readLink],
  ["!", readImage],
  ["*", readMarked],
  ["_", readMarked],
  ["h", readAddress],
  ["H", readAddress],
  ["w", readAddress],
  ["W", readAddress],
]);

/** Characters that begin no other node than text, no escape and no entity, and are no line feed. */
const PLAIN = new RegExp(String.raw`[^\\&\n${[...READERS.keys()].join("").replaceAll("[", "\\[")}]+`, "uy");

function readCode({ text, unclosed }: Reading, index: number): Found | undefined {
  let start = index;
  while (text.charAt(start) === "`") start += 1;
  const marks = text.slice(index, start);
  for (let at = start; at !== -1 && !unclosed.has(marks);) {
    at = text.indexOf("`", at);
    if (at === -1) break;
    let end = at;
    while (text.charAt(end) === "`") end += 1;
    if (end - at === marks.length) return { node: { kind: "code", text: text.slice(start, at) }, end };
    at = end;
  }
  unclosed.add(marks);
  // Unclosed marks become one text node, because the last of them would otherwise open again.
  return { node: { kind: "text", text: marks }, end: start };
}

/** Parses URLs in angle brackets, and the few elements that specs use for layout. Other angle brackets are text. */
function readTag({ text, isLink }: Reading, index: number): Found | undefined {
  const rest = text.slice(index, index + 2000);
  const address = /^<((?:https?:\/\/|mailto:)[^\s<>]+)>/u.exec(rest);
  if (address !== null) {
    const [whole, url = ""] = address;
    const children: Inline[] = [{ kind: "text", text: url.replace(/^mailto:/u, "") }];
    const end = index + whole.length;
    return isLink ? { node: children[0] ?? { kind: "break" }, end } : { node: { kind: "link", url, children }, end };
  }
  const tag = /^<\/?(br|p|li|b|i|strong|em|ul|ol|code|u|span|div)(?:\s[^<>]*)?\/?>/iu.exec(rest);
  if (tag === null) return undefined;
  const [whole, name = ""] = tag;
  const end = index + whole.length;
  return /^(?:br|p|li|div)$/iu.test(name) && !whole.startsWith("</") ? { node: { kind: "break" }, end } : { end };
}

function readImage(reading: Reading, index: number): Found | undefined {
  return reading.text.charAt(index + 1) === "[" ? readLink(reading, index + 1) : undefined;
}

function readLink(reading: Reading, index: number): Found | undefined {
  const { text, isLink } = reading;
  const close = closingBracket(text, index);
  if (close === undefined || text.charAt(close + 1) !== "(") return undefined;
  const target = /^\(\s*(?:<([^<>\n]*)>|([^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*))(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)/u.exec(
    text.slice(close + 1, close + 2000),
  );
  if (target === null) return undefined;
  const [whole, wrapped, bare = ""] = target;
  const url = wrapped ?? bare;
  const end = close + 1 + whole.length;
  const label = text.slice(index + 1, close);
  if (isLink || url === "") return { node: { kind: "text", text: label }, end };
  const children = read({ ...reading, text: label === "" ? url : label, isLink: true });
  return { node: { kind: "link", url, children }, end };
}

function closingBracket(text: string, index: number): number | undefined {
  let depth = 0;
  for (let at = index; at < text.length && at < index + 2000; at += 1) {
    const sign = text.charAt(at);
    if (sign === "\\") at += 1;
    else if (sign === "[") depth += 1;
    else if (sign === "]") {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return undefined;
}

/** Parses a URL in running text. A URL with placeholders becomes code, because it has no target. */
function readAddress({ text, isLink }: Reading, index: number): Found | undefined {
  if (/[A-Za-z0-9/]/u.test(text.charAt(index - 1))) return undefined;
  const match = /^(?:https?:\/\/|www\.)[^\s<>"'`)\]*|]+/iu.exec(text.slice(index, index + 2000));
  if (match === null) return undefined;
  const stated = match[0].replace(/[.,;:!?_~\\]+$/u, "");
  const end = index + stated.length;
  const url = /^www\./iu.test(stated) ? `https://${stated}` : stated;
  if (/[{}]/u.test(url)) return { node: { kind: "code", text: stated }, end };
  const label: Inline = { kind: "text", text: stated };
  return isLink ? { node: label, end } : { node: { kind: "link", url, children: [label] }, end };
}

/** Parses bold and italic text. A mark inside a word, or next to a space, is a normal character. */
function readMarked(reading: Reading, index: number): Found | undefined {
  const { text } = reading;
  const sign = text.charAt(index);
  const isStrong = text.charAt(index + 1) === sign;
  const mark = isStrong ? sign.repeat(2) : sign;
  const start = index + mark.length;
  const isNested = isStrong ? reading.isStrong : reading.isEmphasis;
  if (isNested || /[A-Za-z0-9]/u.test(text.charAt(index - 1)) || /^\s?$/u.test(text.charAt(start))) return undefined;
  const end = reading.unclosed.has(mark) ? undefined : closingMark(reading, start, mark);
  if (end === undefined) {
    reading.unclosed.add(mark);
    return undefined;
  }
  const children = read({
    ...reading,
    text: text.slice(start, end),
    ...(isStrong ? { isStrong } : { isEmphasis: true }),
  });
  return { node: { kind: isStrong ? "strong" : "emphasis", children }, end: end + mark.length };
}

function closingMark(reading: Reading, start: number, mark: string): number | undefined {
  const { text } = reading;
  const sign = mark.charAt(0);
  for (let at = start; at < text.length; at += 1) {
    const current = text.charAt(at);
    if (current === "\\") at += 1;
    else if (current === "`") {
      const code = readCode(reading, at);
      at = (code?.end ?? at + 1) - 1;
    } else if (text.startsWith(mark, at) && at > start) {
      const isOther = mark.length === 1 && (text.charAt(at + 1) === sign || text.charAt(at - 1) === sign);
      if (isOther) continue;
      const after = text.charAt(at + mark.length);
      if (/\S/u.test(text.charAt(at - 1)) && !/[A-Za-z0-9]/u.test(after)) return at;
    }
  }
  return undefined;
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["lt", "<"],
  ["gt", ">"],
  ["amp", "&"],
  ["quot", '"'],
  ["apos", "'"],
  ["nbsp", " "],
]);

function readEntity(text: string): { text: string; length: number } | undefined {
  const match = /^&(?:#(\d{1,6})|#x([0-9a-f]{1,6})|(\w{2,8}));/iu.exec(text);
  if (match === null) return undefined;
  const [whole, decimal, hex, name = ""] = match;
  const code = decimal === undefined ? (hex === undefined ? undefined : Number.parseInt(hex, 16)) : Number(decimal);
  if (code === undefined) {
    const known = ENTITIES.get(name.toLowerCase());
    return known === undefined ? undefined : { text: known, length: whole.length };
  }
  const isText =
    code >= 0x20 && code <= 0x10ffff && !(code >= 0x7f && code <= 0x9f) && !(code >= 0xd800 && code <= 0xdfff);
  return { text: isText ? String.fromCodePoint(code) : " ", length: whole.length };
}
