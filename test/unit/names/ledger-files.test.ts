import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { placeOfFile, readLedgerFile, readOverridesFile } from "../../../generator/names/ledger/ledger-file.ts";
import { nameIn, withName } from "../../../generator/names/ledger/ledger-fields.ts";
import { parseLedger, printLedger } from "../../../generator/names/ledger/ledger-text.ts";
import {
  copyRecord,
  EMPTY_LEDGER,
  entryOf,
  heldAliases,
  hold,
  versionLedger,
} from "../../../generator/names/ledger/ledger.ts";
import { retireWhere } from "../../../generator/names/ledger/retire.ts";
import * as grammar from "../../../generator/names/rules/grammar.ts";
import type { TargetNaming } from "../../../generator/names/target-naming.ts";
import { beta, call, entries, model } from "./history/ledgers.ts";

const folder = mkdtempSync(join(tmpdir(), "isc-ledger-"));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, text: string): ReturnType<typeof placeOfFile> => {
  writeFileSync(join(folder, name), text);
  return placeOfFile(join(folder, name));
};

describe("files of names", () => {
  it("are empty where the ledger is missing, and read where it is there", () => {
    expect(readLedgerFile(placeOfFile(join(folder, "none.json")), [])).toStrictEqual({
      ledger: EMPTY_LEDGER,
      text: undefined,
    });
    const text = printLedger(beta({ reserved: { A: "x" } }));
    expect(readLedgerFile(file("l.json", text), [])).toEqual({ ledger: beta({ reserved: { A: "x" } }), text });
    expect(readLedgerFile(file("bad.json", "[]"), [])).toEqual({
      problems: [{ problem: "it is not a mapping", place: { pointer: "", line: 1, column: 1 } }],
    });
  });

  it("are problems where they cannot be read", () => {
    mkdirSync(join(folder, "dir.json"));
    const place = placeOfFile(join(folder, "dir.json"));
    const ledger = readLedgerFile(place, []);
    expect("problems" in ledger ? ledger.problems[0]?.problem : "").toMatch(/^the ledger cannot be read: \S/u);
    const overrides = readOverridesFile(place, []);
    expect("problem" in overrides ? overrides.problem : "").toMatch(/^the overrides cannot be read: \S/u);
  });

  it.each([
    ["a: [", /^the overrides cannot be read: \S/u],
    ["[]", /^the overrides cannot be used: it is not a mapping$/u],
  ])("of overrides are problems: %j", (text, problem) => {
    const read = readOverridesFile(file("o.yaml", text), []);
    expect("problem" in read ? read.problem : "").toMatch(problem);
  });

  it("of overrides must exist", () => {
    expect(readOverridesFile(placeOfFile(join(folder, "none.yaml")), [])).toEqual({
      problem: "the overrides file does not exist",
    });
    expect(readOverridesFile(file("empty.yaml", ""), [])).toEqual({
      value: { operations: [], models: [], parameters: [] },
    });
  });
});

