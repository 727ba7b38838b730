import { describe, expect, it } from "vitest";
import type { ApiModel, ApiVersion, Operation } from "../../../generator/model/model.ts";
import { deprecation } from "../../../generator/passes/deprecation.ts";
import { PASSES } from "../../../generator/passes/index.ts";
import { runPasses, type Pass } from "../../../generator/passes/pass.ts";
import { usage } from "../../../generator/passes/usage.ts";
import { processSpec, rootOf } from "../../support/spec.ts";
import { declaration, operation, version } from "../names/make-model.ts";

const run = (model: ApiModel, ...passes: readonly Pass[]): ApiModel => runPasses(model, passes).value;

/** The replacement that an operation of `v2` gets, where versions around it have the same endpoint. */
function replacementOf(deprecated: Operation, others: Readonly<Record<string, Operation>>): unknown {
  const versions = [...Object.entries(others), ["v2", deprecated] as const].map(([label, own]) =>
    version(label, { operations: [own] }),
  );
  const sorted = versions.sort((left, right) => (left.label < right.label ? -1 : 1));
  const found = run({ versions: sorted }, deprecation).versions.find(({ label }) => label === "v2");
  return found?.operations[0]?.deprecation;
}

const OLD: Operation = { ...operation("GET /roles listRoles"), deprecation: { text: "" } };
const LIVE = operation("GET /roles listRoles");
const LINK = "Use [this](https://developer.sailpoint.com/docs/api/v3/list-roles).";

describe("the pass deprecation", () => {
  it.each<[string, Operation, Readonly<Record<string, Operation>>, unknown]>([
    [
      "the same endpoint of a later version",
      OLD,
      { v3: LIVE },
      { text: "", replacement: { version: "v3", key: "GET /roles" } },
    ],
    ["nothing in an earlier version", OLD, { v1: LIVE }, { text: "" }],
    [
      "the later of two neighbours",
      OLD,
      { v1: LIVE, v3: LIVE },
      { text: "", replacement: { version: "v3", key: "GET /roles" } },
    ],
    ["nothing that is deprecated itself", OLD, { v3: OLD }, { text: "" }],
    [
      "what its text links to",
      { ...OLD, deprecation: { text: LINK } },
      { v3: operation("GET /other listRoles"), v4: LIVE },
      { text: LINK, replacement: { version: "v3", key: "GET /other" } },
    ],
    [
      "the same slug of another version, where the linked one is not read",
      { ...OLD, deprecation: { text: LINK } },
      { v4: operation("GET /other listRoles") },
      { text: LINK, replacement: { version: "v4", key: "GET /other" } },
    ],
    [
      "the bare link, where nothing has that slug",
      { ...OLD, deprecation: { text: LINK } },
      { v3: operation("GET /roles getThem") },
      { text: LINK, link: "https://developer.sailpoint.com/docs/api/v3/list-roles" },
    ],
  ])("gives %s", (_, deprecated, others, expected) => {
    expect(replacementOf(deprecated, others)).toEqual(expected);
  });
});

/** Which sides reach each declaration: `q` a request, `a` an answer, `*` its request form differs. */
function sidesOf(own: ApiVersion): Readonly<Record<string, string>> {
  const [found] = run({ versions: [own] }, usage).versions;
  return Object.fromEntries(
    (found?.declarations ?? []).map((each) => [
      each.id,
      `${each.inRequest ? "q" : ""}${each.inAnswer ? "a" : ""}${each.requestFormDiffers ? "*" : ""}`,
    ]),
  );
}

const REF = { kind: "ref", id: "A" } as const;
const ORIGIN = { file: "root.yaml", pointer: "" };

/** Every way in which a version can use a declaration, and the side that it is on. */
const USES: Readonly<Record<string, readonly [string, (own: string) => string]>> = {
  "a parameter": ["q", () => "parameters: [{ name: q, in: query, schema: { $ref: '#/components/schemas/A' } }]"],
  "a body": [
    "q",
    () => "requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/A' } } } }",
  ],
  "a field of a form": [
    "q",
    () =>
      "requestBody: { content: { multipart/form-data: { schema: { type: object, properties: { f: { $ref: '#/components/schemas/A' } } } } } }",
  ],
};

describe("the pass usage", () => {
  it.each(Object.entries(USES))("counts %s as sent", (_, [sides, use]) => {
    const { version: own } = processSpec({
      "root.yaml": rootOf({
        paths: `/a:\n  post:\n    tags: [T]\n    ${use("A")}\n    responses: { '204': { description: done } }`,
        schemas: "A: { type: object, properties: { a: { type: string } } }",
      }),
    });
    expect(sidesOf(own)[own.declarations.find(({ id }) => id.endsWith("/A"))?.id ?? ""]).toBe(sides);
  });

  it("counts the type of a response header as read", () => {
    const header = { wire: "X-State", use: REF, description: "", required: false, examples: [], limits: {} };
    const own = version("v1", {
      declarations: [declaration("A")],
      operations: [
        {
          ...operation("POST /a sendA"),
          parameters: [
            { ...({} as Operation["parameters"][number]), wire: "q", use: REF, place: "query", origin: ORIGIN },
          ],
          answers: [
            {
              statuses: "204",
              description: "",
              contents: [],
              headers: [header],
            } as unknown as Operation["answers"][number],
          ],
        },
      ],
    });
    expect(sidesOf(own)).toEqual({ A: "qa" });
  });

  it("counts the reply to an event as sent, and its payload as read", () => {
    const event = { wire: "push", payload: { kind: "ref", id: "A" }, reply: { kind: "ref", id: "B" } };
    const own = version("v1", {
      declarations: [declaration("A"), declaration("B")],
      events: [event as unknown as ApiVersion["events"][number]],
    });
    expect(sidesOf(own)).toEqual({ A: "a", B: "q" });
  });

  it("takes what nothing reaches for something that is read", () => {
    expect(sidesOf(version("v1", { declarations: [declaration("A")] }))).toEqual({ A: "a" });
  });

  it("gives a request form to an enumeration and to whatever refers to one", () => {
    const user = declaration("U", { kind: "alias" });
    const own = version("v1", {
      declarations: [declaration("A", { kind: "enum" }), { ...user, target: REF } as typeof user, declaration("O")],
    });
    expect(sidesOf(own)).toEqual({ A: "a*", U: "a*", O: "a" });
  });
});

describe("the passes", () => {
  it.each(PASSES.map(({ id, title }) => [id, title]))("%s has a sentence for a title", (_, title) => {
    expect(title).toMatch(/^[A-Z][^.]{20,}\.$/u);
  });

  // Each reads what those before it settled: see the sentence of each.
  it("run in the order that their work needs", () => {
    expect(PASSES.map(({ id }) => id)).toEqual([
      "binary-texts",
      "merge-copies",
      "error-bodies",
      "circular-unions",
      "unions",
      "own-tags",
      "paging",
      "filters",
      "deprecation",
      "usage",
    ]);
  });
});
