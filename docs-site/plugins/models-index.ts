import type { Element, ElementContent, RootContent } from "hast";
import { findAll, h, isElement, textOf } from "./hast";
import type { ModelGroups } from "./model-tags";

interface IndexOptions {
  readonly groups: ModelGroups;
  readonly baseUrl: string;
}

/** The index of models: the page's tables become groups by tag, with a field that filters them. */
export function groupModels(children: readonly RootContent[], { groups, baseUrl }: IndexOptions): RootContent[] {
  const kinds = readKinds(children);
  const firstTable = children.findIndex((child) => isElement(child, "table"));
  if (firstTable === -1) return [...children];
  const rest = children.filter((child, index) => index < firstTable && !isElement(child, "h2"));
  // The table of contents leads to the page's own headings.
  const anchors = readAnchors(children);
  const known = new Set(groups.map(({ tag }) => compact(tag)));
  const others = [...anchors].filter(([text]) => !known.has(text)).map(([, id]) => h("span", { id }));
  const lists = groups.map(({ tag, models }) =>
    h(
      "details",
      { className: ["model-group"], open: true },
      h(
        "summary",
        {},
        h("h2", { id: anchors.get(compact(tag)) }, tag),
        h("span", { className: ["count"] }, String(models.length)),
      ),
      h(
        "ul",
        {},
        ...models.map((model) => {
          const href = `${baseUrl}${model.slug.slice(1)}`;
          const kind = kinds.get(href);
          const isPlain = kind === undefined || kind === "object";
          const item: (ElementContent | string)[] = [h("a", { href }, model.title)];
          return h("li", {}, ...item, ...(isPlain ? [] : [" ", h("span", { className: ["kind"] }, kind)]));
        }),
      ),
    ),
  );
  return [...rest, filterField(), ...lists, ...others];
}

function filterField(): Element {
  return h(
    "p",
    { className: ["filter"] },
    h("label", { htmlFor: ["model-filter"] }, "Filter by name or tag"),
    h("input", { id: "model-filter", type: "search", dataFilter: "", autoComplete: ["off"] }),
    h("span", { role: "status", dataFilterStatus: "" }),
  );
}

function readAnchors(children: readonly RootContent[]): ReadonlyMap<string, string> {
  const headings = children.filter((child) => isElement(child, "h2"));
  return new Map(headings.map((heading) => [compact(textOf(heading)), String(heading.properties["id"] ?? "")]));
}

/** `Custom Forms` and `CustomForms` are one tag. */
function compact(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, "").toLowerCase();
}

function readKinds(children: readonly RootContent[]): ReadonlyMap<string, string> {
  const kinds = new Map<string, string>();
  for (const table of children.filter((child) => isElement(child, "table")))
    for (const row of findAll(table, "tr")) {
      const href = findAll(row, "a")[0]?.properties["href"];
      const cells = findAll(row, "td", "th");
      if (href !== undefined && cells[1] !== undefined) kinds.set(String(href), textOf(cells[1]).trim());
    }
  return kinds;
}
