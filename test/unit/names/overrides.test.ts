import { describe, expect, it } from "vitest";
import { deadOverrides } from "../../../generator/names/overrides/dead-overrides.ts";
import {
  isForEntry,
  isForVersion,
  NO_OVERRIDES,
  overrideKey,
  type Overrides,
} from "../../../generator/names/overrides/overrides.ts";
import { parseOverrides } from "../../../generator/names/overrides/parse-overrides.ts";
import type { TargetNaming } from "../../../generator/names/target-naming.ts";
import { beta, call, entries, model } from "./history/ledgers.ts";
import { declaration, operation, version } from "./make-model.ts";

const starts = (letter: string) => (name: string) =>
  name.startsWith(letter) ? undefined : `must begin with ${letter}`;

/** Two targets: one with fields of format 1, one without. */
const NAMINGS = [
  {
    target: "shell",
    scopes: [
      { of: "operation", name: "cmdlet", field: "cmdlet", chosen: starts("G") },
      { of: "operation", name: "derived" },
      { of: "model", name: "model", field: "model", chosen: starts("M") },
    ],
    fields: {
      parameter: { cmdlet: { holds: "name", grammar: starts("P") } },
      operation: {
        body: { holds: "names", grammar: (name: string) => (name.includes("!") ? "has a sign" : undefined) },
      },
    },
  },
  { target: "toy", scopes: [{ of: "operation", name: "name", chosen: starts("t") }] },
] as unknown as readonly TargetNaming[];

const parse = (raw: unknown): ReturnType<typeof parseOverrides> => parseOverrides(raw, NAMINGS);
const inOperations = (entry: unknown): ReturnType<typeof parseOverrides> => parse({ operations: [entry] });

