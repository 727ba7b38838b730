import { describe, expect, it } from "vitest";
import type { ApiVersion, Declaration } from "../../../../generator/model/model.ts";
import { followEvents } from "../../../../generator/names/history/follow-events.ts";
import { followMoves, isKnown } from "../../../../generator/names/history/moves.ts";
import { refreshVersion } from "../../../../generator/names/history/refresh.ts";
import { rekeyOldPlaces } from "../../../../generator/names/history/rekey.ts";
import { reviveRetired } from "../../../../generator/names/history/revive.ts";
import { sketchOf } from "../../../../generator/names/history/sketch.ts";
import { referrersOf, shapeSketch } from "../../../../generator/names/history/traits.ts";
import { fingerprint, payloadPrint } from "../../../../generator/names/ledger/fingerprint.ts";
import type { LedgerModel, VersionLedger } from "../../../../generator/names/ledger/ledger.ts";
import { modelKeys } from "../../../../generator/names/ledger/model-key.ts";
import * as make from "../../passes/make.ts";
import { operation, version } from "../make-model.ts";
import { call, entries, model } from "./ledgers.ts";

const { TEXT, INTEGER, UNKNOWN, ref, list, map, nullable, literal, object, union, alias, enumeration } = make;

const eventOf = (wire: string, payload: ReturnType<typeof ref>, triggerId = wire): ApiVersion["events"][number] =>
  ({
    wire,
    triggerId,
    payload,
    origin: { file: "e.yaml", pointer: `/${wire}` },
  }) as unknown as ApiVersion["events"][number];

describe("the fingerprint of a declaration", () => {
  it.each<[string, Declaration, Declaration, boolean]>([
    ["its id", object("A", { a: TEXT }), object("B", { a: TEXT }), true],
    ["the order of properties", object("A", { a: TEXT, b: INTEGER }), object("A", { b: INTEGER, a: TEXT }), true],
    ["the name of a property", object("A", { a: TEXT }), object("A", { b: TEXT }), false],
    ["the type of a property", object("A", { a: TEXT }), object("A", { a: INTEGER }), false],
    ["what a property refers to", object("A", { a: ref("X") }), object("A", { a: ref("Y") }), true],
    ["whether it may be null", object("A", { a: nullable(TEXT) }), object("A", { a: TEXT }), true],
    ["a list", object("A", { a: list(TEXT) }), object("A", { a: TEXT }), false],
    ["the item of a list", object("A", { a: list(TEXT) }), object("A", { a: list(INTEGER) }), false],
    ["a map", object("A", { a: map(TEXT) }), object("A", { a: list(TEXT) }), false],
    [
      "a position",
      alias("A", { kind: "list", item: TEXT, positions: { uses: [INTEGER], required: 1, isClosed: true } }),
      alias("A", list(TEXT)),
      false,
    ],
    ["a literal", object("A", { a: literal("x") }), object("A", { a: literal("y") }), false],
    ["the type of a literal", object("A", { a: literal("1") }), object("A", { a: literal(1) }), false],
    [
      "an exact literal",
      object("A", { a: { kind: "literal", value: "1", exact: true } }),
      object("A", { a: literal(1) }),
      true,
    ],
    [
      "why a type is not known",
      object("A", { a: UNKNOWN }),
      object("A", { a: { kind: "unknown", reason: "other" } }),
      true,
    ],
    ["what is never", object("A", { a: { kind: "never", reason: "x" } }), object("A", { a: UNKNOWN }), false],
    ["the values of an enumeration", enumeration("A", ["x", "y"]), enumeration("A", ["x", "z"]), false],
    ["the order of values", enumeration("A", ["x", "y"]), enumeration("A", ["y", "x"]), true],
    ["the members of a union", union("A", [TEXT, INTEGER]), union("A", [TEXT]), false],
    ["the order of members", union("A", [TEXT, INTEGER]), union("A", [INTEGER, TEXT]), true],
    ["the target of an alias", alias("A", TEXT), alias("A", INTEGER), false],
    ["its kind", alias("A", TEXT), union("A", [TEXT]), false],
    [
      "alternatives",
      object("A", {}, { alternatives: [{ members: [{ use: TEXT, tagValues: [] }] }] }),
      object("A", {}),
      false,
    ],
    [
      "the members of alternatives",
      object("A", {}, { alternatives: [{ members: [{ use: TEXT, tagValues: [] }] }] }),
      object("A", {}, { alternatives: [{ members: [{ use: INTEGER, tagValues: [] }] }] }),
      false,
    ],
  ])("depends, or not, on %s", (_, one, other, isEqual) => {
    expect(fingerprint(one) === fingerprint(other)).toBe(isEqual);
    expect(fingerprint(one)).toMatch(/^[a-z\d]{14}$/u);
  });

  it("of an event's payload is that of its declaration", () => {
    const found = new Map<string, Declaration>([["A", object("A", { a: TEXT })]]);
    const print = (use: ReturnType<typeof ref>): string => payloadPrint(use, (id) => found.get(id));
    expect(print(ref("A"))).toBe(fingerprint(object("B", { a: TEXT })));
    expect(print(ref("None"))).not.toBe(print(TEXT));
    expect(print(list(TEXT))).not.toBe(print(list(INTEGER)));
  });
});