describe("the text of a ledger", () => {
  it("has the fields of an entry in one order, however they were set", () => {
    const names = { id: "i", cmdlet: "c", name: "n", class: "k", method: "m", why: "w" };
    const traits = {
      tag: "t",
      formerCalls: {},
      takes: ["a", "b"],
      print: "p",
      shape: "s",
      from: "f",
      ids: ["i"],
      twins: ["x"],
    };
    const state = { was: ["w"], absent: "a", back: "b", seen: "s" };
    const wanted = { ...names, ...traits, ...state };
    const reversed = Object.fromEntries(Object.entries({ ...wanted, none: undefined }).reverse()) as never;
    const text = printLedger(beta({ models: { a: reversed } }));
    const line = text.split("\n").find((each) => each.startsWith('"a"')) ?? "";
    expect(Object.keys(JSON.parse(`{${line}}`) as object)).toEqual(["a"]);
    const { a: printed } = JSON.parse(`{${line}}`) as { readonly a: object };
    expect(Object.keys(printed)).toEqual([
      "id",
      "cmdlet",
      "name",
      "class",
      "why",
      "method",
      ...Object.keys({ ...traits, ...state }),
    ]);
    expect(line).toContain('"formerCalls": {}, "takes": ["a", "b"]');
  });

  it("is read with events that are names or entries, and is a problem where it is no JSON", () => {
    const events = '{"a":"MadeEvent","b":{"name":"BuiltEvent","print":"p"}}';
    const parsed = parseLedger(`{"format":1,"versions":{"beta":{"events":${events}}}}`, []);
    expect("ledger" in parsed ? parsed.ledger : undefined).toEqual(
      beta({ events: { a: { name: "MadeEvent" }, b: { name: "BuiltEvent", print: "p" } } }),
    );
    const broken = parseLedger("{", []);
    expect("problems" in broken ? broken.problems : []).toEqual([
      { problem: expect.stringMatching(/^it is not valid JSON: \S/u) as string },
    ]);
  });

  it("has sorted keys, names first, traits last, and events as short as they can be", () => {
    const ledger = beta(
      {
        operations: {
          "GET /b": call("B"),
          "GET /a": call("A", { takes: ["query q"], was: [], aliases: { Old: "renamed" }, back: "May" }),
        },
        events: { made: { name: "Made" }, built: { name: "Built", print: "p" } },
        files: { "tag page": "x" },
        retired: { operations: {}, models: { "a.yaml": model("A") } },
      },
      { alpha: entries({}) },
    );
    expect(printLedger(ledger)).toBe(`{
"format": 2,
"versions": {
"alpha": {
"operations": {},
"models": {},
"parameters": {},
"tags": {},
"events": {},
"retired": {
"operations": {},
"models": {}
},
"reserved": {}
},
"beta": {
"operations": {
"GET /a": { "id": "AId", "cmdlet": "Get-A", "method": "getA", "aliases": { "Old": "renamed" }, "tag": "Things", "takes": ["query q"], "was": [], "back": "May", "seen": "v1" },
"GET /b": { "id": "BId", "cmdlet": "Get-B", "method": "getB", "tag": "Things", "seen": "v1" }
},
"models": {},
"parameters": {},
"tags": {},
"events": {
"built": { "name": "Built", "print": "p" },
"made": "Made"
},
"files": {
"tag page": "x"
},
"retired": {
"operations": {},
"models": {
"a.yaml": { "name": "A", "print": "pa", "seen": "v1" }
}
},
"reserved": {}
}
}
}
`);
  });
});

const upper = (name: string): string | undefined => (/^[A-Z]/u.test(name) ? undefined : "must begin with a capital");
const NAMINGS = [
  {
    target: "shell",
    scopes: [{ of: "operation", name: "cmdlet", field: "cmdlet", grammar: upper }],
    fields: {
      operation: {
        cmdlet: { holds: "name", grammar: upper, isRequired: true },
        aliases: { holds: "aliases", grammar: upper },
        former: { holds: "aliasesByTag", grammar: upper },
        body: { holds: "names", grammar: upper },
      },
      tag: { class: { holds: "name", grammar: upper, isRequired: true } },
      parameter: { cmdlet: { holds: "name", grammar: upper, isRequired: true } },
    },
  },
  {
    target: "toy",
    scopes: [
      { of: "operation", name: "name", grammar: upper },
      { of: "model", name: "shape", grammar: upper },
    ],
    parameters: { name: "arg", grammar: upper },
  },
] as unknown as readonly TargetNaming[];

