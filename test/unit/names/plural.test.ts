import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isPlural, plural, singular } from "../../../generator/names/rules/plural.ts";

const PAIRS = [
  "Source Sources",
  "Policy Policies",
  "Search Searches",
  "Box Boxes",
  "Identity Identities",
  "Alias Aliases",
  "index indices",
  "Person People",
  "Attribute Attributes",
  "Value Values",
  "Key Keys",
].map((pair) => pair.split(" ") as [string, string]);

describe("singular and plural", () => {
  it.each(PAIRS)("%s and %s", (one, many) => {
    expect(plural(one)).toBe(many);
    expect(singular(many)).toBe(one);
    expect(singular(one)).toBe(one);
    expect(plural(many)).toBe(many);
    expect([isPlural(one), isPlural(many)]).toEqual([false, true]);
  });

  it.each(["Access", "Metadata", "Settings", "Process", "Analytics"])("%s is its own plural", (word) => {
    expect([singular(word), plural(word)]).toEqual([word, word]);
  });

  it("is never empty, and a plural stays one", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z]{2,11}[b-hj-tv-z]$/u), (word) => {
        expect(singular(word)).not.toBe("");
        expect(plural(plural(word))).toBe(plural(word));
      }),
    );
  });
});
