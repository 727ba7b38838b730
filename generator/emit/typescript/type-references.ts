/** A reference as openapi-typescript reads it. */
export interface ParsedReference {
  readonly uri: string | null;
  /** The caller may change it. */
  readonly pointer: string[];
}

/** Parts of a pointer that were read before. openapi-typescript reads the path of a node again for every node below it. */
const known = new Map<string, string>();

/** `parseRef` of `@redocly/openapi-core`, which openapi-typescript calls. The whole package takes long to load. */
export function parseRef(ref: string): ParsedReference {
  const [uri = "", pointer = ""] = ref.split("#/");
  return {
    uri: (uri.endsWith("#") ? uri.slice(0, -1) : uri) || null,
    pointer: pointer === "" ? [] : pointer.split("/").map(unescape).filter(Boolean),
  };
}

/** `escapePointer` of the same package. */
export function escapePointer(part: string | number): string | number {
  return typeof part === "number" ? part : part.replaceAll("~", "~0").replaceAll("/", "~1");
}

function unescape(part: string): string {
  if (!/[~%]/u.test(part)) return part;
  let text = known.get(part);
  if (text === undefined) {
    text = decodeURIComponent(part.replaceAll("~1", "/").replaceAll("~0", "~"));
    if (known.size > 5000) known.clear();
    known.set(part, text);
  }
  return text;
}