describe("the check of a ledger", () => {
  const problems = (value: unknown): readonly string[] => {
    const parsed = parseLedger(JSON.stringify(value), NAMINGS);
    return "problems" in parsed
      ? parsed.problems.map(({ problem, place }) => `${place?.pointer ?? "?"} ${problem}`)
      : [];
  };
  const inBeta = (version: unknown): readonly string[] =>
    problems({ format: 2, versions: { beta: version } }).map((text) => text.replace("/versions/beta", ""));
  const inCall = (entry: object): readonly string[] =>
    inBeta({ operations: { "GET /a": { cmdlet: "A", ...entry } } }).map((text) =>
      text.replace("/operations/GET ~1a", ""),
    );
  const TYPE = "must begin with a capital letter and have only letters and digits";
  const REASON = "is not the reason of an alias (published, otherVersion, renamed)";
  const LABEL = "cannot be the label of a version: it must have only letters, digits and ._-";

  it.each<[unknown, readonly string[]]>([
    [[], [" it is not a mapping"]],
    [null, [" it is not a mapping"]],
    [{}, [" it has no format and no versions"]],
    [{ format: 3, versions: {} }, ['/format the format is neither "format": 1 nor 2']],
    [{ format: 1, versions: {} }, []],
    [{ format: 2, versions: [] }, ["/versions it is not a mapping"]],
    [{ format: 2, versions: {}, more: 1 }, ['/more the key "more" is not known']],
    [{ format: 2, versions: { "a b": {} } }, [`/versions/a b the key "a b" ${LABEL}`]],
  ])("of %j finds %j", (value, expected) => {
    expect(problems(value)).toEqual(expected);
  });

  it.each<[object, readonly string[]]>([
    [{}, []],
    [{ cmdlet: "a" }, ['/cmdlet "a" must begin with a capital']],
    [{ cmdlet: 1 }, ["/cmdlet it is not a string"]],
    [{ other: 1 }, ['/other the key "other" is not known']],
    [{ id: "a\u200bb" }, ['/id "a\u200bb" cannot be an operationId: it is too long or contains invisible characters']],
    [{ ids: "x" }, ["/ids it is not a list"]],
    [{ ids: ["a", 1] }, ["/ids/1 it is not a string"]],
    [{ tag: 1 }, ["/tag it is not a string"]],
    [{ takes: [1] }, ["/takes/0 it is not a string"]],
    [{ twins: [1] }, ["/twins/0 it is not a string"]],
    [{ was: [1] }, ["/was/0 it is not a string"]],
    [{ why: "" }, ['/why "" must have only letters, digits, spaces and ._-']],
    [{ absent: "a b", back: "-", seen: "" }, [`/absent "a b" ${LABEL}`, `/back "-" ${LABEL}`, `/seen "" ${LABEL}`]],
    [
      { aliases: { a: "renamed", B: "other" } },
      ['/aliases/a the key "a" must begin with a capital', `/aliases/B "other" ${REASON}`],
    ],
    [{ former: { t: { a: "published" } } }, ['/former/t/a the key "a" must begin with a capital']],
    [{ body: ["a", "B"] }, ['/body/0 "a" must begin with a capital']],
    [
      { parameters: { "query q": { cmdlet: "Q" }, q: { cmdlet: "Q" } } },
      ['/parameters/q the key "q" is not a location and a name (query limit)'],
    ],
    [{ parameters: { "form q": {} } }, ["/parameters/form q it has no cmdlet"]],
    [{ names: { toy: { name: "a" } } }, ['/names/toy/name "a" must begin with a capital']],
    [{ names: { other: { name: "a" } } }, []],
    [
      { names: { other: { name: "a\nb" } } },
      ['/names/other/name "a\\nb" cannot be a name: it is too long or contains invisible characters'],
    ],
    [
      { names: { "!": { "?": "a" } } },
      [
        '/names/! the key "!" must have only letters, digits, spaces and ._-',
        '/names/! the key "?" must have only letters, digits, spaces and ._-',
      ],
    ],
    [{ names: { toy: [] } }, ["/names/toy it is not a mapping"]],
    [{ names: 1 }, ["/names it is not a mapping"]],
  ])("of an operation with %j finds %j", (entry, expected) => {
    expect(inCall(entry)).toEqual(expected);
  });

  it.each<[object, readonly string[]]>([
    [
      { operations: { "get /a": { cmdlet: "A" } } },
      ['/operations/get ~1a the key "get /a" is not a method and a path (GET /roles/{})'],
    ],
    [{ operations: { "GET /a": {} } }, ["/operations/GET ~1a it has no cmdlet"]],
    [{ models: { a: {} } }, ["/models/a it has no name"]],
    [{ models: { a: { name: "a b" } } }, [`/models/a/name "a b" ${TYPE}`]],
    [
      { models: { a: { name: "A", print: "X", shape: "A", from: "!" } } },
      [
        '/models/a/print "X" is not a fingerprint',
        '/models/a/shape "A" is not a sketch',
        '/models/a/from "!" is not a sketch',
      ],
    ],
    [{ models: { a: { name: "A", print: "", shape: "a.b", from: "0", names: { toy: { shape: "S" } } } } }, []],
    [
      { models: { a: { name: "A", names: { toy: { shape: "s" } } } } },
      ['/models/a/names/toy/shape "s" must begin with a capital'],
    ],
    [
      { models: { a: { name: "A", aliases: { "a b": "renamed", toString: "renamed" } } } },
      [
        '/models/a/aliases/a b the key "a b" cannot be the name of a model',
        '/models/a/aliases/toString the key "toString" cannot be the name of a model',
      ],
    ],
    [
      { parameters: { q: { cmdlet: "Q", names: { toy: { arg: "a" } } } } },
      ['/parameters/q/names/toy/arg "a" must begin with a capital'],
    ],
    [{ tags: { t: {} } }, ["/tags/t it has no class"]],
    [{ tags: { t: { class: "T", was: ["x"] } } }, []],
    [{ events: { e: "E", f: { name: "F", id: "x", print: "p", absent: "v1", back: "v1", was: [] } } }, []],
    [{ events: { e: "e!", f: {} } }, [`/events/e "e!" ${TYPE}`, "/events/f it has no name"]],
    [
      { files: { x: "A" } },
      [
        '/files/x "A" cannot be the name of a file: it must have only lower-case letters, digits and single hyphens, and must not be reserved by Windows',
      ],
    ],
    [
      { retired: { operations: { "GET /a": {} }, models: { a: {} }, x: 1 } },
      [
        "/retired/operations/GET ~1a it has no cmdlet",
        "/retired/models/a it has no name",
        '/retired/x the key "x" is not known',
      ],
    ],
    [
      { reserved: { "!": 1 } },
      ['/reserved/! the key "!" cannot be the name of a model', "/reserved/! it is not a string"],
    ],
    [{ more: {} }, ['/more the key "more" is not known']],
  ])("of a version with %j finds %j", (version, expected) => {
    expect(inBeta(version)).toEqual(expected);
  });

  it("stops after fifty problems", () => {
    expect(
      inBeta({ models: Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`m${String(index)}`, {}])) }),
    ).toHaveLength(50);
  });
});

