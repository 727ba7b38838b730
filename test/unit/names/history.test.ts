import { describe, expect, it } from "vitest";
import { EMPTY_VERSION_LEDGER, type VersionLedger } from "../../../generator/names/ledger/ledger.ts";
import { renameName } from "../../../generator/names/commands.ts";
import { namesIn, operationText, play, runOn, specOf, type SpecFiles, type State } from "../../support/history.ts";
import { namings } from "../../support/namings.ts";

const object = (wires: string): string =>
  `{ type: object, properties: { ${wires
    .split(" ")
    .map((wire) => `${wire}: { type: string }`)
    .join(", ")} } }`;
const owned = (wires: string): string =>
  `{ type: object, properties: { ${wires}: { type: string }, owner: ${object("name mail")} } }`;
const refer = (path: string): string => `{ $ref: '${path}' }`;

/** A root that refers to one schema file. */
const withFile = (path: string, text: string, more: SpecFiles = {}): SpecFiles =>
  specOf({ "GET /widgets": { id: "listWidgets", gives: refer(path) } }, { files: { [path]: text, ...more } });

/** A root with one event, whose id stands in the table of triggers. */
const sentAs = (wire: string, title: string): SpecFiles =>
  specOf(
    { "GET /kept": { id: "listKept", tag: "Triggers" } },
    {
      rest: `tags: [{ name: Triggers, description: "| Name | ID |\\n|-|-|\\n| ${title} | idn:widget-made |\\n" }]
x-webhooks: { ${wire}: { post: { summary: It happened, requestBody: { content: { application/json: { schema: ${object("id")} } } } } } }`,
    },
  );

interface Scenario {
  readonly title: string;
  readonly states: readonly SpecFiles[];
  /** What must be called so after each state, by operation key or place. */
  readonly names: readonly Readonly<Record<string, string>>[];
  /** Findings after each state; absent: whatever they are. */
  readonly codes?: readonly (readonly string[])[];
  /** What must be called so when the first state is there again; absent: what was called so at first. */
  readonly back?: Readonly<Record<string, string>>;
}

