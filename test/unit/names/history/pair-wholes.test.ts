import { describe, expect, it } from "vitest";
import { pairWholes } from "../../../../generator/names/history/pair-wholes.ts";
import { sketchOf } from "../../../../generator/names/history/sketch.ts";
import { wholeKeyOf, wholesOfEntries, type Whole } from "../../../../generator/names/history/wholes.ts";
import type { LedgerModel } from "../../../../generator/names/ledger/ledger.ts";

/** What tells of a file: its fingerprint, the words of its shape, of the places that refer to it, and of its parts. */
interface Traits {
  readonly print?: string;
  readonly shape?: string;
  readonly from?: string;
  /** Fingerprints of inline types by their pointers. */
  readonly parts?: Readonly<Record<string, string>>;
}

type Files = Readonly<Record<string, Traits>>;

const sketch = (words: string): string => sketchOf(words.split(" ").filter((word) => word !== ""));

/** Each file has a fingerprint of its own, unless it has only inline types. */
function wholesIn(files: Files): readonly Whole[] {
  const entries = Object.entries(files).flatMap(([key, { print = key, shape, from, parts = {} }]) => {
    const own: LedgerModel = {
      name: "X",
      print,
      ...(shape === undefined ? {} : { shape: sketch(shape) }),
      ...(from === undefined ? {} : { from: sketch(from) }),
      seen: "v1",
    };
    const inline = Object.entries(parts).map(
      ([way, part]) => [`${key}${way}`, { name: "Y", print: part, seen: "v1" }] as const,
    );
    return print === "none" ? inline : [[key, own] as const, ...inline];
  });
  return [...wholesOfEntries(entries).values()];
}

/** `a -> b sure: evidence`, or `a -> b?: evidence` for a doubtful pair. */
function pairsOf(gone: Files, came: Files, common: readonly string[] = []): readonly string[] {
  return pairWholes(wholesIn(gone), wholesIn(came), { common: new Set(common) }).map(
    ({ gone: from, came: to, evidence, isSure }) => `${from.key} -> ${to.key}${isSure ? " sure" : "?"}: ${evidence}`,
  );
}

const NAME_AND = "the name is the same";
const SIMILAR = "the name is the same, and the shape or the references to it are similar";
const DIFFERS = "the name is the same, but the shape differs";

