import { describe, expect, it } from "vitest";
import type { Declaration, Place } from "../../../generator/model/model.ts";
import { circularUnions } from "../../../generator/passes/circular-unions.ts";
import { errorBodies } from "../../../generator/passes/error-bodies.ts";
import { mergeCopies } from "../../../generator/passes/merge-copies.ts";
import { operation } from "../names/make-model.ts";
import * as make from "./make.ts";

const { TEXT, INTEGER, ref, list, nullable, object } = make;

/** The declarations by id, each with what it is called by. */
const byId = (declarations: readonly Declaration[]): ReadonlyMap<string, Declaration> =>
  new Map(declarations.map((each) => [each.id, each]));

describe("copies of a file", () => {
  const shared = (kind: "sharedAnswer" | "sharedParameter", steps: readonly { readonly kind: "item" }[] = []): Place =>
    kind === "sharedAnswer" ? { kind, status: "400", key: "400", steps } : { kind, key: "k", steps };

  /** The ids that are left, each with those that it stands for. */
  function merged(declarations: readonly Declaration[]): readonly string[] {
    return make
      .runPass(mergeCopies, { declarations })
      .version.declarations.map(({ id, also }) => [id, ...also].join(" = "));
  }
  const like = (id: string, more: Parameters<typeof object>[2] = {}): Declaration => object(id, { a: TEXT }, more);

  it.each<[string, readonly Declaration[], readonly string[]]>([
    ["of one name and shape are one", [like("v3/Role.yaml"), like("x/Role.json")], ["v3/Role.yaml = x/Role.json"]],
    [
      "in the folder of the version are kept",
      [like("a/Role.yaml"), like("beta/x/y/Role.yaml")],
      ["beta/x/y/Role.yaml = a/Role.yaml"],
    ],
    ["with the shorter path are kept", [like("a/b/Role.yaml"), like("z/Role.yaml")], ["z/Role.yaml = a/b/Role.yaml"]],
    [
      "with the smaller path are kept",
      [like("b/Role.yaml"), like("a/Role.yaml"), like("c/Role.yaml")],
      ["a/Role.yaml = b/Role.yaml = c/Role.yaml"],
    ],
    [
      "of another shape stay",
      [like("a/Role.yaml"), object("b/Role.yaml", { a: INTEGER })],
      ["a/Role.yaml", "b/Role.yaml"],
    ],
    ["of another name stay", [like("a/Role.yaml"), like("a/Roles.yaml")], ["a/Role.yaml", "a/Roles.yaml"]],
    [
      "of a name with a dot stay",
      [like("a/Role.v1.yaml"), like("a/Role.v2.yaml")],
      ["a/Role.v1.yaml", "a/Role.v2.yaml"],
    ],
    [
      "in a component stay",
      [
        like("a/r.yaml#/components/schemas/Role", { place: { kind: "component", file: "a/r.yaml", key: "Role" } }),
        like("b/r.yaml#/components/schemas/Role", { place: { kind: "component", file: "b/r.yaml", key: "Role" } }),
      ],
      ["a/r.yaml#/components/schemas/Role", "b/r.yaml#/components/schemas/Role"],
    ],
    [
      "of a response are one",
      [
        like("a/400.yaml#/content/x", { place: shared("sharedAnswer") }),
        like("b/400.yaml#/content/x", { place: shared("sharedAnswer") }),
      ],
      ["a/400.yaml#/content/x = b/400.yaml#/content/x"],
    ],
    [
      "of a parameter are one",
      [
        like("a/p.yaml#/schema", { place: shared("sharedParameter") }),
        like("b/p.yaml#/schema", { place: shared("sharedParameter") }),
      ],
      ["a/p.yaml#/schema = b/p.yaml#/schema"],
    ],
    [
      "of a response at another pointer stay",
      [
        like("a/400.yaml#/content/x", { place: shared("sharedAnswer") }),
        like("b/400.yaml#/content/y", { place: shared("sharedAnswer") }),
      ],
      ["a/400.yaml#/content/x", "b/400.yaml#/content/y"],
    ],
    [
      "of a response and a file of its name stay",
      [like("a/400.yaml#", { place: shared("sharedAnswer") }), like("b/400.yaml")],
      ["a/400.yaml#", "b/400.yaml"],
    ],
    [
      "inside a response stay",
      [
        like("a/400.yaml#/x", { place: shared("sharedAnswer", [{ kind: "item" }]) }),
        like("b/400.yaml#/x", { place: shared("sharedAnswer", [{ kind: "item" }]) }),
      ],
      ["a/400.yaml#/x", "b/400.yaml#/x"],
    ],
    [
      "of a response among components stay",
      [
        like("a/r.yaml#/components/responses/400", { place: shared("sharedAnswer") }),
        like("b/r.yaml#/components/responses/400", { place: shared("sharedAnswer") }),
      ],
      ["a/r.yaml#/components/responses/400", "b/r.yaml#/components/responses/400"],
    ],
    [
      "of a response among paths stay",
      [
        like("a/r.yaml#/paths/x", { place: shared("sharedAnswer") }),
        like("b/r.yaml#/paths/x", { place: shared("sharedAnswer") }),
      ],
      ["a/r.yaml#/paths/x", "b/r.yaml#/paths/x"],
    ],
  ])("%s", (_, declarations, expected) => {
    expect(merged(declarations)).toEqual(expected);
  });

  it("take their inline types along, and everything refers to the one that is kept", () => {
    const file = (folder: string): readonly Declaration[] => [
      object(`${folder}/Role.yaml`, { owner: ref(`${folder}/Role.yaml#/properties/owner`) }),
      object(`${folder}/Role.yaml#/properties/owner`, {
        boss: ref(`${folder}/Role.yaml#/properties/owner/properties/boss`),
      }),
      object(`${folder}/Role.yaml#/properties/owner/properties/boss`, { id: TEXT }),
    ];
    const user = object("User.yaml", { role: list(ref("b/Role.yaml")) });
    const { version, findings } = make.runPass(mergeCopies, { declarations: [...file("a"), ...file("b"), user] });
    expect(version.declarations.map(({ id, also }) => [id, ...also])).toEqual([
      ["a/Role.yaml", "b/Role.yaml"],
      ["a/Role.yaml#/properties/owner", "b/Role.yaml#/properties/owner"],
      ["a/Role.yaml#/properties/owner/properties/boss", "b/Role.yaml#/properties/owner/properties/boss"],
      ["User.yaml"],
    ]);
    const [role] = version.declarations;
    const last = version.declarations.at(-1);
    expect(role?.kind === "object" ? role.properties[0]?.use : undefined).toEqual(ref("a/Role.yaml#/properties/owner"));
    expect(last?.kind === "object" ? last.properties[0]?.use : undefined).toEqual(list(ref("a/Role.yaml")));
    expect(findings).toEqual([
      "beta merged-copy b/Role.yaml#: this file has the same name and shape as a/Role.yaml; they share one type, which is named after a/Role.yaml",
    ]);
  });

  it("keep what they stood for already, in order", () => {
    const [kept] = make.runPass(mergeCopies, {
      declarations: [like("a/Role.yaml", { also: ["z"] }), like("c/Role.yaml"), like("b/Role.yaml")],
    }).version.declarations;
    expect(kept?.also).toEqual(["b/Role.yaml", "c/Role.yaml", "z"]);
  });

  it("are none: the version stays as it is", () => {
    const declarations = [like("a/Role.yaml"), object("b.yaml", {})];
    expect(make.runPass(mergeCopies, { declarations }).version.declarations).toBe(declarations);
  });
});

