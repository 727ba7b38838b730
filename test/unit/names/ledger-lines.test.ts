import { describe, expect, it } from "vitest";
import {
  findEntries,
  listNames,
  plainName,
  renameName,
  retireNames,
  stateOf,
  type LedgerChange,
  type ListOptions,
} from "../../../generator/names/commands.ts";
import { explainName, type ExplainOptions } from "../../../generator/names/explain.ts";
import type { Ledger, VersionLedger } from "../../../generator/names/ledger/ledger.ts";
import { NO_OVERRIDES } from "../../../generator/names/overrides/overrides.ts";
import type { TargetNaming } from "../../../generator/names/target-naming.ts";
import { beta, betaOf, call, entries, model } from "./history/ledgers.ts";
import { operation, version } from "./make-model.ts";

const LEDGER = beta(
  {
    operations: {
      "GET /b": call("Duty", {
        absent: "June",
        aliases: { "Get-Task": "published" },
        methodAliases: { getTask: "renamed" },
      }),
      "GET /a/{}": call("Role", { back: "July" }),
      "GET /c": call("Other"),
    },
    models: { "a.yaml": model("Role", { aliases: { OldRole: "published" } }), "a.yaml#/properties/x": model("RoleX") },
    retired: {
      operations: { "GET /r": call("Gone", { absent: "May" }), "GET /s": call("Dead") },
      models: { "r.yaml": model("GoneModel") },
    },
  },
  { alpha: entries({ operations: { "GET /z": call("Zed") } }) },
);
const prefixOf = (version: string): string => (version === "beta" ? "Beta" : "");

describe("names list", () => {
  const list = (options: Omit<ListOptions, "prefixOf">): readonly string[] =>
    listNames(LEDGER, { ...options, prefixOf }).map(
      ({ version, kind, state, since, place, powershell, typescript, aliases }) =>
        [version, kind, state, since, place, powershell, typescript, ...aliases]
          .filter((part) => part !== undefined)
          .join(" "),
    );
  const ALL = [
    "alpha operation live GET /z Get-Zed getZed",
    "beta operation back July GET /a/{} Get-BetaRole getRole",
    "beta operation absent June GET /b Get-BetaDuty getDuty Get-BetaTask getTask",
    "beta operation live GET /c Get-BetaOther getOther",
    "beta operation retired May GET /r Get-BetaGone getGone",
    "beta operation retired GET /s Get-BetaDead getDead",
    "beta model live a.yaml Role Role OldRole",
    "beta model live a.yaml#/properties/x RoleX RoleX",
    "beta model retired r.yaml GoneModel GoneModel",
  ];

  it.each<[string, Omit<ListOptions, "prefixOf">, readonly string[]]>([
    ["everything, in order", {}, ALL],
    ["one version", { version: "alpha" }, ALL.slice(0, 1)],
    ["operations", { kind: "operation" }, ALL.slice(0, 6)],
    ["models", { kind: "model" }, ALL.slice(6)],
    ["what is retired", { state: "retired" }, [ALL[4] ?? "", ALL[5] ?? "", ALL[8] ?? ""]],
    ["what is back", { state: "back" }, [ALL[1] ?? ""]],
    ["what has an alias", { matching: "OLDROLE" }, [ALL[6] ?? ""]],
    ["what has an alias with the prefix", { matching: "betatask" }, [ALL[2] ?? ""]],
    ["what has a key", { matching: "get /a" }, [ALL[1] ?? ""]],
    ["nothing of an unknown version", { version: "v9" }, []],
  ])("has %s", (_, options, expected) => {
    expect(list(options)).toEqual(expected);
  });

  it("tells a state and since when", () => {
    expect([
      stateOf({}, false),
      stateOf({ absent: "a", back: "b" }, false),
      stateOf({ back: "b" }, false),
    ]).toStrictEqual([{ state: "live" }, { state: "absent", since: "a" }, { state: "back", since: "b" }]);
    expect([stateOf({ back: "b" }, true), stateOf({ absent: "a" }, true)]).toStrictEqual([
      { state: "retired" },
      { state: "retired", since: "a" },
    ]);
  });
});