describe("the shape of a declaration", () => {
  it.each<[string, Declaration, readonly string[]]>([
    ["its properties", object("A", { a: TEXT, b: INTEGER }), ["a", "b"]],
    ["its values", enumeration("A", ["x", "y"]), ["=x", "=y"]],
    ["its members by their last names", union("A", [ref("a/Role.yaml"), ref("r#/c/Duty")]), ['|"role"', '|"duty"']],
    ["its members that are no references", union("A", [TEXT]), [`|${JSON.stringify(TEXT)}`]],
    ["the kind of its target", alias("A", list(TEXT)), ["alias list"]],
  ])("is %s", (_, declaration, members) => {
    expect(shapeSketch(declaration)).toBe(sketchOf(members));
  });
});

describe("the places that refer to a declaration", () => {
  it("are operations, events and other declarations, by their names", () => {
    const content = {
      codec: "json",
      use: ref("A"),
      fields: [{ wire: "f", use: list(ref("A")) }],
      origin: { file: "", pointer: "" },
    };
    const own = {
      ...operation("POST /a a1"),
      parameters: [make.parameter("query q", ref("A"))],
      body: { contents: [content] },
      answers: [{ status: "200", contents: [content], headers: [] }],
    } as unknown as ReturnType<typeof operation>;
    const found = referrersOf(
      version("v1", {
        operations: [own],
        events: [{ ...eventOf("made", ref("A")), reply: ref("A") }, eventOf("other", TEXT)],
        declarations: [
          object("A", { self: ref("A") }),
          object(
            "O",
            { p: ref("A") },
            { rest: map(ref("A")), alternatives: [{ members: [{ use: ref("A"), tagValues: [] }] }] },
          ),
          union("U", [ref("A")]),
          alias("L", list(ref("A"))),
          object("Nameless", { p: ref("A") }),
          enumeration("E", ["x"]),
        ],
      }),
      (id) => (id === "Nameless" ? undefined : `N${id}`),
    );
    expect([...(found.get("A") ?? [])].sort()).toEqual([
      "NL =",
      "NO *",
      "NO p",
      "NO |",
      "NU |",
      "POST /a 200",
      "POST /a body",
      "POST /a field f",
      "POST /a parameter q",
      "event made",
      "event made reply",
    ]);
    expect([...found.keys()]).toEqual(["A"]);
  });
});

