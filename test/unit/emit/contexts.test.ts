import { createContext, runInContext } from "node:vm";
import fc from "fast-check";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import {
  docLine,
  docText,
  propertyName,
  rawComment,
  stringLiteral,
  templateText,
} from "../../../generator/emit/escape.ts";
import {
  codeBlock,
  codeSpan,
  frontMatterValue,
  inlineMarkdown,
  KEEP_LINKS,
  link,
  plainText,
} from "../../../generator/emit/markdown/escape-markdown.ts";
import { markdownBlocks, markdownCell } from "../../../generator/emit/markdown/markdown-print.ts";
import { markdownTable } from "../../../generator/emit/markdown/markdown-table.ts";
import { commentBlock } from "../../../generator/emit/typescript/comment.ts";
import { cleanText, jsonText } from "../../../generator/text/characters.ts";
import { anyText, CHARACTERS, hostileText, hostileTexts, SOME_CHARACTERS } from "../../support/hostile-texts.ts";
import { codeIn, createMdxParser, loadDocsTool, type MdxNode } from "../../support/mdx.ts";
import { isWhole } from "../../support/whole.ts";

/** What a source holds besides the one statement that we put there; its errors of syntax too. */
function intruders(source: string): string[] {
  const file = ts.createSourceFile("x.ts", source, ts.ScriptTarget.ESNext, false);
  const { parseDiagnostics } = file as unknown as { parseDiagnostics: readonly { messageText: unknown }[] };
  return [
    ...parseDiagnostics.map((problem) => String(problem.messageText)),
    ...file.statements.slice(1).map((statement) => source.slice(statement.pos, statement.end)),
    ...(file.statements.length === 0 ? ["the statement is gone"] : []),
  ];
}

describe("prose in a comment of TypeScript", () => {
  const contexts: Readonly<Record<string, (text: string) => string>> = {
    "a block": (text) => commentBlock(`\n${docText(text)}`, ""),
    "a line": (text) => commentBlock(docLine(text), ""),
    "a tag": (text) => commentBlock(`\n@see ${docLine(text)}\n@deprecated`, "  "),
    "raw types": (text) => `/*${rawComment(`*\n * ${text}\n `)}*/`,
  };
  it.each(Object.keys(contexts))("stays there: %s", (name) => {
    const print = contexts[name] ?? String;
    // One file of all comments is read once; which comment ends too early is found by reading each.
    const texts = hostileTexts(SOME_CHARACTERS);
    const file = texts.map((text, index) => `${print(text)}\nexport const c${String(index)} = 1;`).join("\n");
    const isFine = intruders(file).length === texts.length - 1;
    const bad = isFine
      ? []
      : texts.filter((text) => intruders(`${print(text)}\nexport const c = 1;`).length > 0).map(print);
    expect(bad.slice(0, 5)).toEqual([]);
    expect(isFine).toBe(true);
    expect(
      texts
        .map(print)
        .filter((text) => cleanText(text) !== text)
        .slice(0, 5),
    ).toEqual([]);
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(intruders(`${print(text)}\nexport const c = 1;`)).toEqual([]);
      }),
    );
  });

  it("cannot be a tag that we did not write", () => {
    const text = docText("@deprecated\u200b yes\n * @internal {@link x}\n@\u200bсвой");
    expect(text).not.toMatch(/(?:^|[\s{(*])@\p{L}/mu);
  });
});

describe("values in TypeScript", () => {
  const context = createContext({});
  const read = (code: string): unknown => runInContext(code, context);

  it("are read back as they were: strings, templates, keys", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(read(stringLiteral(text))).toBe(text);
        expect(read(`\`${templateText(text)}\``)).toBe(text);
        expect(read(`Object.keys({ ${propertyName(text)}: 1 })[0]`)).toBe(text);
        expect(intruders(`import ${stringLiteral(text)};`)).toEqual([]);
      }),
    );
    for (const text of hostileTexts(SOME_CHARACTERS)) expect(read(stringLiteral(text))).toBe(text);
  });

  it("are read back as they were from JSON, which prose does not change", () => {
    fc.assert(
      fc.property(fc.dictionary(anyText, anyText), (value) => {
        const text = jsonText(value, 2);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(cleanText(text)).toBe(text);
      }),
    );
  });

  it("hold nothing in their literals that a reader would not see", () => {
    for (const character of CHARACTERS.filter((entry) => entry !== "" && entry !== " ")) {
      const printed = [stringLiteral(character), jsonText(character), `\`${templateText(character)}\``];
      for (const text of printed) expect(cleanText(text)).toBe(text);
    }
  });
});

/** A run takes one text of so many: a prime number, so that it meets every delimiter and every character. */
const SOME = process.env["ISC_ALL_TEXTS"] === undefined ? (isWhole ? 3 : 11) : 1;
if (SOME > 1) process.stdout.write("skipped: most hostile texts in a page (npm run test:contexts)\n");

