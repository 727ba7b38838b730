import type { Element, Root as Hast } from "hast";
import type { Root as Mdast } from "mdast";
import { toHtml } from "hast-util-to-html";
import remarkGfm from "remark-gfm";
import remarkMdx from "remark-mdx";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { describe, expect, it } from "vitest";
import { findAlternates } from "../plugins/alternates";
import { createPageCompiler } from "../plugins/compile-page";
import { foldOperations } from "../plugins/fold";
import { h } from "../plugins/hast";
import { cutSections, plainText, readRows } from "../plugins/markdown-text";
import { remarkReference } from "../plugins/remark-reference";
import { hideTables, showTables } from "../plugins/table-parser";
import { mergeRooms, readRoutes } from "../plugins/slim-routes.mjs";
import { shapeTable } from "../plugins/tables";
import type { Page, Room, Tree } from "../plugins/tree";

const rooms: Room[] = ["typescript", "powershell"].flatMap((language) => [
  { id: language, folder: language, base: `/sdk/${language}`, language },
  ...["beta", "v2024"].map((version) => ({
    id: `${language}-${version}`,
    folder: `${language}/${version}`,
    base: `/sdk/${language}/${version}`,
    language,
    version,
  })),
]);

function page(path: string, kind: Page["kind"] = "method"): Page {
  const room = rooms.filter(({ folder }) => path.startsWith(`${folder}/`)).at(-1);
  if (room === undefined) throw new Error(path);
  const slug = `/sdk/${path.replace(/(?:\/index)?\.md$/u, "")}`;
  return { path, slug, title: path, kind, isIndex: path.endsWith("/index.md"), room };
}

function treeOf(...pages: Page[]): Tree {
  return { root: "/docs", rooms, pages: new Map(pages.map((one) => [one.path, one])) };
}

const roles = page("typescript/v2024/methods/roles.md");

function text(value: string) {
  return { type: "text" as const, value };
}

/** A page of methods with these anchors, each with a heading `Parameters`. */
function methodsPage(...anchors: string[]): Mdast {
  const cell = (...children: never[]) => ({ type: "tableCell" as const, children });
  const link = (anchor: string) => ({ type: "link", url: `#${anchor}`, children: [text(`call ${anchor}`)] }) as never;
  const row = (...cells: ReturnType<typeof cell>[]) => ({ type: "tableRow" as const, children: cells });
  return {
    type: "root",
    children: [
      {
        type: "table",
        children: [
          row(cell(text("Method") as never), cell(text("HTTP request") as never), cell(text("Description") as never)),
          ...anchors.map((anchor) =>
            row(cell(link(anchor)), cell(text("GET /x") as never), cell(text("Says") as never)),
          ),
        ],
      },
      ...anchors.flatMap((anchor) => [
        { type: "heading" as const, depth: 2 as const, children: [text(anchor)] },
        { type: "heading" as const, depth: 3 as const, children: [text("Parameters")] },
      ]),
    ],
  };
}

function anchorsOf(root: Mdast): unknown[] {
  remarkReference({ tree: treeOf(roles), pageOf: () => roles, baseUrl: "/" })(root, { path: "x" });
  return root.children.flatMap((node) => (node.type === "heading" ? [node.data?.hProperties?.["id"]] : []));
}

describe("anchors", () => {
  it("keep an operation's published anchor and put it before those below it", () => {
    expect(anchorsOf(methodsPage("get-role"))).toEqual(["get-role", "get-role-parameters"]);
  });
  it("do not shift when an operation is added before", () => {
    expect(anchorsOf(methodsPage("add-role", "get-role")).slice(2)).toEqual(anchorsOf(methodsPage("get-role")));
  });
  it("of a section behind the operations belong to none of them", () => {
    const root = methodsPage("get-role");
    root.children.push({ type: "heading", depth: 2, children: [text("Error responses")] });
    root.children.push({ type: "heading", depth: 3, children: [text("400")] });
    expect(anchorsOf(root).slice(2)).toEqual(["error-responses", "error-responses-400"]);
  });
  it("show the method's name in place of the anchor", () => {
    const root = methodsPage("get-role");
    anchorsOf(root);
    expect(root.children[1]).toMatchObject({ children: [{ value: "call get-role" }] });
  });
});