describe("a run follows what moved", () => {
  const printed = (declaration: Declaration, more: Partial<LedgerModel> = {}): LedgerModel =>
    model("Known", { print: fingerprint(declaration), shape: shapeSketch(declaration), ...more });
  const followed = (
    own: ApiVersion,
    ledger: VersionLedger,
    isPartial = false,
  ): { readonly keys: readonly string[]; readonly moved: readonly string[]; readonly findings: readonly string[] } => {
    const { ledger: after, moved, diagnostics } = followMoves(own, ledger, { keys: modelKeys(own), isPartial });
    return {
      keys: [...Object.keys(after.operations), ...Object.keys(after.models), ...Object.keys(after.events)],
      moved: moved.map(({ kind, from, to, name }) => `${kind} ${from} ${to} ${name}`),
      findings: diagnostics.map(
        ({ code, version: label, origin, message }) =>
          `${code} ${String(label)} ${origin?.file ?? "?"}#${origin?.pointer ?? ""} ${message}`,
      ),
    };
  };
  const role = object("b/Role.yaml", { id: TEXT, name: TEXT });

  it("of operations", () => {
    const own = version("beta", { operations: [operation("GET /b getRole")] });
    const ledger = entries({ operations: { "GET /a": call("Role", { id: "getRole" }) } });
    expect(followed(own, ledger)).toEqual({
      keys: ["GET /b"],
      moved: ["operation GET /a GET /b Get-Role"],
      findings: ["operation-moved beta root.yaml#/paths/GET /b GET /a is gone and GET /b is new: the id is the same"],
    });
    expect(followed(own, ledger, true)).toEqual({ keys: ["GET /a"], moved: [], findings: [] });
    const doubt = followed(version("beta", { operations: [operation("POST /b getRole")] }), ledger);
    expect(doubt).toEqual({
      keys: ["GET /a"],
      moved: [],
      findings: [
        "move-doubtful beta root.yaml#/paths/POST /b GET /a is gone and POST /b came: the id is the same, but the HTTP method differs, which may be a coincidence",
      ],
    });
    const live = version("beta", { operations: [operation("GET /b getRole"), operation("GET /c getRole")] });
    expect(
      followed(
        live,
        entries({ operations: { "GET /a": call("Role", { id: "getRole" }), "GET /c": call("C", { id: "getRole" }) } }),
      ).moved,
    ).toEqual([]);
  });

  it("of models, with the place of a part where the file is no type", () => {
    const own = version("beta", { declarations: [role] });
    const ledger = entries({ models: { "a/Role.yaml": printed(role), "kept.yaml": model("Kept") } });
    expect(followed(own, ledger)).toEqual({
      keys: ["b/Role.yaml", "kept.yaml"],
      moved: ["model a/Role.yaml b/Role.yaml Known"],
      findings: [
        "schema-moved beta b/Role.yaml# a/Role.yaml is gone and b/Role.yaml is new: the name and the shape are the same",
      ],
    });
    expect(followed(own, ledger, true).keys).toEqual(["a/Role.yaml", "kept.yaml"]);
    const part = object(
      "x/b/400.yaml#/content/x",
      { id: TEXT },
      { place: { kind: "sharedAnswer", status: "400", key: "x/b/400.yaml", steps: [] } },
    );
    const parts = followed(
      version("beta", { declarations: [part] }),
      entries({ models: { "b/400.yaml#/content/x": printed(part) } }),
    );
    expect(parts.findings).toEqual([
      "schema-moved beta x/b/400.yaml#/content/x b/400.yaml is gone and x/b/400.yaml is new: the paths differ only in their top folders",
    ]);
    expect(parts.moved).toEqual(["model b/400.yaml x/b/400.yaml b/400.yaml"]);
    expect(parts.keys).toEqual(["x/b/400.yaml#/content/x"]);
  });

  it("not of models in doubt, nor to a shape that others have", () => {
    const other = object("b/Role.yaml", { x: TEXT, y: TEXT });
    const doubt = followed(
      version("beta", { declarations: [other] }),
      entries({ models: { "a/Role.yaml": printed(role) } }),
    );
    expect([doubt.keys, doubt.moved]).toEqual([["a/Role.yaml"], []]);
    expect(doubt.findings).toEqual([
      "move-doubtful beta b/Role.yaml# a/Role.yaml is gone and b/Role.yaml came: the name is the same, but the shape differs, which may be a coincidence",
    ]);
    const duty = object("b/Duty.yaml", { id: TEXT, name: TEXT });
    const common = followed(
      version("beta", { declarations: [duty, object("live.yaml", { id: TEXT, name: TEXT })] }),
      entries({ models: { "a/Role.yaml": printed(role), "live.yaml": printed(role) } }),
    );
    expect(common.findings).toEqual([]);
    const gone = followed(
      version("beta", { declarations: [duty] }),
      entries({ models: { "a/Role.yaml": printed(role) } }),
    );
    expect(gone.findings).toHaveLength(1);
  });

  it("of an inline type that became a file", () => {
    const user = object("User.yaml", { role: ref("Role.yaml") });
    const file = object("Role.yaml", { id: TEXT, name: TEXT });
    const ledger = entries({ models: { "User.yaml": model("User"), "User.yaml#/properties/role": printed(file) } });
    expect(followed(version("beta", { declarations: [user, file] }), ledger)).toEqual({
      keys: ["User.yaml", "Role.yaml"],
      moved: ["model User.yaml#/properties/role Role.yaml Known"],
      findings: [
        "schema-moved beta Role.yaml# User.yaml#/properties/role is gone and Role.yaml is new: the shape is the same, and what contained the schema now refers to it",
      ],
    });
  });

  it("of events", () => {
    const at = (wire: string, more: Partial<VersionLedger["events"][string]> = {}): VersionLedger =>
      entries({ events: { [wire]: { name: "E", ...more } }, models: { [`event ${wire}#`]: model("P") } });
    const moved = (own: ApiVersion["events"][number], ledger: VersionLedger): readonly string[] => {
      const { ledger: after, diagnostics } = followEvents(version("beta", { events: [own] }), ledger);
      return [
        ...Object.keys(after.events),
        ...Object.keys(after.models),
        ...diagnostics.map(
          ({ code, version: label, origin, message }) =>
            `${code} ${String(label)} ${String(origin?.pointer)} ${message}`,
        ),
      ];
    };
    expect(moved(eventOf("widget.made", TEXT), at("widgetMade"))).toEqual([
      "widget.made",
      "event widget.made#",
      "event-moved beta /widget.made the event widgetMade is gone and widget.made is new: the names differ only in case and punctuation",
    ]);
    expect(moved(eventOf("b", TEXT, "idn:x"), at("a", { id: "idn:x" }))).toEqual([
      "b",
      "event b#",
      "event-moved beta /b the event a is gone and b is new: both have the trigger id idn:x",
    ]);
    expect(moved(eventOf("b", TEXT, "b"), at("a", { id: "b" }))).toEqual(["a", "event a#"]);
    expect(moved(eventOf("b", TEXT), at("a", { print: payloadPrint(TEXT, () => undefined) }))).toEqual([
      "a",
      "event a#",
      "move-doubtful beta /b a is gone and b came: their payloads look the same, which may be a coincidence",
    ]);
    expect(moved(eventOf("b", INTEGER), at("a", { print: payloadPrint(TEXT, () => undefined) }))).toEqual([
      "a",
      "event a#",
    ]);
    expect(moved(eventOf("%", TEXT), at("!"))).toEqual(["!", "event !#"]);
  });

  it("gives tags to entries of format 1", () => {
    const own = version("beta", { operations: [operation("GET /a a1", { tag: "T" }), operation("GET /b b1")] });
    const { tag: _tag, ...untagged } = call("A");
    const { ledger } = followMoves(own, entries({ operations: { "GET /a": untagged } }), { keys: modelKeys(own) });
    expect(ledger.operations).toEqual({ "GET /a": { ...untagged, tag: "T" } });
    const same = entries({ operations: { "GET /a": call("A", { tag: "T" }) } });
    expect(followMoves(own, same, { keys: modelKeys(own) }).ledger).toBe(same);
  });

  it("knows an entry by the declaration's key, its id and its copies", () => {
    const own = object("GET /a#x", { id: TEXT }, { also: ["old.yaml"] });
    const keys = modelKeys(version("beta", { declarations: [own] }));
    const known = (key: string): boolean => isKnown(entries({ models: { [key]: model("A") } }), own, keys);
    expect([known("GET /a#x"), known("old.yaml"), known("other.yaml")]).toEqual([true, true, false]);
  });
});