describe("the entries that a text means", () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ["GET /a/{id}", ["GET /a/{}"], []],
    ["GET /a/{}", ["GET /a/{}"], []],
    ["get /b", [], []],
    ["Get-BetaRole", ["GET /a/{}"], []],
    ["get-role", ["GET /a/{}"], []],
    ["GETROLE", ["GET /a/{}"], []],
    ["roleid", ["GET /a/{}"], []],
    ["Get-BetaTask", ["GET /b"], []],
    ["gettask", ["GET /b"], []],
    ["role", [], ["a.yaml"]],
    ["OldRole", [], ["a.yaml"]],
    ["a.yaml", [], ["a.yaml"]],
    ["a.yaml#/properties/x", [], ["a.yaml#/properties/x"]],
    ["getGone", [], []],
    ["toString", [], []],
  ])("%s are %j and %j", (text, operations, models) => {
    expect(findEntries(betaOf(LEDGER), text, "Beta")).toEqual({ operations, models });
  });

  it("are all that have the name, in order", () => {
    const version = entries({
      operations: { "GET /b": call("X"), "GET /a": call("x") },
      models: { "b.yaml": model("getX"), "a.yaml": model("getx") },
    });
    expect(findEntries(version, "getx", "")).toEqual({
      operations: ["GET /a", "GET /b"],
      models: ["a.yaml", "b.yaml"],
    });
  });

  it.each([
    ["Get-BetaRole", "Beta", "get-role"],
    ["Get-betaRole", "Beta", "get-role"],
    ["Get-Role", "Beta", "get-role"],
    ["Get-BetaRole", "", "get-betarole"],
    ["BetaRole", "Beta", "betarole"],
    ["-BetaRole", "Beta", "-betarole"],
  ])("%s with the prefix %j is searched as %s", (text, prefix, plain) => {
    expect(plainName(text, prefix)).toBe(plain);
  });
});

/** The two scopes that `names rename` looks for, with simple rules. */
const NAMINGS = [
  {
    target: "powershell",
    scopes: [
      {
        of: "operation",
        name: "cmdlet",
        field: "cmdlet",
        chosen: (name: string) => (/^Get-/u.test(name) ? undefined : "must begin with Get"),
        held: ({ ledger }: { readonly ledger: VersionLedger }) =>
          Object.entries(ledger.operations).map(([key, { cmdlet }]) => [cmdlet, `the name of ${key}`] as const),
      },
      {
        of: "operation",
        name: "method",
        field: "method",
        chosen: (name: string) => (name.includes(" ") ? "has a blank" : undefined),
      },
    ],
  },
] as unknown as readonly TargetNaming[];