describe("links", () => {
  const follow = (url: string, ...pages: Page[]): string => {
    const link = { type: "link" as const, url, children: [] };
    const root: Mdast = { type: "root", children: [{ type: "paragraph", children: [link] }] };
    remarkReference({ tree: treeOf(roles, ...pages), pageOf: () => roles, baseUrl: "/base/" })(root, { path: "x" });
    return link.url;
  };
  it.each([
    ["../models/role.md", "/base/sdk/typescript/v2024/models/role"],
    ["../models/role.md#properties", "/base/sdk/typescript/v2024/models/role#properties"],
    ["../../errors.md", "/base/sdk/typescript/errors"],
    ["../models/role", "/base/sdk/typescript/v2024/models/role"],
    ["#get-role", "#get-role"],
    ["https://example.com/x.md", "https://example.com/x.md"],
  ])("leads %s to %s", (url, address) => {
    const pages = [page("typescript/v2024/models/role.md", "model"), page("typescript/errors.md", "guide")];
    expect(follow(url, ...pages)).toBe(address);
  });
  it("fails on a link to no page", () => {
    expect(() => follow("../models/gone.md")).toThrow("leads to no page");
  });
});

describe("alternates", () => {
  const other = page("powershell/v2024/methods/roles.md");
  const index = page("typescript/beta/methods/index.md");
  const found = findAlternates(treeOf(roles, other, index, page("powershell/beta/methods/index.md")), roles);
  it("are the same page in the other language", () => {
    expect(found.languages.map(({ to, isCurrent }) => [to, isCurrent])).toEqual([
      [roles.slug, true],
      [other.slug, false],
    ]);
  });
  it("are the index where the other version has no such page", () => {
    expect(found.versions.map(({ label, to }) => [label, to])).toEqual([
      ["beta", index.slug],
      ["v2024", roles.slug],
    ]);
  });
});

function table(...rows: (string | Element)[][]): Element {
  return h(
    "table",
    {},
    ...rows.map((cells, place) => h("tr", {}, ...cells.map((cell) => h(place === 0 ? "th" : "td", {}, cell)))),
  );
}

describe("tables", () => {
  const model = h("a", { href: "/sdk/typescript/v2024/models/role" }, "Role");
  const fields = shapeTable(
    table(
      ["Param Type", "Name", "Data Type", "Required", "Description"],
      ["Query", "limit", "number", "(optional)", "How many."],
      ["Body", "role", model, "True", "(no description)"],
    ),
    "list-roles-parameters-",
  );
  const html = toHtml(fields);
  it("put the name first and the description below", () => {
    expect(html).toContain('<th scope="col">Name</th><th scope="col">Param Type</th>');
    expect(html).not.toContain('<th scope="col">Description</th>');
    expect(html).toContain('<tr class="below"><td colspan="4">How many.</td></tr>');
  });
  it("give each row an anchor and each cell its column", () => {
    expect(html).toContain('<tbody id="list-roles-parameters-limit">');
    expect(html).toContain('data-label="Data Type"');
  });
  it("have a tree for a model and no row for what has no description", () => {
    expect(html).toContain('<details class="tree" data-tree="/sdk/typescript/v2024/models/role">');
    expect(html).not.toContain("(no description)");
  });
  it("keep short columns beside each other", () => {
    expect(toHtml(shapeTable(table(["Code", "Error", "Body"], ["400", "Bad", "X"]), ""))).not.toContain("below");
  });
  it("move a column below where one of its cells is long, with its name", () => {
    expect(toHtml(shapeTable(table(["A", "B", "C"], ["1", "2", "x".repeat(80)]), ""))).toContain("C: </span>xxx");
  });
});

describe("folds", () => {
  const operation = (id: string): Element => h("h2", { id, dataRequest: "GET /x", dataSummary: "Says" }, id);
  const page = (count: number): Hast => ({
    type: "root",
    children: foldOperations([
      h("p", {}, "intro"),
      ...Array.from({ length: count }, (_, place) => operation(`op${String(place)}`)),
    ]),
  });
  it("are closed on a long page, with buttons for all", () => {
    expect(toHtml(page(4)).match(/<details class="operation">/gu)).toHaveLength(4);
    expect(toHtml(page(4))).toContain('data-fold="open"');
  });
  it("end where another section begins", () => {
    const children = foldOperations([
      operation("op"),
      h("p", {}, "inside"),
      h("h2", { id: "errors" }, "Errors"),
      h("p", {}, "outside"),
    ]);
    expect(toHtml({ type: "root", children })).toMatch(
      /inside<\/p><\/div><\/details><h2 id="errors">Errors<\/h2><p>outside/u,
    );
  });
  it("are open on a short page", () => {
    expect(toHtml(page(2)).match(/<details class="operation" open>/gu)).toHaveLength(2);
  });
});