describe("names of any kind", () => {
  const reserved = new Map([["Error", "a global"]]);

  it.each<[string, grammar.NameGrammar, readonly string[], readonly string[]]>([
    [
      "types",
      grammar.typeName(reserved),
      ["Role", "Öl", "ש1", "R".repeat(200)],
      ["", "role", "1a", "A-b", "A b", "Error", "A\u200b", "R".repeat(201)],
    ],
    [
      "chosen models",
      grammar.chosenModel(reserved),
      ["Role", "Öl2"],
      ["role", "שלום", "A_b", "Error", "xRole", "Role!"],
    ],
    [
      "aliases of types",
      grammar.typeAlias,
      ["Role", "role", "1_a", "Error"],
      ["", "a b", "a!", "!a", "toString", "A\u200b"],
    ],
    ["labels", grammar.versionLabel, ["v1", "1.0_a-b", "a".repeat(64)], ["", "-a", "a b", "a/", "a".repeat(65)]],
    ["words", grammar.plainWord, ["a b", "A.1_-", "a".repeat(200)], ["", " a", "a\n", "a!", "a".repeat(201)]],
    ["ids", grammar.operationId, ["a b!", ""], ["a\u200b", "a".repeat(300)]],
    ["any names", grammar.anyName, ["a b!", "", "a".repeat(200)], ["a\n", "a\u2028", "a\u200b", "a".repeat(201)]],
    ["files", grammar.fileStem, ["a-b1"], ["A", "a--b", "con", ""]],
  ])("%s are right or wrong", (_, rule, right, wrong) => {
    for (const name of right) expect(rule(name), JSON.stringify(name)).toBeUndefined();
    for (const name of wrong) expect(rule(name), JSON.stringify(name)).toMatch(/^(?:must|cannot) \S/u);
  });

  it("of types tell why they are reserved", () => {
    expect(grammar.typeName(reserved)("Error")).toBe("cannot be the name of a type: a global");
  });
});