describe("keys of format 1", () => {
  const inline = (id: string): Declaration => object(id, { id: TEXT }, { place: make.answered("GET /a/{}", "200") });
  const rekeyed = (id: string, keys: readonly string[]): readonly string[] => {
    const own = version("beta", { declarations: [inline(id)], operations: [operation("GET /a/{id} a1")] });
    return Object.keys(
      rekeyOldPlaces(own, entries({ models: Object.fromEntries(keys.map((key) => [key, model("A")])) }), modelKeys(own))
        .models,
    );
  };
  const ID = "r.yaml#/paths/~1a~1{id}/get/responses/200";

  it.each<[string, readonly string[], readonly string[]]>([
    ["are the same place", [ID, "x"], ["GET /a/{}#/answers/200", "x"]],
    ["are another file and placeholder", ["b/R.yaml#/paths/~1a~1{key}/get/responses/200"], ["GET /a/{}#/answers/200"]],
    [
      "are not two places",
      ["b/r.yaml#/paths/~1a~1{id}/get/responses/200", "c/r.yaml#/paths/~1a~1{id}/get/responses/200"],
      ["b/r.yaml#/paths/~1a~1{id}/get/responses/200", "c/r.yaml#/paths/~1a~1{id}/get/responses/200"],
    ],
    [
      "are not another pointer",
      ["b/r.yaml#/paths/~1a~1{id}/put/responses/200"],
      ["b/r.yaml#/paths/~1a~1{id}/put/responses/200"],
    ],
    [
      "are not another file name",
      ["s.yaml#/paths/~1a~1{id}/get/responses/200"],
      ["s.yaml#/paths/~1a~1{id}/get/responses/200"],
    ],
    ["stay beside the new key", [ID, "GET /a/{}#/answers/200"], [ID, "GET /a/{}#/answers/200"]],
  ])("%s", (_, keys, expected) => {
    expect(rekeyed(ID, keys)).toEqual(expected);
  });

  it("may lie in a file of a path", () => {
    expect(rekeyed("p.yaml#/get/responses/200", ["q/p.yaml#/get/responses/200"])).toEqual(["GET /a/{}#/answers/200"]);
    expect(rekeyed("p.yaml#/x/responses/200", ["q/p.yaml#/x/responses/200"])).toEqual(["q/p.yaml#/x/responses/200"]);
  });
});

