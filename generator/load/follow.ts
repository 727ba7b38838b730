import { MAXIMUM_CHAIN } from "./limits.ts";
import { resolveReference } from "./reference.ts";
import { cursorAt, isObject, type Cursor, type SourceTree } from "./tree.ts";

type Files = Pick<SourceTree, "files">;

/**
 * The node that a reference in a file names; undefined where it leads nowhere. Every stage that needs the node asks
 * here, whatever kind of node it wants.
 */
export function targetAt(tree: Files, file: string, ref: string): Cursor | undefined {
  const target = resolveReference(file, ref);
  return target.kind === "place" ? cursorAt(tree, target.file, target.pointer) : undefined;
}

/** Follows references to the node that is meant; undefined when one leads nowhere or round in a circle. */
export function follow(tree: Files, cursor: Cursor): Cursor | undefined {
  return followTold(tree, cursor)?.target;
}

/** What a chain of references leads to, and what stands beside them. */
export interface Followed {
  readonly target: Cursor;
  /** Texts beside the references (Reference Object of OpenAPI 3.1); of a chain the first counts. */
  readonly summary?: string;
  readonly description?: string;
}

/** As {@link follow}, with what the references say themselves. */
export function followTold(tree: Files, cursor: Cursor): Followed | undefined {
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
 * The schema that a value of a discriminator is mapped to: the name of a component (of the file, else of a root), or a
 * reference. OpenAPI prefers the name where a text could be both.
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