describe("prose in a page", async () => {
  const parse = await createMdxParser();
  const inline = (text: string, isCell: boolean): string => inlineMarkdown(text, { rewrite: KEEP_LINKS, isCell });
  const shape = (text: string): string => (parse(text).children ?? []).map((node) => node.type).join(" ");

  /** Each context alone in a document, and what the document is made of then. */
  const contexts: Readonly<Record<string, { readonly print: (text: string) => string; readonly shape?: string }>> = {
    "blocks of a description": { print: (text) => markdownBlocks(text, KEEP_LINKS) },
    "a line": { print: (text) => inline(text, false) },
    "plain text": { print: (text) => plainText(text) },
    "a heading": { print: (text) => `## x ${plainText(text)}`, shape: "heading" },
    "a code span": { print: (text) => `x ${codeSpan(text)}`, shape: "paragraph" },
    "a fence": { print: (text) => codeBlock("text", text), shape: "code" },
    "a link's target": { print: (text) => `x ${link("there", `https://x.example/${text}`)}`, shape: "paragraph" },
    "cells of a description": {
      print: (text) =>
        markdownTable([
          ["a", "b"],
          [markdownCell(text, KEEP_LINKS), "end"],
        ]),
      shape: "table",
    },
    "cells of lines, plain text and code": {
      print: (text) =>
        markdownTable([
          ["a", "b", "c", "d"],
          [inline(text, true), plainText(text, true), codeSpan(text, true), "end"],
        ]),
      shape: "table",
    },
  };

  const textOf = (node: MdxNode): string => (node.value ?? "") + (node.children ?? []).map(textOf).join("");

  const check = (name: string, text: string): void => {
    const { print, shape: expected } = contexts[name] ?? { print: String };
    const page = print(text);
    let tree: MdxNode;
    try {
      tree = parse(page);
    } catch (error) {
      throw new Error(`${JSON.stringify(text)} is no page: ${JSON.stringify(page)}`, { cause: error });
    }
    expect({ text, page, code: codeIn(tree) }).toEqual({ text, page, code: [] });
    if (expected === undefined) return;
    expect({ text, page, shape: (tree.children ?? []).map((node) => node.type).join(" ") }).toEqual({
      text,
      page,
      shape: expected,
    });
    // A cell that let a bar through would push the last one out of its row.
    if (expected === "table") {
      const row = tree.children?.[0]?.children?.[1]?.children ?? [];
      expect({ text, page, last: textOf(row.at(-1) ?? { type: "" }) }).toEqual({ text, page, last: "end" });
    }
  };

  it.each(Object.keys(contexts))("is text: %s", (name) => {
    const texts = hostileTexts(SOME_CHARACTERS).filter((_, index) => index % SOME === 0);
    // Many texts in one document first: reading each alone takes minutes.
    const { print } = contexts[name] ?? { print: String };
    for (let at = 0; at < texts.length; at += 200) {
      const some = texts.slice(at, at + 200);
      let isFine = false;
      try {
        isFine = codeIn(parse(some.map(print).join("\n\n"))).length === 0;
      } catch {
        // One of them is no page: which, is found below.
      }
      if (!isFine) some.forEach((text) => check(name, text));
    }
    fc.assert(
      fc.property(hostileText, (text) => check(name, text)),
      { numRuns: isWhole ? 100 : 30 },
    );
  });

  it("keeps its fence closed until its end, whatever cleaning makes of the text", () => {
    for (const text of ["a\u0085``\u200b`\u0085\u0085{run()}", "`\u200b``\u2028import x from 'y'", "~~~\n``\ufeff``"])
      expect(shape(codeBlock("text", text))).toBe("code");
  });

  it("keeps the columns of its table where a bar stands behind a backslash", () => {
    for (const text of ["a\\|{run()}", "\\\\|x", "\\|", "`\\|`"]) check("cells of lines, plain text and code", text);
  });
});

describe("values of front matter", async () => {
  const yaml = (await loadDocsTool("js-yaml")) as { readonly load: (text: string) => unknown };
  it("are read back as they were", () => {
    const yamlText = fc.oneof(
      anyText,
      fc.constantFrom("yes", "null", "2024", "a: b", "- a", "a #b", "NaN", "Infinity"),
    );
    fc.assert(
      fc.property(yamlText, (text) => {
        const front = `title: ${frontMatterValue(text)}\nnext: 1`;
        expect(yaml.load(front)).toEqual({ title: text, next: 1 });
        expect(front).not.toMatch(/^(?:---|\.\.\.)/mu);
        expect(cleanText(front)).toBe(front);
      }),
    );
  });
});