describe("names rename", () => {
  const rename = (renaming: Partial<Parameters<typeof renameName>[1]>, ledger: Ledger = LEDGER): LedgerChange =>
    renameName(ledger, { version: "beta", what: "", ...renaming }, { prefix: "Beta", namings: NAMINGS });
  const renamed = (change: LedgerChange): VersionLedger => {
    if ("problem" in change) throw new Error(change.problem);
    return betaOf(change.ledger);
  };

  it.each<[string, Partial<Parameters<typeof renameName>[1]>, string]>([
    ["a version that is missing", { version: "v9", what: "getRole" }, "the ledger has no version v9"],
    ["an operation that is missing", { what: "getNone", cmdlet: "Get-X" }, "beta has no operation getNone"],
    ["a model that is missing", { what: "getRole", model: "X" }, "beta has no model getRole"],
    ["the same name", { what: "getRole", cmdlet: "Get-BetaRole" }, "GET /a/{} already has that name"],
    ["no name at all", { what: "getRole" }, "GET /a/{} already has that name"],
    ["the same name of a model", { what: "a.yaml", model: "Role" }, "a.yaml already has that name"],
    ["a cmdlet against the rules", { what: "getRole", cmdlet: "Find-Role" }, "Find-Role must begin with Get"],
    ["a method against the rules", { what: "getRole", method: "a b" }, "a b has a blank"],
    [
      "a model against the rules",
      { what: "a.yaml", model: "role" },
      "role must begin with a capital letter and have only letters and digits",
    ],
    ["a cmdlet that another has", { what: "getRole", cmdlet: "get-other" }, "get-other must begin with Get"],
    [
      "a cmdlet that another has, in other case",
      { what: "getRole", cmdlet: "Get-OTHER" },
      "the name Get-OTHER is taken (the name of GET /c)",
    ],
    [
      "a method that another has",
      { what: "getRole", method: "GETOTHER" },
      "the name GETOTHER is taken (the method of GET /c)",
    ],
    [
      "a model that another has",
      { what: "a.yaml", model: "Rolex" },
      "the name Rolex is taken (the name of a.yaml#/properties/x)",
    ],
  ])("refuses %s", (_, renaming, problem) => {
    expect(rename(renaming)).toEqual({ problem });
  });

  it("refuses a name of two things, and a former call of another", () => {
    const twins = beta({
      operations: { "GET /b": call("X"), "GET /a": call("X", { formerCalls: { T: { was: "renamed" } } }) },
    });
    expect(rename({ what: "getX", cmdlet: "Get-Y" }, twins)).toEqual({
      problem: "getX is ambiguous: it could be GET /a or GET /b",
    });
    expect(rename({ what: "GET /b", method: "was" }, twins)).toEqual({
      problem: "the name was is taken (the method of GET /a)",
    });
  });

  it("changes a cmdlet alone, without its prefix, and leaves its method as it is", () => {
    const change = rename({ what: "getRole", cmdlet: "Get-BetaX" });
    expect("changed" in change ? change.changed : []).toEqual(["GET /a/{}"]);
    expect(renamed(change)).toEqual({
      ...betaOf(LEDGER),
      operations: {
        ...betaOf(LEDGER).operations,
        "GET /a/{}": call("Role", {
          back: "July",
          cmdlet: "Get-X",
          why: "renamed",
          aliases: { "Get-Role": "renamed" },
        }),
      },
    });
    expect(renamed(change).operations["GET /a/{}"]).not.toHaveProperty("methodAliases");
  });

  it("changes a method alone, and leaves the names of inline types as they are", () => {
    const { operations } = renamed(rename({ what: "getRole", method: "fetchRole" }));
    expect(operations["GET /a/{}"]).toEqual(
      call("Role", {
        back: "July",
        method: "fetchRole",
        types: "GetRole",
        why: "renamed",
        methodAliases: { getRole: "renamed" },
      }),
    );
    expect(operations["GET /a/{}"]).not.toHaveProperty("aliases");
    const twice = beta({ operations });
    expect(renamed(rename({ what: "fetchRole", method: "x" }, twice)).operations["GET /a/{}"]?.types).toBe("GetRole");
  });

  it("gives back a former name, in any case, and makes no alias of a name in other case", () => {
    const { operations } = renamed(rename({ what: "GET /b", cmdlet: "Get-TASK", method: "GETDUTY" }));
    expect(operations["GET /b"]).toMatchObject({
      cmdlet: "Get-TASK",
      method: "GETDUTY",
      aliases: { "Get-Duty": "renamed" },
      methodAliases: { getTask: "renamed" },
    });
    expect(operations["GET /b"]?.aliases).toEqual({ "Get-Duty": "renamed" });
    expect(operations["GET /b"]?.methodAliases).toEqual({ getTask: "renamed" });
    const published = beta({ operations: { "GET /a": call("A", { published: "Get-B" }), "GET /b": call("B") } });
    expect(
      renamed(rename({ what: "GET /a", cmdlet: "get-b".replace("get", "Get") }, published)).operations["GET /a"]
        ?.cmdlet,
    ).toBe("Get-b");
  });

  it("changes a model and keeps its old name", () => {
    const change = rename({ what: "role", model: "Duty" });
    expect("changed" in change ? change.changed : []).toEqual(["a.yaml"]);
    expect(renamed(change).models).toEqual({
      "a.yaml": model("Duty", { print: "prole", why: "renamed", aliases: { OldRole: "published", Role: "renamed" } }),
      "a.yaml#/properties/x": model("RoleX"),
    });
    expect(renamed(rename({ what: "role", model: "Oldrole" })).models["a.yaml"]?.aliases).toEqual({ Role: "renamed" });
  });
});