describe("the text of pages", () => {
  it("has no headings inside of fences", () => {
    expect(cutSections("a\n## b\n```sh\n## c\n```\nd", 2).map(({ heading }) => heading)).toEqual(["", "b"]);
  });
  it("has rows without rule, with escaped bars", () => {
    expect(readRows("| Name | Type |\n| --- | --- |\n| **a** | b \\| c |\n", "Name")).toEqual([["**a**", "b | c"]]);
  });
  it("is plain without marks, targets and escapes", () => {
    expect(plainText("[**Role\\[\\]**](role.md) is `a` \\<b>&#105;mport")).toBe("Role[] is a <b>import");
  });
});

describe("hidden tables", () => {
  const whole = unified().use(remarkParse).use(remarkGfm).use(remarkMdx);
  const withoutPlaces = (node: unknown): unknown =>
    JSON.parse(
      JSON.stringify(node, (key, value: unknown) => (key === "position" || key === "data" ? undefined : value)),
    );
  it.each([
    ["plain", "a\n\n| A | B |\n| --- | --- |\n| x | y |\n\nb"],
    ["marks", "| A | B |\n| --- | --- |\n| [**x**](y.md) | `a \\| b`<br />c |"],
    ["what begins a block elsewhere", "| A | B |\n| :-- | --: |\n| - x | 1. y |\n| # z | > w |"],
    ["empty cells", "| A | B |\n| --- | --- |\n| | x |\n| y | |"],
    ["tildes", "| A |\n| --- |\n| ~~~~ |"],
    ["a fence around", "```md\n\n| A |\n| --- |\n| x |\n\n```"],
  ])("are shown as a parser reads them: %s", (_, text) => {
    const hidden = whole.parse(hideTables(text));
    showTables(hidden);
    expect(withoutPlaces(hidden)).toEqual(withoutPlaces(whole.parse(text)));
  });
  it("are hidden", () => {
    expect(hideTables("| A |\n| --- |\n| x |")).toContain("~~~reference-table");
  });
});

describe("routes", () => {
  const file = `import React from 'react';
export default [
  {
    path: '/sdk',
    component: ComponentCreator('/sdk', 'a'),
    routes: [
      { path: '/sdk/one', component: ComponentCreator('/sdk/one', 'b'), exact: true, isPage: true },
      { path: '/sdk/two', component: ComponentCreator('/sdk/two', 'c'), exact: true, isPage: true, sidebar: "reference" },
    ]
  },
  { path: '*', component: ComponentCreator('*') },
];
`;
  it("of a room's pages become one, with the room's sidebar", () => {
    const [room, rest] = mergeRooms(readRoutes(file));
    expect(room?.routes).toEqual([
      { path: "/sdk", component: { key: ["/sdk/one", "b"] }, sidebar: "reference", isRoom: true },
    ]);
    expect(rest).toEqual({ path: "*", component: { key: ["*"] } });
  });
  it("of a shape that the loader does not know are refused", () => {
    expect(() => readRoutes("export const routes = [];")).toThrow("another shape");
  });
});

describe("compiled pages", () => {
  const compile = createPageCompiler({ tree: treeOf(roles), pageOf: () => roles, baseUrl: "/", groups: () => [] });
  it("are HTML with a list of contents", () => {
    const { html, toc, title } = compile("x", "---\nid: x\n---\n\n# Roles\n\n## Read `a < b`\n\na<br />b\n");
    expect(title).toBe("Roles");
    expect(html).toBe(
      '<header><h1 id="roles">Roles</h1></header>\n<h2 id="read-a--b">Read <code>a &#x3C; b</code></h2>\n<p>a<br>b</p>',
    );
    expect(toc).toEqual([{ value: "Read <code>a &#x3C; b</code>", id: "read-a--b", level: 2 }]);
  });
  it("have notes, and colons inside of text stay text", () => {
    const { html } = compile("x", ":::info\n\nUse `:me`, not :you.\n\n:::\n");
    expect(html).toContain('<div class="alert alert--info note"><p class="note-title">info</p>');
    expect(html).toContain("<code>:me</code>, not :you.");
  });
  it.each(["<Component />", "{1 + 1}", "import x from 'x'"])("are refused where they hold %s", (text) => {
    expect(() => compile("x", `# Roles\n\n${text}\n`)).toThrow("JSX that is not HTML");
  });
});
