import { describe, expect, it } from "vitest";
import { docText, stringLiteral } from "../../../generator/emit/escape.ts";

describe("text that turns the reading direction", () => {
  it.each(["\u202a", "\u202e", "\u2066", "\u2069", "\u200b"])(
    "is by number in code and not in comments: %j",
    (sign) => {
      const literal = stringLiteral(`user${sign} admin`);
      expect(literal).toMatch(/^"user\\u20[0-9a-f]{2} admin"$/u);
      expect(JSON.parse(literal)).toBe(`user${sign} admin`);
      expect(docText(`user${sign} admin`)).toBe("user admin");
    },
  );
});