describe("names retire", () => {
  const retire = (what: readonly string[], version = "beta"): LedgerChange =>
    retireNames(LEDGER, { version, what }, "Beta");

  it("makes tombstones of what is named, and of the types in a model", () => {
    const change = retire(["Get-BetaOther", "Role"]);
    if ("problem" in change) throw new Error(change.problem);
    expect(change.changed).toEqual(["GET /c", "a.yaml", "a.yaml#/properties/x"]);
    const { operations, models, retired } = betaOf(change.ledger);
    expect([Object.keys(operations), Object.keys(models)]).toEqual([["GET /b", "GET /a/{}"], []]);
    expect([Object.keys(retired.operations).sort(), Object.keys(retired.models).sort()]).toEqual([
      ["GET /c", "GET /r", "GET /s"],
      ["a.yaml", "a.yaml#/properties/x", "r.yaml"],
    ]);
    expect(Object.keys(change.ledger.versions)).toEqual(["alpha", "beta"]);
  });

  it("makes a tombstone of an inline type alone, and of a component with its own types", () => {
    const change = retire(["RoleX"]);
    expect("changed" in change ? change.changed : []).toEqual(["a.yaml#/properties/x"]);
    const at = (key: string): string => `r.yaml#/components/schemas/${key}`;
    const ledger = beta({
      models: { [at("A")]: model("A"), [`${at("A")}/items`]: model("AItem"), [at("AB")]: model("AB") },
    });
    const other = retireNames(ledger, { version: "beta", what: ["A"] }, "");
    expect("changed" in other ? other.changed : []).toEqual([at("A"), `${at("A")}/items`]);
  });

  it.each<[string, readonly string[], string]>([
    ["beta", ["getRole", "none"], "beta has no operation or model none"],
    ["v9", ["getRole"], "the ledger has no version v9"],
  ])("of %s %j is refused", (version, what, problem) => {
    expect(retire(what, version)).toEqual({ problem });
  });

  it("refuses a name of two things", () => {
    const ledger = beta({
      operations: { "GET /a": call("A", { method: "Role" }) },
      models: { "a.yaml": model("Role") },
    });
    expect(retireNames(ledger, { version: "beta", what: ["role"] }, "")).toEqual({
      problem: "role is ambiguous: it could be GET /a or a.yaml",
    });
  });
});

