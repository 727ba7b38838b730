import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { settle, type NameRequest } from "../../../generator/names/settling/settle.ts";

const request = (id: string, ...candidates: readonly string[]): NameRequest => ({ id, rank: "", candidates });

describe("settle", () => {
  it("gives nobody another's first choice as a second one", () => {
    const { names } = settle([request("a", "X", "Y"), request("b", "X", "Z"), request("c", "Y")], new Map());
    expect([names.get("a")?.name, names.get("b")?.name, names.get("c")?.name]).toEqual(["X", "Z", "Y"]);
    expect(names.get("b")?.yielded).toEqual({ wanted: "X", holder: "a" });
  });

  it("tells no names apart by case, and numbers what nothing tells apart", () => {
    const requests = [request("a", "Name"), request("b", "NAME"), request("c", "name"), request("d", "name")];
    const { names } = settle(requests, new Map([["name3", "someone"]]));
    expect([...names].map(([id, { name, isIndexed }]) => [id, name, isIndexed])).toEqual([
      ["a", "Name", undefined],
      ["b", "NAME2", true],
      ["c", "name4", true],
      ["d", "name5", true],
    ]);
    expect(names.get("b")?.yielded).toEqual({ wanted: "NAME", holder: "a" });
  });

  it("is the same for every order, and unique", () => {
    const name = fc.constantFrom("A", "a", "B", "C", "D");
    const requests = fc.uniqueArray(
      fc.record({
        id: fc.string({ minLength: 1, maxLength: 4 }),
        candidates: fc.array(name, { minLength: 1, maxLength: 4 }),
        rank: fc.constantFrom("0", "1"),
      }),
      { selector: ({ id }) => id, maxLength: 8 },
    );
    fc.assert(
      fc.property(requests, (list) => {
        const forward = settle(list, new Map()).names;
        const backward = settle([...list].reverse(), new Map()).names;
        expect([...backward].sort()).toEqual([...forward].sort());
        const given = [...forward.values()].map((settled) => settled.name.toLowerCase());
        expect(new Set(given).size).toBe(given.length);
      }),
    );
  });
});