describe("records of a ledger", () => {
  it("are looked up and copied by their own keys alone", () => {
    expect([entryOf({ a: 1 }, "a"), entryOf({} as Record<string, number>, "toString")]).toEqual([1, undefined]);
    const copy = copyRecord(JSON.parse('{"__proto__":1,"a":2}') as Record<string, number>);
    expect(Object.keys(copy)).toEqual(["__proto__", "a"]);
    expect([
      versionLedger(undefined, "beta"),
      versionLedger(beta({}), "toString"),
      versionLedger(beta({ files: { a: "b" } }), "beta").files,
    ]).toEqual([entries({}), entries({}), { a: "b" }]);
  });

  it("hold aliases and reserved names, the first holder first", () => {
    const held = heldAliases(
      entries({
        models: { a: model("A", { aliases: { Old: "renamed" } }) },
        retired: { operations: {}, models: { b: model("B", { aliases: { OLD: "renamed", Gone: "renamed" } }) } },
        reserved: { Free: "why" },
      }),
    );
    expect(Object.fromEntries(held)).toEqual({ old: "an alias of a", gone: "an alias of b", free: "kept free: why" });
    hold(held, "FREE", "me");
    expect(held.get("free")).toBe("kept free: why");
  });

  it("have names in fields, or by target and scope", () => {
    const entry = { cmdlet: "A", was: ["x"], names: { toy: { name: "T" } } };
    expect(nameIn(entry, { target: "x", name: "y", field: "cmdlet" })).toBe("A");
    expect(nameIn(entry, { target: "x", name: "y", field: "was" })).toBeUndefined();
    expect([
      nameIn(entry, { target: "toy", name: "name" }),
      nameIn(entry, { target: "toy", name: "toString" }),
      nameIn(entry, { target: "toString", name: "name" }),
      nameIn({}, { target: "toy", name: "name" }),
    ]).toEqual(["T", undefined, undefined, undefined]);
    expect(withName({ toy: { name: "T" }, game: { a: "b" } }, { target: "toy", name: "other" }, "O")).toEqual({
      toy: { name: "T", other: "O" },
      game: { a: "b" },
    });
    expect(withName(undefined, { target: "toy", name: "name" }, "N")).toEqual({ toy: { name: "N" } });
  });

  it("become tombstones", () => {
    const ledger = entries({
      operations: { a: call("A"), b: call("B") },
      models: { a: model("A"), b: model("B") },
      retired: { operations: { c: call("C") }, models: { c: model("C") } },
    });
    const { operations, models, retired } = retireWhere(ledger, {
      operation: (key) => key === "a",
      model: (key) => key === "b",
    });
    expect([operations, models, retired.operations, retired.models].map((part) => Object.keys(part).join())).toEqual([
      "b",
      "a",
      "c,a",
      "c,b",
    ]);
  });
});