describe("files that went and files that came are paired", () => {
  it.each<[string, Files, Files, readonly string[]]>([
    [
      "by a path that differs in case and extension",
      { "a/Role.yaml": { shape: "a b" } },
      { "A/role.json": { shape: "x y" } },
      ["a/Role.yaml -> A/role.json sure: the paths differ only in case and extension"],
    ],
    [
      "by a path, in doubt where two had it",
      { "a/Role.yaml": {}, "A/Role.yaml": {} },
      { "a/role.yaml": {} },
      [
        "A/Role.yaml -> a/role.yaml?: the paths differ only in case and extension, and that holds for a/Role.yaml as well",
        "a/Role.yaml -> a/role.yaml?: the paths differ only in case and extension, and that holds for A/Role.yaml as well",
      ],
    ],
    [
      "by the end of the path, with one folder more above it",
      { "schemas/Role.yaml": {} },
      { "v3/schemas/Role.yaml": {} },
      ["schemas/Role.yaml -> v3/schemas/Role.yaml sure: the paths differ only in their top folders"],
    ],
    [
      "by the end of the path, with one folder less above it",
      { "v3/schemas/Role.yaml": {} },
      { "schemas/Role.yaml": {} },
      ["v3/schemas/Role.yaml -> schemas/Role.yaml sure: the paths differ only in their top folders"],
    ],
    [
      "by the end of the path, in doubt where the shapes differ",
      { "schemas/Role.yaml": { shape: "a b" } },
      { "v3/schemas/Role.yaml": { shape: "x y" } },
      ["schemas/Role.yaml -> v3/schemas/Role.yaml?: the paths differ only in their top folders"],
    ],
    [
      "by the longer end of two paths",
      { "x/schemas/Role.yaml": {} },
      { "b/x/schemas/Role.yaml": {}, "b/schemas/Role.yaml": { shape: "x y z" } },
      ["x/schemas/Role.yaml -> b/x/schemas/Role.yaml sure: the paths differ only in their top folders"],
    ],
    [
      "by the name where both folders differ, and not by the end of the path",
      { "a/schemas/Role.yaml": {} },
      { "b/schemas/Role.yaml": {} },
      [`a/schemas/Role.yaml -> b/schemas/Role.yaml?: ${NAME_AND}`],
    ],
    [
      "by the name where only the name is common",
      { "Role.yaml": {} },
      { "v3/Role.yaml": {} },
      [`Role.yaml -> v3/Role.yaml?: ${NAME_AND}`],
    ],
    [
      "by name and shape",
      { "a/Role.yaml": { print: "p", shape: "a" } },
      { "b/Role.yaml": { print: "p", shape: "a" } },
      ["a/Role.yaml -> b/Role.yaml sure: the name and the shape are the same"],
    ],
    [
      "by name and shape, where another file of the name has another shape",
      { "a/Role.yaml": { print: "p" } },
      { "b/Role.yaml": { print: "q" }, "c/Role.yaml": { print: "p" } },
      ["a/Role.yaml -> c/Role.yaml sure: the name and the shape are the same"],
    ],
    [
      "by the name and half of the shape",
      { "a/Role.yaml": { shape: "a b c" } },
      { "b/Role.yaml": { shape: "a b d" } },
      [`a/Role.yaml -> b/Role.yaml sure: ${SIMILAR}`],
    ],
    [
      "by the name in doubt, with less than half of the shape",
      { "a/Role.yaml": { shape: "a b c" } },
      { "b/Role.yaml": { shape: "a d" } },
      [`a/Role.yaml -> b/Role.yaml?: ${DIFFERS}`],
    ],
    [
      "by the name, half of the references and three tenths of the shape",
      { "a/Role.yaml": { shape: "a b c 1 2 3", from: "p q r" } },
      { "b/Role.yaml": { shape: "a b c 4 5 6 7", from: "p q s" } },
      [`a/Role.yaml -> b/Role.yaml sure: ${SIMILAR}`],
    ],
    [
      "by the name in doubt, with half of the references and hardly the shape",
      { "a/Role.yaml": { shape: "a b 1 2 3", from: "p q r" } },
      { "b/Role.yaml": { shape: "a b 4 5 6", from: "p q s" } },
      [`a/Role.yaml -> b/Role.yaml?: ${DIFFERS}`],
    ],
    [
      "by the name in doubt, with fewer of the references",
      { "a/Role.yaml": { shape: "a b c 1", from: "p q" } },
      { "b/Role.yaml": { shape: "a b 2", from: "p s" } },
      [`a/Role.yaml -> b/Role.yaml?: ${DIFFERS}`],
    ],
    [
      "by the name and the references, where no shape is known",
      { "a/Role.yaml": { from: "p q" } },
      { "b/Role.yaml": { from: "p q" } },
      [`a/Role.yaml -> b/Role.yaml sure: ${SIMILAR}`],
    ],
    [
      "by the name and an equal part at the same pointer",
      { "a/Role.yaml": { shape: "a b", parts: { "#/properties/x": "p", "#/properties/y": "q" } } },
      { "b/Role.yaml": { shape: "c d", parts: { "#/properties/x": "p", "#/properties/y": "r" } } },
      [`a/Role.yaml -> b/Role.yaml sure: ${SIMILAR}`],
    ],
    [
      "by the name in doubt, with an equal part at another pointer",
      { "a/Role.yaml": { shape: "a b", parts: { "#/properties/x": "p" } } },
      { "b/Role.yaml": { shape: "c d", parts: { "#/properties/y": "p" } } },
      [`a/Role.yaml -> b/Role.yaml?: ${DIFFERS}`],
    ],
    [
      "by the name of files that are no types, in doubt where their parts differ",
      { "a/400.yaml": { print: "none", parts: { "#/content/x": "p" } } },
      { "b/400.yaml": { print: "none", parts: { "#/content/x": "q" } } },
      [`a/400.yaml -> b/400.yaml?: ${NAME_AND}`],
    ],
    [
      "by a component's section and key, in another document",
      { "root.yaml#/components/schemas/Role": {} },
      { "api/root.yaml#/components/schemas/role": {} },
      [
        "root.yaml#/components/schemas/Role -> api/root.yaml#/components/schemas/role sure: the paths differ only in their top folders",
      ],
    ],
    [
      "by shape and references",
      { "a/Role.yaml": { print: "p", shape: "a b", from: "p q r" } },
      { "a/Duty.yaml": { print: "p", shape: "a b", from: "p q s" } },
      ["a/Role.yaml -> a/Duty.yaml sure: the shape and the references to it are the same"],
    ],
    [
      "by the shape in doubt, where other places refer to it",
      { "a/Role.yaml": { print: "p", shape: "a b", from: "p q" } },
      { "a/Duty.yaml": { print: "p", shape: "a b", from: "p s" } },
      ["a/Role.yaml -> a/Duty.yaml?: the shape is the same"],
    ],
    [
      "by the shape in doubt, where no places are known",
      { "a/Role.yaml": { print: "p" } },
      { "a/Duty.yaml": { print: "p" } },
      ["a/Role.yaml -> a/Duty.yaml?: the shape is the same"],
    ],
    [
      "in doubt by a shape that another file had as well",
      { "a/Role.yaml": { print: "p", from: "x y" }, "a/Same.yaml": { print: "p", from: "p q" } },
      { "a/Duty.yaml": { print: "p", from: "p q" }, "b/a/Role.yaml": { print: "p", from: "x y" } },
      [
        "a/Role.yaml -> b/a/Role.yaml sure: the paths differ only in their top folders",
        "a/Same.yaml -> a/Duty.yaml?: the shape and the references to it are the same",
      ],
    ],
    [
      "in doubt by a shape that another new file had as well",
      { "a/Role.yaml": { print: "q", from: "x y" }, "a/Same.yaml": { print: "p", from: "p q" } },
      { "a/Duty.yaml": { print: "p", from: "p q" }, "b/a/Role.yaml": { print: "p", from: "x y" } },
      [
        "a/Role.yaml -> b/a/Role.yaml sure: the paths differ only in their top folders",
        "a/Same.yaml -> a/Duty.yaml?: the shape and the references to it are the same",
      ],
    ],
    [
      "by a shape and references that are nearly the same",
      { "a/Role.yaml": { shape: "a b c", from: "p q r" } },
      { "a/Duty.yaml": { shape: "a b c d", from: "p q s" } },
      ["a/Role.yaml -> a/Duty.yaml sure: the shape and the references to it are nearly the same"],
    ],
    [
      "in doubt by a shape that is three quarters the same",
      { "a/Role.yaml": { shape: "a b c d e f 1" } },
      { "a/Duty.yaml": { shape: "a b c d e f 2" } },
      ["a/Role.yaml -> a/Duty.yaml?: the shape is nearly the same"],
    ],
    [
      "in doubt by a shape of four",
      { "a/Role.yaml": { shape: "a b c d", from: "p q" } },
      { "a/Duty.yaml": { shape: "a b c d e", from: "p s" } },
      ["a/Role.yaml -> a/Duty.yaml?: the shape is nearly the same"],
    ],
    [
      "by references and three tenths of the shape",
      { "a/Role.yaml": { shape: "a b c 1 2 3", from: "p q" } },
      { "a/Duty.yaml": { shape: "a b c 4 5 6 7", from: "p q" } },
      ["a/Role.yaml -> a/Duty.yaml sure: the references to it are the same"],
    ],
    [
      "in doubt by references, where no shape is known",
      { "a/Role.yaml": { from: "p q" } },
      { "a/Duty.yaml": { from: "p q", shape: "a b" } },
      ["a/Role.yaml -> a/Duty.yaml?: the references to it are the same"],
    ],
  ])("%s", (_, gone, came, pairs) => {
    expect(pairsOf(gone, came)).toEqual(pairs);
  });

  it.each<[string, Traits, Traits, (readonly string[])?]>([
    ["nothing", {}, {}],
    ["a shape that is half the same", { shape: "a b c", from: "p q" }, { shape: "a b d", from: "p s" }],
    ["a shape of three that is three quarters the same", { shape: "a b c" }, { shape: "a b c d" }],
    ["a shape of four that is less than that", { shape: "a b c 1" }, { shape: "a b c 2" }],
    ["a shape of two, and similar references", { shape: "a b", from: "p q r" }, { shape: "a b c", from: "p q s" }],
    ["a shape of one that many have", { print: "p", shape: "a" }, { print: "p", shape: "a" }],
    ["a shape that a third has", { print: "p", shape: "a b" }, { print: "p", shape: "a b" }, ["p"]],
    ["no shape at all", { print: "" }, { print: "" }],
    ["references without the shape", { shape: "a b 1 2 3", from: "p q" }, { shape: "a b 4 5 6", from: "p q" }],
    ["the absence of references", { from: "", shape: "a b c 1 2 3" }, { from: "", shape: "a b c 4 5 6 7" }],
  ])("but not by %s", (_, gone, came, common) => {
    expect(pairsOf({ "a/Role.yaml": gone }, { "a/Duty.yaml": came }, common)).toEqual([]);
  });

  it("not by the letters of a path whose folders differ", () => {
    expect(pairsOf({ "a/bc.yaml": {} }, { "ab/c.yaml": {} })).toEqual([]);
  });

  it("in doubt by the name where the fingerprints are empty", () => {
    expect(pairsOf({ "a/Role.yaml": { print: "" } }, { "b/Role.yaml": { print: "" } })).toEqual([
      `a/Role.yaml -> b/Role.yaml?: ${NAME_AND}`,
    ]);
  });

  it("not by the end of a path that two have", () => {
    expect(
      pairsOf({ "schemas/Role.yaml": {} }, { "a/schemas/Role.yaml": {}, "b/schemas/Role.yaml": {} }).map(
        (pair) => pair.split(":")[0],
      ),
    ).toEqual(["schemas/Role.yaml -> a/schemas/Role.yaml?", "schemas/Role.yaml -> b/schemas/Role.yaml?"]);
  });
});

describe("the file or component that contains a key", () => {
  it.each([
    ["beta/Role.yaml", "beta/Role.yaml"],
    ["beta/Role.yaml#/properties/owner", "beta/Role.yaml"],
    ["root.yaml#/components/schemas/Role", "root.yaml#/components/schemas/Role"],
    ["root.yaml#/components/schemas/Role/properties/x", "root.yaml#/components/schemas/Role"],
    ["root.yaml#/components/responses/400/content/x", "root.yaml#/components/responses/400"],
    ["a.json#/$defs/Role/items", "a.json#/$defs/Role"],
    ["a.json#/definitions/Role/items", "a.json#/definitions/Role"],
    ["a.json#/properties/definitions/Role", "a.json"],
    ["a.json#/definitions", "a.json"],
    ["GET /roles#/answers/200", undefined],
    ["tag Roles#", undefined],
    ["event roleMade#", undefined],
    ["schemas/tag x.yaml", "schemas/tag x.yaml"],
    ["schemas/GET /x.yaml", "schemas/GET /x.yaml"],
  ])("of %s is %s", (key, whole) => {
    expect(wholeKeyOf(key)).toBe(whole);
  });
});