describe("tombstones of what is there again", () => {
  const own = version("beta", {
    operations: [operation("GET /a a1")],
    declarations: [object("a.yaml", {}, { also: ["copy.yaml"] })],
  });
  const revived = (retired: Partial<VersionLedger["retired"]>, more: Partial<VersionLedger> = {}): unknown => {
    const ledger = entries({ ...more, retired: { operations: {}, models: {}, ...retired } });
    const after = reviveRetired(own, ledger, modelKeys(own));
    return after === ledger
      ? "same"
      : [after.operations, after.models, after.retired]
          .map((part) => Object.keys(part).join(" "))
          .concat(Object.keys({ ...after.retired.operations, ...after.retired.models }).join(" "));
  };

  it.each<[string, Partial<VersionLedger["retired"]>, Partial<VersionLedger>, unknown]>([
    [
      "an operation",
      { operations: { "GET /a": call("A"), "GET /b": call("B") } },
      {},
      ["GET /a", "", "operations models", "GET /b"],
    ],
    [
      "a model",
      { models: { "a.yaml": model("A"), "b.yaml": model("B") } },
      {},
      ["", "a.yaml", "operations models", "b.yaml"],
    ],
    ["a copy", { models: { "copy.yaml": model("A") } }, {}, ["", "copy.yaml", "operations models", ""]],
    [
      "both",
      { operations: { "GET /a": call("A") }, models: { "a.yaml": model("A") } },
      { operations: { "GET /x": call("X") } },
      ["GET /x GET /a", "a.yaml", "operations models", ""],
    ],
    [
      "not beside a live entry",
      { operations: { "GET /a": call("A") } },
      { operations: { "GET /a": call("N") } },
      "same",
    ],
    ["nothing", { operations: { "GET /b": call("B") } }, {}, "same"],
  ])("live again: %s", (_, retired, more, expected) => {
    expect(revived(retired, more)).toEqual(expected);
  });
});