describe("inline error bodies", () => {
  const OPERATIONS = [
    { ...operation("GET /a getA"), tag: "One" },
    { ...operation("GET /b getB"), tag: "One" },
    { ...operation("GET /c getC"), tag: "One" },
    { ...operation("GET /d getD"), tag: "Two" },
  ];
  const body = (key: string, uses: make.Uses, status = "400"): Declaration =>
    object(`${key}#${status}`, uses, { place: make.answered(key, status) });
  const MESSAGE = { message: TEXT };
  const CODE = { code: TEXT };

  /** The ids that are left, `!tag` behind those that a tag shares. */
  function hoisted(declarations: readonly Declaration[]): {
    readonly left: readonly string[];
    readonly findings: readonly string[];
  } {
    const { version, findings } = make.runPass(errorBodies, { operations: OPERATIONS, declarations });
    return {
      left: version.declarations.map(
        ({ id, also, place }) => `${[id, ...also].join(" = ")}${place.kind === "tagError" ? `!${place.tag}` : ""}`,
      ),
      findings,
    };
  }

  it.each<[string, readonly Declaration[], readonly string[]]>([
    ["of one tag", [body("GET /a", MESSAGE), body("GET /b", MESSAGE)], ["GET /a#400 = GET /b#400!One"]],
    ["of each tag", [body("GET /a", MESSAGE), body("GET /d", MESSAGE)], ["GET /a#400!One", "GET /d#400!Two"]],
    [
      "of the shape that most have",
      [body("GET /a", CODE), body("GET /b", MESSAGE), body("GET /c", MESSAGE)],
      ["GET /a#400", "GET /b#400 = GET /c#400!One"],
    ],
    [
      "of the most, whichever comes first",
      [body("GET /a", MESSAGE), body("GET /b", MESSAGE), body("GET /c", CODE)],
      ["GET /a#400 = GET /b#400!One", "GET /c#400"],
    ],
    [
      "of the smallest id, of two shapes",
      [body("GET /b", CODE), body("GET /a", MESSAGE)],
      ["GET /b#400", "GET /a#400!One"],
    ],
    [
      "of the smallest id, if it comes first",
      [body("GET /a", CODE), body("GET /b", MESSAGE)],
      ["GET /a#400!One", "GET /b#400"],
    ],
    [
      "of no success",
      [body("GET /a", MESSAGE, "200"), body("GET /b", MESSAGE, "default")],
      ["GET /a#200", "GET /b#default!One"],
    ],
    [
      "of no part of a body",
      [
        object("p", MESSAGE, {
          place: { kind: "answer", operation: "GET /a", status: "400", steps: [{ kind: "item" }] },
        }),
      ],
      ["p"],
    ],
    ["of no enumeration", [{ ...make.enumeration("e", ["A"]), place: make.answered("GET /a", "400") }], ["e"]],
    [
      "of no request",
      [
        object("r", MESSAGE, {
          place: { kind: "request", operation: "GET /a", ordinal: 0, format: "json", steps: [] },
        }),
      ],
      ["r"],
    ],
  ])("are shared: those %s", (_, declarations, left) => {
    expect(hoisted(declarations).left).toEqual(left);
  });

  it.each<[string, Declaration, boolean]>([
    ["a file", object("schemas/ErrorResponse.yaml", MESSAGE), true],
    [
      "a component",
      object("r.yaml#/components/schemas/Problem", MESSAGE, {
        place: { kind: "component", file: "r.yaml", key: "Problem" },
      }),
      true,
    ],
    ["an exception", object("schemas/MyException.yaml", MESSAGE), true],
    ["a file whose folder alone says so", object("errors/Response.yaml", MESSAGE), false],
    ["a file of another shape", object("schemas/ErrorResponse.yaml", CODE), false],
    [
      "a part of a file",
      object("schemas/Error.yaml#/properties/error", MESSAGE, {
        place: { kind: "member", owner: "schemas/Error.yaml", steps: [] },
      }),
      false,
    ],
    ["a file that is no object", make.alias("schemas/Error.yaml", TEXT), false],
  ])("are %s of their shape, if one is called an error", (_, named, isNamed) => {
    const { left } = hoisted([body("GET /a", MESSAGE), named, body("GET /d", MESSAGE)]);
    expect(left).toEqual(
      isNamed ? [`${named.id} = GET /a#400 = GET /d#400`] : ["GET /a#400!One", named.id, "GET /d#400!Two"],
    );
  });

  it("are the first of two errors of their shape", () => {
    expect(
      hoisted([object("b/Error.yaml", MESSAGE), object("a/Error.yaml", MESSAGE), body("GET /a", MESSAGE)]).left,
    ).toEqual(["b/Error.yaml = GET /a#400", "a/Error.yaml"]);
  });

  it("of a rarer shape take a named one as well", () => {
    expect(
      hoisted([body("GET /a", MESSAGE), body("GET /b", MESSAGE), body("GET /c", CODE), object("CodeError.yaml", CODE)])
        .left,
    ).toEqual(["GET /a#400 = GET /b#400!One", "CodeError.yaml = GET /c#400"]);
  });

  it("are told, with how many have them", () => {
    const told = (tag: string, places: number, target: string, at: string): string =>
      `beta hoisted-error-body ${at}: ${String(places)} operations of the tag "${tag}" have this inline error body; they share one type, ${target}`;
    expect(
      hoisted([body("GET /a", MESSAGE), body("GET /b", MESSAGE), body("GET /d", CODE), object("CodeError.yaml", CODE)])
        .findings,
    ).toEqual([told("One", 2, "GET /a#400", "GET /a#400"), told("Two", 1, "CodeError.yaml", "GET /d#400")]);
    const declarations = [object("a.yaml", MESSAGE)];
    expect(make.runPass(errorBodies, { operations: OPERATIONS, declarations }).version.declarations).toBe(declarations);
  });
});

