import { MAXIMUM_CHAIN } from "./limits.ts";
import { resolveReference } from "./reference.ts";
import { cursorAt, isObject, type Cursor, type SourceTree } from "./tree.ts";

type Files = Pick<SourceTree, "files">;

/** The node that a reference in a file names; undefined for a broken reference. All stages use this function. */
export function targetAt(tree: Files, file: string, ref: string): Cursor | undefined {
  const target = resolveReference(file, ref);
  return target.kind === "place" ? cursorAt(tree, target.file, target.pointer) : undefined;
}

/** The node at the end of a chain of references; undefined where the chain is broken or circular. */
export function follow(tree: Files, cursor: Cursor): Cursor | undefined {
  return followDescribed(tree, cursor)?.target;
}

/** The node at the end of a chain of references, and the texts beside the references. */
export interface Followed {
  readonly target: Cursor;
  /** The texts beside the references (OpenAPI 3.1, Reference Object). The first reference with a text wins. */
  readonly summary?: string;
  readonly description?: string;
}

/** As {@link follow}, with the texts beside the references. */
export function followDescribed(tree: Files, cursor: Cursor): Followed | undefined {
  let current: Cursor | undefined = cursor;
  let summary: string | undefined;
  let description: string | undefined;
  for (let hops = 0; hops <= MAXIMUM_CHAIN; hops += 1) {
    if (current === undefined) return undefined;
    const { value } = current;
    const ref: unknown = isObject(value) ? value["$ref"] : undefined;
    if (typeof ref !== "string" || !isObject(value)) {
      return {
        target: current,
        ...(summary === undefined ? {} : { summary }),
        ...(description === undefined ? {} : { description }),
      };
    }
    summary ??= textIn(value["summary"]);
    description ??= textIn(value["description"]);
    current = targetAt(tree, current.file, ref);
  }
  return undefined;
}

function textIn(value: unknown): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}

/**
 * The schema that a value of a discriminator's mapping names: a component of the file or of a root, or a reference.
 * Where the text could be either, the component's name wins, as OpenAPI requires.
 */
export function mappedSchema(
  tree: Pick<SourceTree, "files" | "roots">,
  file: string,
  text: string,
): Cursor | undefined {
  if (/^[\w.-]+$/u.test(text)) {
    for (const holder of new Set([file, ...tree.roots])) {
      const named = cursorAt(tree, holder, `/components/schemas/${text}`);
      if (named !== undefined) return follow(tree, named);
    }
  }
  const target = targetAt(tree, file, text);
  return target === undefined ? undefined : follow(tree, target);
}