const SCENARIOS: readonly Scenario[] = [
  {
    title: "a schema that changed is still known when its file moves later",
    states: [
      withFile("schemas/Widget.yaml", object("id name size")),
      withFile("schemas/Widget.yaml", object("id name size color")),
      withFile("schemas/things/Widget.yaml", object("id name size color")),
    ],
    names: [{}, {}, { "schemas/things/Widget.yaml": "Widget" }],
    codes: [[], [], ["schema-moved"]],
  },
  {
    title: "a schema may move and change in one commit",
    states: [
      withFile("schemas/Widget.yaml", object("id name size")),
      withFile("schemas/things/Widget.yaml", object("id name size color")),
    ],
    names: [{}, { "schemas/things/Widget.yaml": "Widget" }],
  },
  {
    title: "an event is known by the id that the service sends it under",
    states: [sentAs("WidgetMade", "Widget Made"), sentAs("GizmoBuilt", "Gizmo Built")],
    names: [{}, {}],
    codes: [[], ["event-moved"]],
  },
  {
    title: "a file may be renamed in case alone",
    states: [
      withFile("schemas/Widget.yaml", object("id name size")),
      withFile("schemas/widget.yaml", object("id name size color")),
    ],
    names: [{}, { "schemas/widget.yaml": "Widget" }],
  },
  {
    title: "a file may be renamed where shape and places tell what it is",
    states: [
      withFile("schemas/Widget.yaml", object("id name size")),
      withFile("schemas/WidgetDto.yaml", object("id name size")),
    ],
    names: [{}, { "schemas/WidgetDto.yaml": "Widget" }],
  },
  {
    title: "inline types of a path file that moves keep their names",
    states: ["paths/widgets.yaml", "paths/all/widgets.yaml"].map((file) => ({
      "root.yaml": `openapi: 3.0.1\ninfo: { title: Test, version: '1' }\npaths: { /widgets: { $ref: '${file}' } }`,
      [file]: `get: ${operationText("/widgets", { id: "getWidget", gives: object("id size") })}`,
    })),
    names: [
      { "paths/widgets.yaml#/get/responses/200/content/application~1json/schema": "GetWidget200Response" },
      { "paths/all/widgets.yaml#/get/responses/200/content/application~1json/schema": "GetWidget200Response" },
    ],
    codes: [[], []],
  },
  {
    title: "inline types keep their names when a placeholder is renamed",
    states: ["id", "widgetId"].map((name) =>
      specOf({
        [`GET /widgets/{${name}}`]: {
          id: "getWidget",
          gives: `{ type: object, properties: { owner: ${object("id")} } }`,
        },
      }),
    ),
    names: [
      {
        "root.yaml#/paths/~1widgets~1{id}/get/responses/200/content/application~1json/schema": "GetWidget200Response",
        "root.yaml#/paths/~1widgets~1{id}/get/responses/200/content/application~1json/schema/properties/owner":
          "GetWidget200ResponseOwner",
      },
      {
        "root.yaml#/paths/~1widgets~1{widgetId}/get/responses/200/content/application~1json/schema":
          "GetWidget200Response",
        "root.yaml#/paths/~1widgets~1{widgetId}/get/responses/200/content/application~1json/schema/properties/owner":
          "GetWidget200ResponseOwner",
      },
    ],
  },
  {
    title: "inline types keep their names when the path of their operation changes",
    states: ["/widgets/{id}", "/all-widgets/{id}"].map((path) =>
      specOf({ [`GET ${path}`]: { id: "getWidget", gives: object("id size") } }),
    ),
    names: [
      {},
      {
        "root.yaml#/paths/~1all-widgets~1{id}/get/responses/200/content/application~1json/schema":
          "GetWidget200Response",
      },
    ],
    codes: [[], ["operation-moved"]],
  },
  {
    title: "an inline type that becomes a file keeps its name, and those in it theirs",
    states: [
      specOf({ "GET /widgets": { id: "listWidgets", gives: owned("id") } }),
      withFile("schemas/Widget.yaml", owned("id")),
    ],
    names: [
      {},
      {
        "schemas/Widget.yaml": "ListWidgets200Response",
        "schemas/Widget.yaml#/properties/owner": "ListWidgets200ResponseOwner",
      },
    ],
    codes: [[], ["schema-moved"]],
  },
  {
    title: "an inline type of a model that becomes a file keeps its name",
    states: [
      withFile(
        "schemas/Widget.yaml",
        `{ type: object, properties: { owners: { type: array, items: ${object("id name")} } } }`,
      ),
      withFile(
        "schemas/Widget.yaml",
        "{ type: object, properties: { owners: { type: array, items: { $ref: 'Owner.yaml' } } } }",
        { "schemas/Owner.yaml": object("id name") },
      ),
    ],
    names: [{}, { "schemas/Owner.yaml": "WidgetOwnersItem" }],
  },
  {
    title: "an inline type of two operations that becomes one file keeps the one name and has the other as an alias",
    states: [
      specOf({
        "GET /a": { id: "getA1", gives: object("id name") },
        "GET /b": { id: "getB1", gives: object("id name") },
      }),
      specOf(
        {
          "GET /a": { id: "getA1", gives: refer("schemas/Both.yaml") },
          "GET /b": { id: "getB1", gives: refer("schemas/Both.yaml") },
        },
        { files: { "schemas/Both.yaml": object("id name") } },
      ),
    ],
    names: [{}, { "schemas/Both.yaml": "GetA1200Response" }],
    // The name of the second one is an alias of the first now, and stays that.
    back: {
      "root.yaml#/paths/~1a/get/responses/200/content/application~1json/schema": "GetA1200Response",
      "root.yaml#/paths/~1b/get/responses/200/content/application~1json/schema": "GetB1200ResponseObject",
    },
  },
  {
    title: "a file that another type already is keeps its own name",
    states: [
      specOf(
        {
          "GET /a": { id: "getA1", gives: object("id name") },
          "GET /b": { id: "getB1", gives: refer("schemas/Known.yaml") },
        },
        { files: { "schemas/Known.yaml": object("id name") } },
      ),
      specOf(
        {
          "GET /a": { id: "getA1", gives: refer("schemas/New.yaml") },
          "GET /b": { id: "getB1", gives: refer("schemas/Known.yaml") },
        },
        { files: { "schemas/Known.yaml": object("id name"), "schemas/New.yaml": object("id name") } },
      ),
    ],
    names: [{}, { "schemas/New.yaml": "New" }],
  },
  {
    title: "a top folder one higher renames nothing",
    states: ["", "specs/"].map((top) => {
      const files = {
        [`${top}a/Owner.yaml`]: object("id name"),
        [`${top}b/Owner.yaml`]: object("id mail phone"),
        [`${top}responses/200.yaml`]: `{ description: OK, content: { application/json: { schema: ${object("code text")} } } }`,
      };
      const root = specOf({
        "GET /a": { id: "getA1", gives: refer("a/Owner.yaml") },
        "GET /b": { id: "getB1", gives: refer("b/Owner.yaml") },
        "GET /c": { id: "getC1", gives: object("id") },
      })["root.yaml"];
      return {
        [`${top}root.yaml`]: (root ?? "").replace(
          "'200': { description: Done, content: { application/json: { schema: { type: object, properties: { id: { type: string } } } } } }",
          `'200': { $ref: 'responses/200.yaml' }`,
        ),
        ...files,
      };
    }),
    names: [
      { "responses/200.yaml#/content/application~1json/schema": "OkResponse" },
      { "specs/responses/200.yaml#/content/application~1json/schema": "OkResponse" },
    ],
  },
  {
    title: "an endpoint that moves keeps its names, and one that comes to its old place gets others",
    states: [
      specOf({ "GET /widgets/{id}": { id: "getWidget" } }),
      specOf({ "GET /new-widgets/{id}": { id: "getWidget" } }),
      specOf({ "GET /new-widgets/{id}": { id: "getWidget" }, "GET /widgets/{id}": { id: "getWidget" } }),
    ],
    names: [
      { "GET /widgets/{}": "Get-BetaWidget getWidget" },
      { "GET /new-widgets/{}": "Get-BetaWidget getWidget" },
      { "GET /new-widgets/{}": "Get-BetaWidget getWidget", "GET /widgets/{}": "Get-BetaWidgetById getWidgetById" },
    ],
    // Nothing that has a name gets another, so the endpoint that came later keeps its own.
    back: { "GET /widgets/{}": "Get-BetaWidgetById getWidgetById" },
  },
  {
    title: "copies of one response file are one type",
    states: [
      {
        ...specOf({ "GET /a": { id: "getA1" }, "GET /b": { id: "getB1" } }),
      },
    ].map((files) => ({
      "root.yaml": (files["root.yaml"] ?? "")
        .replace("'204': { description: Done }", "'400': { $ref: 'beta/responses/400.yaml' }")
        .replace("'204': { description: Done }", "'400': { $ref: 'v3/responses/400.yaml' }"),
      "beta/responses/400.yaml": `{ description: Bad, content: { application/json: { schema: ${object("code text")} } } }`,
      "v3/responses/400.yaml": `{ description: Bad, content: { application/json: { schema: ${object("code text")} } } }`,
    })),
    names: [{ "beta/responses/400.yaml#/content/application~1json/schema": "BadRequestResponse" }],
    codes: [[]],
  },
];

