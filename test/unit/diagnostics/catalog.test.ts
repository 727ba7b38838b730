import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { describe, expect, it } from "vitest";
import { CATALOG, CATALOG_SECTIONS, helpUriOf, type DiagnosticCode } from "../../../generator/diagnostics/catalog.ts";
import { defineDiagnostic, diagnose } from "../../../generator/diagnostics/diagnostic.ts";
import type { RepairRule } from "../../../generator/load/rule.ts";
import { diagnosticsPage } from "../../support/diagnostics-page.ts";

const codes = Object.keys(CATALOG) as DiagnosticCode[];

const sources = readdirSync("generator", { recursive: true, encoding: "utf8" })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => path.endsWith(".ts") && !path.startsWith("runtime/") && !path.startsWith("diagnostics/"))
  .map((path) => ({ path, text: readFileSync(join("generator", path), "utf8") }));

/** The codes that a file declares findings of. */
function codesIn(text: string): readonly string[] {
  return [...text.matchAll(/\bcode(?: =|:) "([\w-]+)"/gu)].map(([, code = ""]) => code);
}

/** Under `npm run mutate` the sources hold every mutant at once, and their text says nothing. */
const readsSources = it.skipIf(process.env["ISC_MUTANTS"] !== undefined);

describe("the catalogue", () => {
  it("has every code in one section", () => {
    expect(CATALOG_SECTIONS.flatMap(({ entries }) => Object.keys(entries)).sort()).toEqual([...codes].sort());
  });

  it("has codes that are lower-case words", () => {
    expect(codes.filter((code) => !/^[a-z]+(?:-[a-z]+)*$/u.test(code))).toEqual([]);
  });

  it.each(codes)("explains %s in plain sentences", (code) => {
    const { title, why, example, advice, severity, also = [] } = CATALOG[code];
    expect(title).toMatch(/^[A-Z`].{8,}[^.]$/u);
    for (const text of [why, example, advice]) expect(text).toMatch(/^[A-Z`].{10,}[^.]\.$/u);
    for (const text of [title, why, example, advice]) {
      expect(text).not.toMatch(/\s{2}|\n|"$/u);
      for (const sentence of text.split(/(?<=\.)\s/u)) expect(sentence.split(" ").length).toBeLessThanOrEqual(30);
      expect((text.match(/`/gu) ?? []).length % 2).toBe(0);
    }
    expect(new Set([title, why, example, advice]).size).toBe(4);
    expect(new Set([severity, ...also]).size).toBe(1 + also.length);
  });

  readsSources("has no code that nothing reports", () => {
    const reported = new Set(sources.flatMap(({ text }) => codesIn(text)));
    expect(codes.filter((code) => !reported.has(code))).toEqual([]);
  });

  readsSources("has every code that is declared, each as a finding that is used", () => {
    const declared = sources.flatMap(({ text }) =>
      [...text.matchAll(/\bconst (\w+) = defineDiagnostic\b/gu)].map(([, name = ""]) => name),
    );
    expect(declared.length).toBeGreaterThan(codes.length);
    const mentions = new Map<string, number>();
    for (const { text } of sources)
      for (const [word] of text.matchAll(/\b\w+\b/gu)) mentions.set(word, (mentions.get(word) ?? 0) + 1);
    expect(declared.filter((name) => (mentions.get(name) ?? 0) < 2)).toEqual([]);
  });

  readsSources("lets a repair rule report under its own code only", () => {
    const rules = sources.filter(
      ({ path, text }) => path.startsWith("load/rules/") && text.includes("defineDiagnostic("),
    );
    for (const { path, text } of rules) {
      expect({ path, codes: codesIn(text).length }).toEqual({ path, codes: 1 });
      expect(text).toContain("  id: code,\n");
    }
  });

  readsSources("lets nothing else write a finding's text or severity at the place of the report", () => {
    const free = sources.filter(({ text }) => /\breport\(\{|\bseverity: "[a-z]+",\s*message: [`"]/u.test(text));
    expect(free.map(({ path }) => path)).toEqual([]);
  });

  it("refuses other codes, severities and holes at compile time", () => {
    const sentences = { message: () => "", action: () => "" };
    const wrong: readonly (() => unknown)[] = [
      // @ts-expect-error the catalogue has no such code
      () => defineDiagnostic({ code: "no-such-code", ...sentences }),
      // @ts-expect-error the catalogue says that it is an error
      () => defineDiagnostic({ code: "config", severity: "note", ...sentences }),
      // @ts-expect-error the hole is a text
      () => diagnose(defineDiagnostic<{ path: string }>({ code: "config", ...sentences }), { path: 1 }),
      // @ts-expect-error the code is none of a repair rule
      (): RepairRule => ({ id: "config", on: [], apply: () => undefined }),
      // @ts-expect-error a rule reports a kind and its holes, and no free text
      (): RepairRule => ({ id: "enum-values", on: [], apply: (_, { report }) => report({ message: "", action: "" }) }),
    ];
    expect(wrong).toHaveLength(5);
  });

  it("gives a finding the usual severity of its code, or another one that the code may have", () => {
    const sentences = { message: () => "m", action: () => "a" };
    const usual = defineDiagnostic({ code: "enum-values", ...sentences });
    const graver = defineDiagnostic({ code: "enum-values", severity: "warning", ...sentences });
    expect([usual, graver].map((kind) => diagnose(kind, {}).severity)).toEqual(["repair", "warning"]);
  });
});

describe("docs/diagnostics.md", () => {
  const path = "docs/diagnostics.md";

  it("is what the catalogue says", async () => {
    const page = await format(diagnosticsPage(), { ...(await resolveConfig(path)), parser: "markdown" });
    await expect(page).toMatchFileSnapshot(`../../../${path}`);
  });

  it("has a heading where each code's address leads", () => {
    const headings = new Set([...diagnosticsPage().matchAll(/^### (.+)$/gmu)].map(([, heading]) => heading));
    for (const code of codes) {
      expect(headings).toContain(code);
      expect(helpUriOf(code)).toMatch(new RegExp(`/${path}#${code}$`, "u"));
    }
  });
});