describe("overrides", () => {
  it.each([[undefined], [null]])("are empty where the file is: %s", (raw) => {
    expect(parse(raw)).toEqual({ value: NO_OVERRIDES });
  });

  it("are taken as they are, with names by scope", () => {
    const parameters = {
      at: "GET /x",
      published: {
        Pa: "body",
        Pb: "ignored",
        Pc: "query c",
        xd: "path d",
        xe: "header e",
        xf: "cookie f",
        xg: "form g",
      },
      order: ["a"],
      positions: ["b"],
      reason: "r",
    };
    const models = { at: "x.yaml", name: "Model", versions: ["v1"], reason: "r" };
    expect(
      parse({
        operations: [{ at: "GET /x", id: "x", versions: ["v1"], reason: "r", cmdlet: "Get-X", "toy.name": "tx" }],
        models: [models],
        parameters: [parameters],
      }),
    ).toEqual({
      value: {
        operations: [
          { at: "GET /x", id: "x", versions: ["v1"], reason: "r", names: { cmdlet: "Get-X", "toy.name": "tx" } },
        ],
        models: [models],
        parameters: [parameters],
      },
    });
    expect(parse({ operations: null, models: undefined })).toEqual({ value: NO_OVERRIDES });
  });

  const MAPPING = "it is not a mapping";
  it.each<[unknown, string]>([
    [[], MAPPING],
    ["text", MAPPING],
    [1, MAPPING],
    [{ operation: [] }, 'it has the unknown section "operation"; the sections are operations, models and parameters'],
    [{ operations: {} }, '"operations" is not a list'],
    [{ models: "x" }, '"models" is not a list'],
    [{ parameters: 1 }, '"parameters" is not a list'],
    [{ operations: ["x"] }, 'entry 1 of "operations" is not a mapping'],
    [{ operations: [null] }, 'entry 1 of "operations" is not a mapping'],
    [{ operations: [[]] }, 'entry 1 of "operations" is not a mapping'],
    [
      {
        operations: [
          { at: "GET /x", cmdlet: "Get", reason: "r" },
          { at: "GET /y", cmdlt: "Get", reason: "r" },
        ],
      },
      'entry 2 of "operations" has the unknown key "cmdlt"',
    ],
    [{ models: [{ at: "x", cmdlet: "Get", reason: "r" }] }, 'entry 1 of "models" has the unknown key "cmdlet"'],
    [{ parameters: [{ at: "x", name: "P", reason: "r" }] }, 'entry 1 of "parameters" has the unknown key "name"'],
  ])("%j is refused", (raw, problem) => {
    expect(parse(raw)).toEqual({ problem });
  });

  const BOTH = 'entry 1 of "operations" needs both "at" and "reason"';
  it.each<[object, string]>([
    [{ cmdlet: "Get", reason: "r" }, BOTH],
    [{ at: "GET /x", cmdlet: "Get" }, BOTH],
    [{ at: 1, cmdlet: "Get", reason: "r" }, 'entry 1 of "operations": "at" is not a string, or is empty'],
    [{ at: "GET /x", cmdlet: "Get", reason: " " }, 'entry 1 of "operations": "reason" is not a string, or is empty'],
    [{ at: "GET /x", cmdlet: null, reason: "r" }, 'entry 1 of "operations": "cmdlet" is not a string, or is empty'],
    [
      { at: "GET /x", cmdlet: "Get", reason: "r", versions: "v1" },
      'entry 1 of "operations": "versions" is not a list of labels',
    ],
    [
      { at: "GET /x", cmdlet: "Get", reason: "r", versions: ["v1", 2] },
      'entry 1 of "operations": "versions" is not a list of labels',
    ],
    [{ at: "GET /x", reason: "r" }, 'entry 1 of "operations": it has neither "cmdlet" nor "toy.name"'],
    [{ at: "GET /x", cmdlet: "Find", reason: "r" }, 'entry 1 of "operations": "Find" must begin with G'],
    [{ at: "GET /x", cmdlet: "Get", "toy.name": "x", reason: "r" }, 'entry 1 of "operations": "x" must begin with t'],
    [{ at: "GET /x", derived: "x", reason: "r" }, 'entry 1 of "operations" has the unknown key "derived"'],
    [{ at: "GET /x", model: "Mx", reason: "r" }, 'entry 1 of "operations" has the unknown key "model"'],
  ])("of operations are refused: %j", (entry, problem) => {
    expect(inOperations(entry)).toEqual({ problem });
  });

  it.each<[object, string]>([
    [{}, 'it has no "name"'],
    [{ name: "my" }, '"my" must begin with a capital letter and have only letters and digits'],
  ])("of models are refused: %j", (entry, problem) => {
    expect(parse({ models: [{ at: "x.yaml", reason: "r", ...entry }] })).toEqual({
      problem: `entry 1 of "models": ${problem}`,
    });
  });

  const MEANS = (name: string): string =>
    `"${name}" must mean "body", "ignored", or a location and a name such as "query limit"`;
  it.each<[object, string]>([
    [{}, 'it has neither "published" nor "order" nor "positions"'],
    [{ order: "a" }, '"order" is not a list of names of parameters'],
    [{ order: [1] }, '"order" is not a list of names of parameters'],
    [{ positions: {} }, '"positions" is not a list of parameters'],
    [{ published: [] }, '"published" is not a mapping'],
    [{ published: { "x!": "body" } }, '"x!" has a sign'],
    [{ published: { Px: 1 } }, MEANS("Px")],
    [{ published: { Px: "bodys" } }, MEANS("Px")],
    [{ published: { Px: "my body" } }, MEANS("Px")],
    [{ published: { Px: "query " } }, MEANS("Px")],
    [{ published: { Px: "body", Py: "a query x" } }, MEANS("Py")],
    [{ published: { x: "query x" } }, '"x" must begin with P'],
    [{ published: { x: "ignored" } }, '"x" must begin with P'],
  ])("of parameters are refused: %j", (entry, problem) => {
    expect(parse({ parameters: [{ at: "GET /x", reason: "r", ...entry }] })).toEqual({
      problem: `entry 1 of "parameters": ${problem}`,
    });
  });

  it.each([[{ order: [] }], [{ positions: [] }], [{ published: {} }], [{ published: { x: "path x" } }]])(
    "of parameters are taken: %j",
    (entry) => {
      expect(parse({ parameters: [{ at: "GET /x", reason: "r", ...entry }] })).toHaveProperty("value");
    },
  );

  it("have keys of a field, or of target and scope", () => {
    expect([overrideKey("shell", { name: "cmdlet", field: "f" }), overrideKey("toy", { name: "name" })]).toEqual([
      "f",
      "toy.name",
    ]);
  });

  it.each<[Partial<Overrides["operations"][number]>, boolean]>([
    [{}, true],
    [{ at: "GET /y" }, false],
    [{ versions: ["beta", "v2"] }, true],
    [{ versions: ["v2"] }, false],
    [{ id: "getX" }, true],
    [{ id: "getY" }, false],
  ])("%j is for the operation: %s", (more, isFor) => {
    expect(
      isForEntry({ at: "GET /x", names: {}, reason: "r", ...more }, { version: "beta", key: "GET /x", id: "getX" }),
    ).toBe(isFor);
    if (more.at === undefined && more.id === undefined)
      expect(isForVersion({ reason: "r", ...more }, "beta")).toBe(isFor);
  });
});