describe("a union or an alias that is a part of itself", () => {
  const { union, alias } = make;
  const NOTHING = { kind: "unknown", reason: "a type that refers only to itself" };

  function cut(declarations: readonly Declaration[]): {
    readonly found: ReadonlyMap<string, Declaration>;
    readonly findings: readonly string[];
  } {
    const { version, findings } = make.runPass(circularUnions, { declarations });
    return { found: byId(version.declarations), findings: findings.map((text) => text.replace(/;.*$/u, "")) };
  }
  const usesOf = (each: Declaration | undefined): unknown =>
    each?.kind === "union" ? each.members.map(({ use }) => use) : each?.kind === "alias" ? each.target : each?.kind;
  const told = (at: string, member: string): string =>
    `beta circular-member ${at}#: the member ${member} leads back to this type`;

  it.each<[string, readonly Declaration[], Readonly<Record<string, unknown>>, readonly string[]]>([
    ["loses the member", [union("U", [TEXT, ref("U")])], { U: [TEXT] }, [told("U", "U")]],
    ["loses the member that may be null", [union("U", [TEXT, nullable(ref("U"))])], { U: [TEXT] }, [told("U", "U")]],
    ["keeps a list of itself", [union("U", [TEXT, list(ref("U"))])], { U: [TEXT, list(ref("U"))] }, []],
    ["is nothing where no other member is left", [union("U", [ref("U")])], { U: NOTHING }, [told("U", "U")]],
    ["is nothing where an alias is its own target", [alias("A", ref("A"))], { A: NOTHING }, [told("A", "A")]],
    [
      "is nothing where two aliases lead to each other",
      [alias("A", ref("B")), alias("B", nullable(ref("A")))],
      { A: NOTHING, B: NOTHING },
      [told("A", "B"), told("B", "A")],
    ],
    [
      "gets the members of all in its cycle, its own first",
      [union("B", [INTEGER, ref("A")]), union("A", [TEXT, ref("C")]), union("C", [ref("B"), TEXT, list(TEXT)])],
      { A: [TEXT, INTEGER, list(TEXT)], B: [INTEGER, TEXT, list(TEXT)], C: [TEXT, list(TEXT), INTEGER] },
      [told("B", "A"), told("A", "C"), told("C", "B")],
    ],
    [
      "stays an alias of a union in its cycle",
      [alias("A", ref("U")), union("U", [TEXT, ref("A")])],
      { A: ref("U"), U: [TEXT] },
      [told("A", "U"), told("U", "A")],
    ],
    [
      "stays where it only leads to a cycle",
      [union("U", [ref("V"), TEXT]), union("V", [ref("V"), TEXT])],
      { U: [ref("V"), TEXT], V: [TEXT] },
      [told("V", "V")],
    ],
    [
      "stays where an object is between",
      [union("U", [ref("O"), TEXT]), object("O", { u: ref("U") })],
      { U: [ref("O"), TEXT], O: "object" },
      [],
    ],
  ])("%s", (_, declarations, expected, findings) => {
    const result = cut(declarations);
    expect(Object.fromEntries([...result.found].map(([id, each]) => [id, usesOf(each)]))).toEqual(expected);
    expect(result.findings).toEqual(findings);
  });

  it("loses its tag and tag values with the member", () => {
    const members = [
      { use: TEXT, tagValues: ["t"] },
      { use: ref("U"), tagValues: ["u"] },
    ];
    const { found } = cut([union("U", [], { members, tag: "kind", title: "T" })]);
    expect(found.get("U")).toMatchObject({ kind: "union", title: "T", members: [{ use: TEXT, tagValues: [] }] });
    expect(found.get("U")).not.toHaveProperty("tag");
    expect(cut([union("U", [ref("U")], { title: "T" })]).found.get("U")).toMatchObject({ kind: "alias", title: "T" });
  });

  it("is no object: it loses the alternatives that lead back to it", () => {
    const entry = (
      ...uses: Parameters<typeof union>[1]
    ): {
      readonly members: readonly { readonly use: ReturnType<typeof ref>; readonly tagValues: readonly string[] }[];
    } => ({ members: uses.map((use) => ({ use, tagValues: [] })) });
    const other = object("P", { p: TEXT });
    const { found, findings } = cut([
      object("O", { id: TEXT }, { alternatives: [entry(ref("O"), ref("P")), entry(ref("P"))] }),
      other,
    ]);
    expect(found.get("O")).toEqual(object("O", { id: TEXT }, { alternatives: [entry(ref("P"))] }));
    expect(findings).toEqual([told("O", "O")]);
    const all = cut([object("O", { id: TEXT }, { alternatives: [entry(ref("U"))] }), union("U", [ref("O"), TEXT])]);
    expect(all.found.get("O")).toEqual(object("O", { id: TEXT }));
    expect(all.found.get("O")).not.toHaveProperty("alternatives");
    expect(usesOf(all.found.get("U"))).toEqual([ref("O"), TEXT]);
    const kept = object("O", {}, { alternatives: [entry(ref("P"))] });
    expect(cut([kept, other]).found.get("O")).toBe(kept);
  });

  it("is told with what is done", () => {
    const { findings } = make.runPass(circularUnions, { declarations: [union("U", [TEXT, ref("U")])] });
    expect(findings).toEqual([
      `${told("U", "U")}; the member is removed; the other members of the types in the cycle stay`,
    ]);
    const declarations = [union("U", [TEXT])];
    expect(make.runPass(circularUnions, { declarations }).version.declarations).toBe(declarations);
  });
});
