import { describe, expect, it } from "vitest";
import { parseLedger } from "../../../generator/names/ledger/ledger-text.ts";
import { parseOverrides } from "../../../generator/names/overrides/parse-overrides.ts";
import { printLedger } from "../../../generator/names/ledger/ledger-text.ts";
import { assign, operation, version } from "./make.ts";
import { namings } from "../../support/namings.ts";

const OPERATION = { id: "getThing", cmdlet: "Get-Thing", method: "getThing", seen: "beta" };
const MODEL = { name: "Thing", print: "1a", seen: "beta" };
const TAG = { class: "ThingsApi", module: "things", property: "things" };

function problemsIn(section: string, entries: string): readonly string[] {
  const parsed = parseLedger(`{"format":1,"versions":{"beta":{${JSON.stringify(section)}:${entries}}}}`, namings());
  return "problems" in parsed ? parsed.problems.map(({ problem }) => problem) : [];
}

const operationWith = (change: object): readonly string[] =>
  problemsIn("operations", JSON.stringify({ "GET /things/{}": { ...OPERATION, ...change } }));

/** What would be code, another name, or a way out, in the place of any name. */
const HOSTILE = [
  "",
  "__proto__",
  "a b",
  "a;b",
  "a=(globalThis as any).x=1;static b",
  "Get-Thing{};function Get-X",
  "a'b",
  'a"b',
  "a\nb",
  "../a",
  "a/b",
  "a.b",
  "${a}",
  "`a`",
  "a\u200bb",
  "a\u3164",
  "\ufe0f",
  "a\u202e",
  "$(x)",
  "a#",
  "constructor ",
];

describe("the ledger's names", () => {
  it("are fine as the rules make them", () => {
    expect(operationWith({})).toEqual([]);
    expect(problemsIn("models", JSON.stringify({ "a.yaml": MODEL }))).toEqual([]);
    expect(problemsIn("tags", JSON.stringify({ Things: TAG }))).toEqual([]);
  });

  it.each(HOSTILE)("may not be %j, whatever they are names of", (name) => {
    const alias = `{${JSON.stringify(name)}:"published"}`;
    const found: Record<string, readonly string[]> = {
      cmdlet: operationWith({ cmdlet: name }),
      method: operationWith({ method: name }),
      types: operationWith({ types: name }),
      published: operationWith({ published: name }),
      body: operationWith({ body: [name] }),
      aliases: problemsIn("operations", `{"GET /a":{"cmdlet":"Get-A","method":"getA","aliases":${alias}}}`),
      methodAliases: problemsIn("operations", `{"GET /a":{"cmdlet":"Get-A","method":"getA","methodAliases":${alias}}}`),
      argument: problemsIn("parameters", JSON.stringify({ a: { argument: name, cmdlet: "A" } })),
      parameter: problemsIn("parameters", JSON.stringify({ a: { argument: "a", cmdlet: name } })),
      model: problemsIn("models", JSON.stringify({ a: { ...MODEL, name } })),
      input: problemsIn("models", JSON.stringify({ a: { ...MODEL, input: name } })),
      modelAlias: problemsIn("models", `{"a":{"name":"A","aliases":${alias}}}`),
      class: problemsIn("tags", JSON.stringify({ a: { ...TAG, class: name } })),
      module: problemsIn("tags", JSON.stringify({ a: { ...TAG, module: name } })),
      property: problemsIn("tags", JSON.stringify({ a: { ...TAG, property: name } })),
      event: problemsIn("events", JSON.stringify({ a: name })),
      file: problemsIn("files", JSON.stringify({ "model page A": name })),
      retired: problemsIn("retired", JSON.stringify({ models: { a: { ...MODEL, name } } })),
      reserved: problemsIn("reserved", `{${JSON.stringify(name)}:"x"}`),
    };
    // A cmdlet's parameter may have an underscore anywhere; `__proto__` is text there.
    const free = name === "__proto__" ? ["body", "parameter"] : [];
    const missed = Object.entries(found).filter(([kind, problems]) => problems.length === 0 && !free.includes(kind));
    expect(missed.map(([kind]) => kind)).toEqual([]);
  });

  it.each([
    ["operations", { "GET /a": { ...OPERATION, method: "constructor" } }],
    ["operations", { "GET /a": { ...OPERATION, method: "then" } }],
    ["operations", { "GET /a": { ...OPERATION, cmdlet: "Nonsense-Thing" } }],
    ["operations", { "GET /a": { ...OPERATION, more: "x" } }],
    ["operations", { nonsense: OPERATION }],
    ["parameters", { a: { argument: "constructor", cmdlet: "A" } }],
    ["parameters", { a: { argument: "a", cmdlet: "Verbose" } }],
    ["models", { a: { ...MODEL, name: "Promise" } }],
    ["models", { a: { ...MODEL, name: "constructor" } }],
    ["tags", { a: { ...TAG, property: "constructor" } }],
    ["tags", { a: { ...TAG, module: "con" } }],
    ["tags", { a: { ...TAG, module: "x".repeat(200) } }],
    ["nonsense", {}],
  ])("%s: %j is refused", (section, entries) => {
    expect(problemsIn(section, JSON.stringify(entries))).toHaveLength(1);
  });

  it("are refused with their line, column and pointer", () => {
    const text = '{\n"format": 1,\n"versions": {\n"beta": {\n"tags": {\n"A/B": { "class": "x y" }\n}\n}\n}\n}\n';
    const parsed = parseLedger(text, namings());
    expect("problems" in parsed ? parsed.problems : []).toEqual([
      {
        problem: "it has no module and no property",
        place: { pointer: "/versions/beta/tags/A~1B", line: 6, column: 1 },
      },
      {
        problem: '"x y" must begin with a capital letter and have only letters and digits',
        place: { pointer: "/versions/beta/tags/A~1B/class", line: 6, column: 10 },
      },
    ]);
  });

  it("keep tags and wire names of every spelling, and touch no prototype", () => {
    const wires = ["__proto__", "constructor", "toString"];
    const model = {
      versions: [
        version("beta", {
          operations: wires.map((tag, index) =>
            operation(`GET /things-${String(index)} getThing${String(index)}x`, { tag }),
          ),
        }),
      ],
    };
    const { ledger } = assign(model).value;
    const text = printLedger(ledger);
    const parsed = parseLedger(text, namings());
    if ("problems" in parsed) throw new Error(JSON.stringify(parsed.problems));
    expect(Object.keys(parsed.ledger.versions["beta"]?.tags ?? {}).sort()).toEqual([...wires].sort());
    expect(printLedger(assign(model, { ledger: parsed.ledger }).value.ledger)).toBe(text);
    expect(({} as Record<string, unknown>)["class"]).toBeUndefined();
  });
});