describe("names through the years", () => {
  it("give the names of types that became one to the one, as aliases", () => {
    const states = SCENARIOS.find(({ title }) => title.includes("has the other as an alias"))?.states ?? [];
    const models = play(states).at(-1)?.ledger.versions["beta"]?.models ?? {};
    expect(models["schemas/Both.yaml"]).toMatchObject({
      name: "GetA1200Response",
      aliases: { GetB1200Response: "renamed" },
      was: ["GET /a#/answers/200", "GET /b#/answers/200"],
    });
  });

  it.each(SCENARIOS)("$title", ({ states, names, codes }) => {
    const played = play(states);
    for (const [index, state] of played.entries()) {
      expect(namesIn(state)).toMatchObject(names[index] ?? {});
      if (codes?.[index] !== undefined) expect(state.diagnostics.map(({ code }) => code)).toEqual(codes[index]);
      const next = namesIn(state);
      const methods = Object.values(next);
      expect(new Set(methods).size, "two things of one name").toBe(methods.length);
    }
  });

  it.each(SCENARIOS)("back again: $title", ({ states, back: expected }) => {
    const there = play(states);
    const back = play([...states.slice(0, -1)].reverse(), there.at(-1)?.ledger);
    const first = back.at(-1);
    if (expected !== undefined) expect(first === undefined ? undefined : namesIn(first)).toMatchObject(expected);
    else
      for (const [index, state] of back.entries())
        expect(namesIn(state)).toEqual(namesIn(there[states.length - 2 - index] ?? state));
  });

  it("does not let a tombstone block its own endpoint", () => {
    const both = specOf({ "GET /gadgets/{id}": { id: "getGadget" }, "GET /x": { id: "listX1" } });
    const without = specOf({ "GET /x": { id: "listX1" } });
    const first = runOn(both, undefined);
    const retired = runOn(without, first.ledger, { retire: true });
    expect(Object.keys(retired.ledger.versions["beta"]?.retired.operations ?? {})).toEqual(["GET /gadgets/{}"]);
    expect(namesIn(runOn(both, retired.ledger))).toEqual(namesIn(first));
  });
});