describe("names explain", () => {
  const FULL = beta(
    {
      operations: {
        "GET /a/{}": call("Role", {
          was: ["GET /0/{}"],
          ids: ["oldId"],
          twins: ["v2 GET /v2/a/{}"],
          published: "Get-Published",
          types: "RoleTypes",
          why: "renamed",
          absent: "June",
          aliases: { "Get-Task": "published" },
          methodAliases: { getTask: "renamed" },
          formerCalls: { Old: { oldRole: "renamed" } },
        }),
        "GET /b": call("Plain"),
      },
      models: {
        "a.yaml": model("Role", {
          was: ["0.yaml"],
          input: "RoleBody",
          aliases: { OldRole: "published", Older: "renamed" },
          why: "made-up",
        }),
        "b.yaml": model("Plain"),
      },
      tags: {
        Wire: { class: "TagApi", module: "tag-module", property: "tagged", was: ["Former"] },
        Bare: { class: "BareApi", module: "bare", property: "bare" },
      },
      events: { made: { name: "MadeEvent", was: ["done"], back: "July" }, bare: { name: "BareEvent" } },
      parameters: { filters: { argument: "filter", cmdlet: "Filters" } },
      retired: { operations: { "GET /r": call("Gone") }, models: {} },
      reserved: { Kept: "published twice" },
    },
    { alpha: entries({ operations: { "GET /b": call("Plain") } }) },
  );
  const options: ExplainOptions = { ledger: FULL, overrides: NO_OVERRIDES, namings: [], prefixOf };
  const explain = (text: string, more: Partial<ExplainOptions> = {}): ReturnType<typeof explainName> =>
    explainName(text, { ...options, ...more });

  it.each<[string, readonly string[]]>([
    ["GET /a/{id}", ["GET /a/{}"]],
    ["GET /0/{x}", ["GET /a/{}"]],
    ["Get-BetaRole", ["GET /a/{}"]],
    ["GETROLE", ["GET /a/{}"]],
    ["roleid", ["GET /a/{}"]],
    ["OLDID", ["GET /a/{}"]],
    ["get-published", ["GET /a/{}"]],
    ["roletypes", ["GET /a/{}"]],
    ["Get-BetaTask", ["GET /a/{}"]],
    ["gettask", ["GET /a/{}"]],
    ["oldrole", ["GET /a/{}", "a.yaml"]],
    ["a.yaml", ["a.yaml"]],
    ["0.yaml", ["a.yaml"]],
    ["role", ["a.yaml"]],
    ["rolebody", ["a.yaml"]],
    ["roleinput", []],
    ["plaininput", ["b.yaml"]],
    ["older", ["a.yaml"]],
    ["wire", ["Wire"]],
    ["tagapi", ["Wire"]],
    ["tag-module", ["Wire"]],
    ["TAGGED", ["Wire"]],
    ["former", ["Wire"]],
    ["made", ["made"]],
    ["madeevent", ["made"]],
    ["DONE", ["made"]],
    ["filters", ["filters"]],
    ["filter", ["filters"]],
    ["kept", ["Kept"]],
    ["getgone", ["GET /r"]],
    ["getPlain", ["GET /b", "GET /b"]],
    ["nothing", []],
  ])("finds %s at %j", (text, places) => {
    expect(explain(text).map(({ place }) => place)).toEqual(places);
  });

  it("looks in one version, and in all of them in order", () => {
    expect(explain("getPlain").map(({ version, name }) => `${version} ${name}`)).toEqual([
      "alpha Get-Plain",
      "beta Get-BetaPlain",
    ]);
    expect(explain("getPlain", { version: "beta" }).map(({ version }) => version)).toEqual(["beta"]);
  });

  it.each<[string, object]>([
    [
      "GET /a/{}",
      {
        version: "beta",
        kind: "operation",
        place: "GET /a/{}",
        name: "Get-BetaRole",
        method: "getRole",
        state: "absent since June",
        was: ["GET /0/{}"],
        ids: ["oldId"],
        twins: ["v2 GET /v2/a/{}"],
        lock: "beta GET /a/{}",
        why: "renamed by hand",
        published: "Get-BetaPublished",
        aliases: ["Get-BetaTask (published)", "getTask (renamed)", "oldRole (in the class of the tag Old)"],
        seen: "v1",
      },
    ],
    [
      "GET /r",
      {
        version: "beta",
        kind: "operation",
        place: "GET /r",
        name: "Get-BetaGone",
        method: "getGone",
        state: "retired",
        lock: "beta GET /r",
        why: "as the rules make it, and as published where it was",
        published: "Get-BetaGone",
        aliases: [],
        seen: "v1",
      },
    ],
    [
      "a.yaml",
      {
        version: "beta",
        kind: "model",
        place: "a.yaml",
        name: "Role",
        was: ["0.yaml"],
        lock: "beta a.yaml",
        why: "made-up",
        published: "OldRole",
        aliases: ["OldRole (published)", "Older (renamed)"],
        seen: "v1",
      },
    ],
    [
      "b.yaml",
      {
        version: "beta",
        kind: "model",
        place: "b.yaml",
        name: "Plain",
        lock: "beta b.yaml",
        why: "as the rules make it, and as published where it was",
        aliases: [],
        seen: "v1",
      },
    ],
    [
      "Wire",
      {
        version: "beta",
        kind: "tag",
        place: "Wire",
        name: "TagApi",
        method: "tagged",
        was: ["Former"],
        lock: "beta tag Wire",
        why: "as the rules make it, and as published where it was",
        aliases: [],
        seen: "beta",
      },
    ],
    [
      "BareApi",
      {
        version: "beta",
        kind: "tag",
        place: "Bare",
        name: "BareApi",
        method: "bare",
        lock: "beta tag Bare",
        why: "as the rules make it, and as published where it was",
        aliases: [],
        seen: "beta",
      },
    ],
    [
      "made",
      {
        version: "beta",
        kind: "event",
        place: "made",
        name: "MadeEvent",
        state: "back since July",
        was: ["done"],
        lock: "beta event made",
        why: "as the rules make it, and as published where it was",
        aliases: [],
        seen: "beta",
      },
    ],
    [
      "BareEvent",
      {
        version: "beta",
        kind: "event",
        place: "bare",
        name: "BareEvent",
        lock: "beta event bare",
        why: "as the rules make it, and as published where it was",
        aliases: [],
        seen: "beta",
      },
    ],
    [
      "filters",
      {
        version: "beta",
        kind: "parameter",
        place: "filters",
        name: "Filters",
        method: "filter",
        lock: "beta parameter filters",
        why: "as the rules make it, and as published where it was",
        aliases: [],
        seen: "beta",
      },
    ],
    [
      "Kept",
      {
        version: "beta",
        kind: "kept free",
        place: "Kept",
        name: "Kept",
        lock: "beta reserved",
        why: "published twice",
        aliases: [],
        seen: "beta",
      },
    ],
  ])("tells everything of %s", (text, expected) => {
    expect(explain(text)).toStrictEqual([expected]);
  });

  it("tells the reason of an override for the version and the id", () => {
    const overrides: ExplainOptions["overrides"] = {
      operations: [
        { at: "GET /b", id: "otherId", names: {}, reason: "another id" },
        { at: "GET /b", versions: ["beta"], id: "PlainId", names: {}, reason: "right" },
      ],
      models: [
        { at: "a.yaml", versions: ["v2"], name: "X", reason: "another version" },
        { at: "b.yaml", name: "X", reason: "right" },
      ],
      parameters: [],
    };
    expect(explain("getPlain", { overrides }).map(({ override }) => override)).toEqual([undefined, "right"]);
    expect(explain("a.yaml", { overrides })[0]?.override).toBeUndefined();
    expect(explain("b.yaml", { overrides })[0]?.override).toBe("right");
  });

  it.each([
    "action-word",
    "approved-verb",
    "as-written",
    "bare-verb",
    "case-only",
    "collision",
    "doubled-verb",
    "duplicate-id",
    "duplicate-operation-id",
    "folder",
    "foreign-tree",
    "http-method-as-noun",
    "http-method-noun",
    "list-plural",
    "misleading-verb",
    "namespaced-id",
    "no-id",
    "noun-only",
    "number",
    "published-holder",
    "put-beside-patch",
    "qualified",
    "renamed",
    "split-word",
  ])("has a sentence for the reason %s", (why) => {
    const [found] = explain("getX", { ledger: beta({ operations: { "GET /x": call("X", { why }) } }) });
    expect(found?.why).toMatch(/^[a-z].*[a-z: ]{12}/u);
    expect(found?.why).not.toBe(why);
  });

  it("tells what the rules make of an operation of the model, and nothing of another version's", () => {
    const own = version("beta", { operations: [operation("GET /b listThings")] });
    const scope = (name: string, wanted: string): object => ({
      of: "operation",
      name,
      field: name,
      request: () => ({ candidates: [wanted, "Other"] }),
    });
    const scopes = [scope("cmdlet", "Get-Things"), scope("method", "listThings")];
    const known = [{ target: "x", scopes }] as unknown as readonly TargetNaming[];
    expect(explain("getPlain", { model: { versions: [own] }, namings: known }).map(({ rule }) => rule)).toEqual([
      undefined,
      "Get-BetaThings, listThings (the id's first word is the verb, the others are the noun)",
    ]);
  });

  it("tells live entries before tombstones", () => {
    const ledger = beta({
      operations: { "GET /b": call("X"), "GET /a": call("X") },
      retired: { operations: { "GET /0": call("X") }, models: {} },
    });
    expect(explain("getX", { ledger }).map(({ place, state }) => [place, state])).toEqual([
      ["GET /a", undefined],
      ["GET /b", undefined],
      ["GET /0", "retired"],
    ]);
  });
});