describe("lengths and ids", () => {
  const long = (letters: string): string => letters + "Longer".repeat(70);

  it.each([
    ["operations", { "GET /a": { ...OPERATION, cmdlet: long("Get-") } }],
    ["operations", { "GET /a": { ...OPERATION, method: long("get") } }],
    ["operations", { "GET /a": { ...OPERATION, id: long("get") } }],
    ["operations", { "GET /a": { ...OPERATION, id: "*/x\u202e`'" } }],
    ["operations", { "GET /a": { ...OPERATION, id: "a\nb" } }],
    ["operations", { "GET /a": { ...OPERATION, id: "a\u3164b" } }],
    ["parameters", { a: { argument: long("a"), cmdlet: "A" } }],
    ["parameters", { a: { argument: "a", cmdlet: long("A") } }],
    ["models", { a: { ...MODEL, name: long("A") } }],
  ])("%s: %j is refused", (section, entries) => {
    expect(problemsIn(section, JSON.stringify(entries))).toHaveLength(1);
  });

  it("are made so that the ledger takes them back, and no two become one", () => {
    const ids = [long("get"), `${long("get")}b`, "*/x\u202e`'\u0000y", "a\u3164b"];
    const model = {
      versions: [version("beta", { operations: ids.map((id, at) => operation(`GET /things-${String(at)} ${id}`)) })],
    };
    const { ledger } = assign(model).value;
    const text = printLedger(ledger);
    const parsed = parseLedger(text, namings());
    if ("problems" in parsed) throw new Error(JSON.stringify(parsed.problems));
    const entries = Object.values(parsed.ledger.versions["beta"]?.operations ?? {});
    expect(new Set(entries.map(({ method }) => method)).size).toBe(ids.length);
    expect(printLedger(assign(model, { ledger: parsed.ledger }).value.ledger)).toBe(text);
  });
});

describe("overrides", () => {
  it.each(["a b", "a\u200bb", "", "a'b", "x".repeat(300)])("know no published parameter %j", (name) => {
    const published = { [name]: "body" };
    expect(parseOverrides({ parameters: [{ at: "GET /a", published, reason: "x" }] }, namings())).toHaveProperty(
      "problem",
    );
  });

  it.each(["constructor", "__proto__", "a b", "then"])("cannot call a method %j", (method) => {
    expect(parseOverrides({ operations: [{ at: "GET /a", method, reason: "x" }] }, namings())).toHaveProperty(
      "problem",
    );
  });

  it.each(["Promise", "a", "A B", "__proto__"])("cannot call a model %j", (name) => {
    expect(parseOverrides({ models: [{ at: "a.yaml", name, reason: "x" }] }, namings())).toHaveProperty("problem");
  });
});