describe("parameters and tags", () => {
  const takes = (name: string): SpecFiles => specOf({ [`GET /widgets/{${name}}`]: { id: "getWidget" } });

  it("keep the names of a placeholder that was renamed, there and back", () => {
    const [first, second, third] = play([takes("id"), takes("widgetId"), takes("id")]);
    const told = (state: typeof first): unknown => {
      const entry = state?.names.operations.get("GET /widgets/{}");
      return [
        [...(entry?.typescript.parameters.values() ?? [])],
        entry?.powershell.parameters.map(({ name, aliases }) => [name, ...aliases]),
      ];
    };
    expect(told(first)).toEqual([["id"], [["Id"]]]);
    expect(told(second)).toEqual([["id"], [["Id", "WidgetId"]]]);
    // Somebody may have written -WidgetId since.
    expect(told(third)).toEqual(told(second));
    const other = runOn(takes("key"), third?.ledger);
    expect(told(other)).toEqual([["id"], [["Id", "Key", "WidgetId"]]]);
  });

  it("keep the anchor of an id that changed, unless another operation of the page has it", () => {
    const ids = (one: string, other: string): SpecFiles =>
      specOf({ "GET /widgets/{id}": { id: one }, "GET /others": { id: other } });
    const played = play([
      ids("getWidget", "listOthers"),
      ids("fetchWidget", "listOthers"),
      ids("fetchWidget", "getWidget"),
      ids("getWidget", "listOthers"),
    ]);
    const anchors = played.map(({ names }) =>
      [...names.operations.values()].map(({ docs }) => [docs.anchor, ...docs.formerAnchors].join(" ")),
    );
    expect(anchors).toEqual([
      ["list-others", "get-widget"],
      ["list-others", "fetch-widget get-widget"],
      ["get-widget list-others", "fetch-widget"],
      ["list-others", "get-widget fetch-widget"],
    ]);
  });

  it("lets names of a path that change places follow themselves", () => {
    const path = (one: string, other: string): SpecFiles =>
      specOf({ [`GET /a/{${one}}/b/{${other}}`]: { id: "getAB" } });
    const [, second] = play([path("x", "y"), path("y", "x")]);
    expect(second?.names.operations.get("GET /a/{}/b/{}")?.typescript.parameters).toEqual(
      new Map([
        ["path x", "x"],
        ["path y", "y"],
      ]),
    );
  });

  const tagged = (...tags: readonly string[]): SpecFiles =>
    specOf(
      Object.fromEntries(tags.map((tag, index) => [`GET /w${String(index)}`, { id: `listW${String(index)}`, tag }])),
    );

  it("keep class, property, module and page of a tag that was renamed, there and back", () => {
    const played = play([
      tagged("Work Flows", "Work Flows"),
      tagged("Workflows", "Workflows"),
      tagged("Work Flows", "Work Flows"),
    ]);
    const told = played.map(({ names }) =>
      [...names.tags.values()].map(({ typescript, docs }) => ({ ...typescript, slug: docs.slug })),
    );
    expect(told[1]).toEqual(told[0]);
    expect(told[2]).toEqual(told[0]);
    expect(played.map(({ diagnostics }) => diagnostics.map(({ code }) => code))).toEqual([
      [],
      ["tag-renamed"],
      ["tag-renamed"],
    ]);
  });

  /** Class, method, aliases, and the calls of former classes, by operation key. */
  const calls = ({ names }: State): Readonly<Record<string, string>> =>
    Object.fromEntries(
      [...names.operations].map(([key, { typescript }]) => [
        key,
        [
          typescript.method,
          ...typescript.aliases.map(({ name }) => `also ${name}`),
          ...typescript.formerCalls.map((call) => `${call.class}.${call.names.map(({ name }) => name).join("|")}`),
        ].join(" "),
      ]),
    );

  it("tell that an operation changed its tag alone, which a frozen run refuses, and keep the old call", () => {
    const [first, second, third] = play([tagged("A", "A", "B"), tagged("A", "B", "B"), tagged("A", "A", "B")]);
    expect(second?.diagnostics.map(({ code, severity }) => [code, severity])).toEqual([["tag-changed", "warning"]]);
    const frozen = runOn(tagged("A", "B", "B"), first?.ledger, { frozen: true });
    expect(frozen.diagnostics.map(({ code, severity }) => [code, severity])).toEqual([["tag-changed", "error"]]);
    expect(second?.result.changes).toEqual([
      expect.objectContaining({
        kind: "tag",
        what: "GET /w1",
        before: "A",
        after: "B",
        note: "the old call is a deprecated method",
      }),
    ]);
    // The same spec again has nothing to tell, and a frozen run accepts it.
    const again = runOn(tagged("A", "B", "B"), second?.ledger, { frozen: true });
    expect(again.diagnostics).toEqual([]);
    expect(again.ledger).toEqual(second?.ledger);
    expect([first, second, third].map((state) => (state === undefined ? undefined : calls(state)["GET /w1"]))).toEqual([
      "listW1",
      "listW1 AApi.listW1",
      "listW1 BApi.listW1",
    ]);
  });

  it("keep the class of a tag that all operations left, one after the other, there and back", () => {
    const steps = [tagged("A", "A", "B"), tagged("A", "B", "B"), tagged("B", "B", "B")];
    const there = play(steps);
    const last = there.at(-1);
    expect(last?.names.typescript.formerTags).toEqual([{ wire: "A", class: "AApi", module: "a", property: "a" }]);
    expect(last?.names.docs.formerPages).toEqual([{ slug: "a", tag: "B" }]);
    expect([...(last?.names.tags.keys() ?? [])]).toEqual(["B"]);
    const back = play([steps[1] ?? {}, steps[0] ?? {}], last?.ledger).at(-1);
    expect(back?.names.typescript.formerTags).toEqual([]);
    expect(back === undefined ? {} : calls(back)).toEqual({
      "GET /w0": "listW0 BApi.listW0",
      "GET /w1": "listW1 BApi.listW1",
      "GET /w2": "listW2",
    });
  });

  it("keep former calls where their tag is renamed afterwards", () => {
    const [, , third, fourth] = play([
      tagged("A", "A", "B"),
      tagged("A", "B", "B"),
      tagged("A2", "B", "B"),
      tagged("A", "B", "B"),
    ]);
    expect(third?.diagnostics.map(({ code }) => code)).toEqual(["tag-renamed"]);
    expect(third === undefined ? {} : calls(third)["GET /w1"]).toBe("listW1 AApi.listW1");
    expect(fourth === undefined ? {} : calls(fourth)["GET /w1"]).toBe("listW1 AApi.listW1");
  });

  it("keep method aliases in the class that had them, and have them back there", () => {
    const first = runOn(tagged("A", "A", "B"), undefined);
    const renamed = renameName(
      first.ledger,
      { version: "beta", what: "GET /w1", method: "listEm" },
      { prefix: "Beta", namings: namings() },
    );
    if ("problem" in renamed) throw new Error(renamed.problem);
    const [second, third] = play([tagged("A", "B", "B"), tagged("A", "A", "B")], renamed.ledger);
    expect(second === undefined ? {} : calls(second)["GET /w1"]).toBe("listEm AApi.listEm|listW1");
    expect(third === undefined ? {} : calls(third)["GET /w1"]).toBe("listEm also listW1 BApi.listEm");
  });

  const named = (operations: Readonly<Record<string, string>>): SpecFiles =>
    specOf(
      Object.fromEntries(
        Object.entries(operations).map(([key, text]) => {
          const [tag = "", id = ""] = text.split(".");
          return [key, { id, tag }];
        }),
      ),
    );

  /** Two operations whose methods have one name in two classes: the id of the first changed before the second came. */
  const twoOfOneName = (first: string, second: string): readonly SpecFiles[] => [
    named({ "GET /a/{id}": "A.getIt", "GET /c": "A.listC", "GET /d": "B.listD" }),
    named({ "GET /a/{id}": "A.getThat", "GET /b/{id}": "B.getIt", "GET /c": "A.listC", "GET /d": "B.listD" }),
    named({
      "GET /a/{id}": `${first}.getThat`,
      "GET /b/{id}": `${second}.getIt`,
      "GET /c": "A.listC",
      "GET /d": "B.listD",
    }),
  ];

  it("give the second method of one name another one where an operation comes to a class that has it", () => {
    const [, before, after] = play(twoOfOneName("B", "B"));
    expect(before === undefined ? {} : calls(before)).toMatchObject({ "GET /a/{}": "getIt", "GET /b/{}": "getIt" });
    expect(after === undefined ? {} : calls(after)).toMatchObject({
      "GET /a/{}": "getThat AApi.getIt",
      "GET /b/{}": "getIt",
    });
    expect(after?.names.operations.get("GET /a/{}")?.typescript.arguments).toBe(
      before?.names.operations.get("GET /a/{}")?.typescript.arguments,
    );
    const back = play([twoOfOneName("A", "B")[2] ?? {}], after?.ledger)[0];
    expect(back === undefined ? {} : calls(back)).toMatchObject({
      "GET /a/{}": "getThat also getIt BApi.getThat",
      "GET /b/{}": "getIt",
    });
  });

  it("lets a live method win over a former call of its class, with an error, and drops the call", () => {
    const second = play(twoOfOneName("B", "A")).at(-1);
    const [a, b] = ["GET /a/{}", "GET /b/{}"].map((key) => second?.names.operations.get(key)?.typescript);
    const taken = second?.diagnostics.filter(({ code }) => code === "alias-taken") ?? [];
    expect([a?.method, b?.method]).toEqual(["getIt", "getIt"]);
    expect([a?.formerCalls, b?.formerCalls]).toEqual([[], []]);
    expect(taken.map(({ severity, origin }) => [severity, origin?.pointer])).toEqual([
      ["error", "/paths/~1a~1{id}/get"],
      ["error", "/paths/~1b~1{id}/get"],
    ]);
    // The ledger keeps the call: it is there again where the name is free again.
    expect(second?.ledger.versions["beta"]?.operations["GET /a/{}"]?.formerCalls).toHaveProperty("A");
  });

  it("drops an alias of a cmdlet or a model that another live one has as its name, with an error", () => {
    const files = specOf(
      { "GET /a": { id: "listA1", gives: refer("A.yaml") }, "GET /b": { id: "listB1", gives: refer("B.yaml") } },
      { files: { "A.yaml": object("id name"), "B.yaml": object("code text") } },
    );
    const { ledger } = runOn(files, undefined);
    const beta = ledger.versions["beta"] ?? EMPTY_VERSION_LEDGER;
    const [operation, model] = [beta.operations["GET /a"], beta.models["A.yaml"]];
    const other = { cmdlet: beta.operations["GET /b"]?.cmdlet ?? "", model: beta.models["B.yaml"]?.name ?? "" };
    if (operation === undefined || model === undefined) throw new Error("the ledger lacks an entry");
    const edited: VersionLedger = {
      ...beta,
      operations: { ...beta.operations, "GET /a": { ...operation, aliases: { [other.cmdlet]: "renamed" } } },
      models: { ...beta.models, "A.yaml": { ...model, aliases: { [other.model]: "renamed" } } },
    };
    const state = runOn(files, { format: 2, versions: { beta: edited } });
    expect(state.diagnostics.map(({ code, severity }) => `${severity} ${code}`)).toEqual([
      "error alias-taken",
      "error alias-taken",
    ]);
    expect(state.names.operations.get("GET /a")?.powershell.aliases).toEqual([]);
    expect(state.names.declarations.get("A.yaml")?.typescript.aliases).toEqual([]);
  });

  it("never give the name of a former call to a newcomer", () => {
    const [, , third] = play([
      named({ "GET /a": "A.listA", "GET /c": "A.listC", "GET /b": "B.listB" }),
      named({ "GET /a": "B.listA", "GET /c": "A.listC", "GET /b": "B.listB" }),
      named({ "GET /a": "B.listAll", "GET /c": "A.listC", "GET /b": "B.listB", "GET /new": "A.listA" }),
    ]);
    expect(third === undefined ? {} : calls(third)["GET /a"]).toBe("listA AApi.listA");
    expect(third === undefined ? {} : calls(third)["GET /new"]).not.toMatch(/^listA /u);
    expect(third?.diagnostics.map(({ code }) => code)).toContain("name-clash-settled");
  });

  it("takes a tag that was split for none of the two", () => {
    const [, second] = play([tagged("A", "A"), tagged("B", "C")]);
    expect(second?.diagnostics.map(({ code }) => code)).toEqual(["tag-changed", "tag-changed"]);
  });
});
