/** The parts of a published type that are needed to find its counterpart. */
export type PublishedShape =
  | { readonly name: string }
  | { readonly list: PublishedShape }
  | { readonly map: PublishedShape }
  | { readonly union: readonly PublishedShape[] }
  | { readonly other: string };

/** Parses the text of a type. `null` beside another type is dropped, because the counterpart may be nullable or not. */
export function readShape(text: string): PublishedShape {
  const trimmed = text.trim();
  const parts = splitUnion(trimmed).filter((part) => part !== "null" && part !== "undefined");
  if (parts.length > 1) return { union: parts.map(readShape) };
  const [only = trimmed] = parts;
  const generic = /^(?:Array|Set)<([\s\S]*)>$/u.exec(only);
  if (generic !== null) return { list: readShape(generic[1] ?? "") };
  if (only.endsWith("[]")) return { list: readShape(only.slice(0, -2)) };
  if (only.startsWith("(") && only.endsWith(")")) return readShape(only.slice(1, -1));
  const map = /^\{ \[key: string\]: ([\s\S]*?);? \}$/u.exec(only);
  if (map !== null) return { map: readShape(map[1] ?? "") };
  return /^[A-Z]\w*$/u.test(only) && only !== "File" ? { name: only } : { other: only };
}

/** The members of the outermost union of a type. */
function splitUnion(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index < text.length; index += 1) {
    const letter = text.charAt(index);
    if ("<({[".includes(letter)) depth += 1;
    else if (">)}]".includes(letter)) depth -= 1;
    else if (letter === "|" && depth === 0) {
      parts.push(text.slice(start, index).trim());
      start = index + 1;
    }
  }
  parts.push(text.slice(start).trim());
  return parts;
}