describe("a run refreshes entries", () => {
  const refresh = (own: ApiVersion, ledger: VersionLedger, isPartial = false): VersionLedger =>
    refreshVersion(own, ledger, { keys: modelKeys(own), nameOf: (id) => `N${id}`, spec: "June", isPartial });
  const role = object("Role.yaml", { id: TEXT, name: TEXT });

  it("of operations: id, former ids, tag and what they take", () => {
    const body = { contents: [{ fields: [], use: TEXT }] } as unknown as NonNullable<
      ReturnType<typeof operation>["body"]
    >;
    const own = version("beta", {
      operations: [operation("GET /a newId", { tag: "New", parameters: [make.parameter("query q")], body })],
    });
    const at = (more: Parameters<typeof call>[1], isPartial = false): unknown =>
      refresh(own, entries({ operations: { "GET /a": call("A", more) } }), isPartial).operations["GET /a"];
    const fresh = { id: "newId", tag: "New", takes: ["query q", "body"] };
    expect(at({})).toEqual(call("A", { ...fresh, ids: ["AId"] }));
    expect(at({ id: "", ids: ["x", "newId", "x"] })).toEqual(call("A", { ...fresh, ids: ["x"] }));
    expect(at({ id: "newId", takes: ["path id"] })).toStrictEqual(call("A", fresh));
    expect(at({ absent: "May", back: "April" })).toEqual(call("A", { ...fresh, ids: ["AId"], back: "June" }));
    expect(at({ absent: "May" }, true)).toEqual(call("A", { ...fresh, ids: ["AId"], absent: "May" }));
    expect(at({ takes: ["path id"] }, true)).toEqual(call("A", { takes: ["path id"], tag: "New" }));
  });

  it("of what is gone: since when", () => {
    const own = version("beta", {});
    const gone = (more: Parameters<typeof call>[1], isPartial = false): unknown =>
      refresh(own, entries({ operations: { "GET /a": call("A", more) } }), isPartial).operations["GET /a"];
    expect(gone({ back: "May" })).toEqual(call("A", { absent: "June" }));
    expect(gone({ back: "May" })).not.toHaveProperty("back");
    expect(gone({ absent: "May" })).toEqual(call("A", { absent: "May" }));
    expect(gone({}, true)).toEqual(call("A"));
    expect(refresh(own, entries({ models: { "a.yaml": model("A") }, events: { e: { name: "E" } } }))).toMatchObject({
      models: { "a.yaml": { absent: "June" } },
      events: { e: { absent: "June" } },
    });
  });

  it("of models: fingerprint, shape and places", () => {
    const user = object("User.yaml", { role: ref("Role.yaml") });
    const own = version("beta", { declarations: [role, user] });
    const at = (entry: LedgerModel, isPartial = false): unknown =>
      refresh(own, entries({ models: { "Role.yaml": entry } }), isPartial).models["Role.yaml"];
    const fresh = model("A", {
      print: fingerprint(role),
      shape: shapeSketch(role),
      from: sketchOf(["NUser.yaml role"]),
    });
    expect(at(model("A"))).toEqual(fresh);
    expect(at(model("A", { absent: "May", from: "x" }))).toEqual({ ...fresh, back: "June" });
    expect(at(model("A", { shape: "x" }), true)).toEqual(model("A", { shape: "x" }));
    expect(at(model("A"), true)).toEqual(fresh);
    const users = refresh(own, entries({ models: { "User.yaml": model("U", { from: "x" }) } })).models["User.yaml"];
    expect(users).toStrictEqual(model("U", { print: fingerprint(user), shape: shapeSketch(user) }));
  });

  it("of inline types: the fingerprint alone; of copies: nothing", () => {
    const part = object("a.yaml#/properties/x", { id: TEXT }, { also: ["b.yaml#/properties/x"] });
    const own = version("beta", { declarations: [part] });
    const models = refresh(
      own,
      entries({ models: { [part.id]: model("A"), "b.yaml#/properties/x": model("B", { absent: "May" }) } }),
    ).models;
    expect(models).toEqual({
      [part.id]: model("A", { print: fingerprint(part) }),
      "b.yaml#/properties/x": model("B", { back: "June" }),
    });
    expect(refresh(own, entries({ models: { [part.id]: model("A") } }), true).models[part.id]).toEqual(model("A"));
  });

  it("of events: trigger id and payload", () => {
    const own = version("beta", { events: [eventOf("made", TEXT, "idn:made"), eventOf("same", TEXT)] });
    const print = payloadPrint(TEXT, () => undefined);
    const { events } = refresh(
      own,
      entries({ events: { made: { name: "M", absent: "May" }, same: { name: "S", id: "old", print: "old" } } }),
    );
    expect(events["made"]).toStrictEqual({ name: "M", id: "idn:made", print, back: "June" });
    expect(events["same"]).toStrictEqual({ name: "S", print });
    const partial = refresh(
      own,
      entries({ events: { made: { name: "M", print: "old" }, same: { name: "S" } } }),
      true,
    ).events;
    expect([partial["made"], partial["same"]]).toEqual([
      { name: "M", print: "old" },
      { name: "S", print },
    ]);
  });
});
