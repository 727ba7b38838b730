import type { Element, ElementContent, RootContent } from "hast";
import { h, isElement, textOf } from "./hast";

/** A page with at most this many operations shows them open. */
const OPEN_AT_MOST = 3;

interface Operation {
  readonly heading: Element;
  readonly body: ElementContent[];
}

/** Makes each operation of a page a section that folds. Its heading keeps its anchor; a hash opens it. */
export function foldOperations(children: readonly RootContent[]): RootContent[] {
  const before: RootContent[] = [];
  const after: RootContent[] = [];
  const operations: Operation[] = [];
  for (const child of children) {
    const isOperation = isElement(child, "h2") && child.properties["dataRequest"] !== undefined;
    if (isOperation) operations.push({ heading: child, body: [] });
    // Another heading of that level ends the operations.
    else if (after.length > 0 || (operations.length > 0 && isElement(child, "h2"))) after.push(child);
    else (operations.at(-1)?.body ?? before).push(child as ElementContent);
  }
  if (operations.length === 0) return [...children];
  const isOpen = operations.length <= OPEN_AT_MOST;
  return [
    ...before,
    ...(isOpen ? [] : [foldTools()]),
    ...operations.map((operation) => section(operation, isOpen)),
    ...after,
  ];
}

function foldTools(): Element {
  return h(
    "p",
    { className: ["fold-tools"] },
    h("button", { type: "button", dataFold: "open" }, "Open all"),
    h("button", { type: "button", dataFold: "close" }, "Close all"),
  );
}

function section({ heading, body }: Operation, isOpen: boolean): Element {
  const [verb = "", ...path] = String(heading.properties["dataRequest"]).split(" ");
  const id = String(heading.properties["id"]);
  return h(
    "details",
    { className: ["operation"], ...(isOpen ? { open: true } : {}) },
    h(
      "summary",
      {},
      h("h2", { id }, textOf(heading)),
      h("span", { className: ["operation-summary"] }, String(heading.properties["dataSummary"] ?? "")),
    ),
    h(
      "div",
      { className: ["operation-body"] },
      h(
        "p",
        { className: ["request"] },
        h("span", { className: ["verb", `verb-${verb.toLowerCase()}`] }, verb),
        " ",
        h("code", {}, path.join(" ")),
        " ",
        h("a", { href: `#${id}`, className: ["permalink"] }, "Link to this operation"),
      ),
      ...body,
    ),
  );
}
