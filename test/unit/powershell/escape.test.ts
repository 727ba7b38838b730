import { describe, expect, it } from "vitest";
import {
  powershellComment,
  powershellKey,
  powershellString,
  powershellVariable,
  isXmlText,
  xmlText,
} from "../../../generator/emit/powershell/escape-powershell.ts";
import { powershellLiteral } from "../../../generator/targets/powershell/literal.ts";
import { namedGuid } from "../../../generator/targets/powershell/module-names.ts";

describe("PowerShell text", () => {
  it.each([
    ["plain", "'plain'"],
    ["it's", "'it''s'"],
    ["typographic ‘ ’ ‚ ‛ quotes", "'typographic ‘‘ ’’ ‚‚ ‛‛ quotes'"],
    ["$(exit) `n", "'$(exit) `n'"],
    ["two\nlines", '"two`u{a}lines"'],
    ['\u2028$x"”', '"`u{2028}`u{24}x`u{22}`u{201d}"'],
    ["a\u202eb'\u2066", '"a`u{202e}b`u{27}`u{2066}"'],
  ])("quotes %j", (text, literal) => {
    expect(powershellString(text)).toBe(literal);
  });

  it.each([
    ["ends #> here", "ends # > here"],
    [".SYNOPSIS\nx", "\u200b.SYNOPSIS\nx"],
    ["a\n   .EXAMPLE", "a\n   \u200b.EXAMPLE"],
    ["a\r\nb\rc\u2028.NOTES", "a\nb\nc\n\u200b.NOTES"],
    ["\u202aa\u202e.b\u2066#\u2069>", "a.b# >"],
    ["\u2067.NOTES", "\u200b.NOTES"],
  ])("keeps %j inside a comment and its section", (text, comment) => {
    expect(powershellComment(text)).toBe(comment);
  });

  it("braces what is no plain variable name and quotes what is no plain key", () => {
    expect(powershellVariable("Id")).toBe("$Id");
    expect(powershellVariable("a-b}")).toBe("${a-b`}}");
    expect([powershellKey("id"), powershellKey("a b")]).toEqual(["id", "'a b'"]);
  });

  it("escapes XML", () => {
    expect(isXmlText("\u0001")).toBe(false);
    expect(xmlText('<a & "b">\u202e')).toBe("&lt;a &amp; &quot;b&quot;&gt;&#x202e;");
  });
});

describe("PowerShell literals", () => {
  it("keeps null, lists of one and lists in lists", () => {
    expect(powershellLiteral({ a: null, b: ["x"], c: [[1]] })).toBe(
      "@{\n    a = $null\n    b = @('x')\n    c = @(\n        , @(1)\n    )\n}",
    );
  });

  it("falls back to JSON text for keys that a hashtable cannot hold", () => {
    expect(powershellLiteral({ id: 1, ID: 2 })).toBe(`'{"id":1,"ID":2}'`);
  });
});

describe("GUIDs", () => {
  it("are version 5 and the same for the same name", () => {
    expect(namedGuid("IscSdk.V2025")).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u);
    expect(namedGuid("IscSdk.V2025")).toBe(namedGuid("IscSdk.V2025"));
    expect(namedGuid("IscSdk.V2025")).not.toBe(namedGuid("IscSdk.Beta"));
  });
});