describe("dead overrides", () => {
  const ledger = beta({
    operations: { "GET /locked": call("Locked") },
    models: { "locked.yaml": model("Locked") },
    retired: { operations: { "GET /retired": call("Retired") }, models: { "retired.yaml": model("Retired") } },
  });
  const read = {
    versions: [
      version("beta", {
        operations: [operation("GET /read getRead")],
        declarations: [declaration("read.yaml", { also: ["also.yaml"] })],
      }),
    ],
  };
  const dead = (overrides: Partial<Overrides>, at: Partial<{ ledger: typeof ledger }> = {}): readonly string[] =>
    deadOverrides({ ...NO_OVERRIDES, ...overrides }, read, at.ledger ?? ledger).map(({ message }) => message);
  const told = (what: string, versions = "beta"): string =>
    `the override for ${what} matches nothing in ${versions} or in the ledger`;

  it.each<[string, string | undefined, boolean]>([
    ["GET /read", undefined, false],
    ["GET /locked", undefined, false],
    ["GET /retired", undefined, false],
    ["GET /none", undefined, true],
    ["GET /read", "getRead", false],
    ["GET /read", "other", true],
    ["GET /locked", "LockedId", false],
    ["GET /locked", "other", true],
  ])("%s with the id %s: %s", (at, id, isDead) => {
    const override = { at, ...(id === undefined ? {} : { id }), names: {}, reason: "r" };
    expect(dead({ operations: [override] })).toEqual(isDead ? [told(at)] : []);
    if (id === undefined) expect(dead({ parameters: [{ at, reason: "r" }] })).toEqual(isDead ? [told(at)] : []);
  });

  it.each([
    ["read.yaml", false],
    ["also.yaml", false],
    ["locked.yaml", false],
    ["retired.yaml", false],
    ["none.yaml", true],
    ["constructor", true],
  ])("%s: %s", (at, isDead) => {
    expect(dead({ models: [{ at, name: "X", reason: "r" }] })).toEqual(isDead ? [told(at)] : []);
  });

  it("are told only for versions that the run reads, all of them", () => {
    const at = (versions: readonly string[]): Partial<Overrides> => ({
      operations: [{ at: "GET /none", versions, names: {}, reason: "r" }],
      models: [{ at: "none.yaml", versions, name: "X", reason: "r" }],
    });
    expect(dead(at(["beta"]))).toEqual([told("GET /none"), told("none.yaml")]);
    expect(dead(at(["beta", "v2"]))).toEqual([]);
    expect(dead(at([]))).toEqual([]);
    const both = { ledger: beta({}, { v2: entries({}) }) };
    expect(
      dead(
        {
          operations: [{ at: "GET /none", names: {}, reason: "r" }],
          models: [{ at: "none.yaml", name: "X", reason: "r" }],
        },
        both,
      ),
    ).toEqual([]);
    const two = { versions: [...read.versions, version("v2", {})] };
    const wide = {
      ...NO_OVERRIDES,
      operations: [{ at: "GET /none", versions: ["beta", "v2"], names: {}, reason: "r" }],
    };
    expect(deadOverrides(wide, two, both.ledger).map(({ message }) => message)).toEqual([
      told("GET /none", "beta, v2"),
    ]);
    expect(deadOverrides(wide, two, undefined)).toEqual([]);
    expect(
      deadOverrides(
        { ...wide, operations: [{ at: "GET /read", versions: ["v2", "beta"], names: {}, reason: "r" }] },
        two,
        both.ledger,
      ),
    ).toEqual([]);
  });
});
