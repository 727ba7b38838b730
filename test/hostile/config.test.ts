import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load } from "js-yaml";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { DEFAULT_CONFIG, type Config } from "../../generator/config/config.ts";
import { readConfig } from "../../generator/config/read-config.ts";
import { CONFIG_SCHEMA } from "../../generator/config/schema.ts";
import { closeFormatter } from "../../generator/emit/typescript/format-pool.ts";
import { startServer, type EngineServer } from "../powershell/engine.mjs";
import { engine } from "../powershell/scenario.ts";
import { emitAll } from "../support/emit-all.ts";
import { codeIn, createMdxParser, type ParseMdx } from "../support/mdx.ts";
import { createNewFiles, POWERSHELL_CHECK, pwnedNames } from "../support/pwned.ts";
import { TRICKS } from "./spec.ts";

vi.setConfig({ testTimeout: 300_000 });

/** Tricks that need the place of a configuration's value. */
const MORE: Readonly<Record<string, string>> = {
  "a slug": "/x\n---\n{__pwned()}\n",
  "a statement behind front matter": "/x\n---\nexport const q = __pwned\n",
  "an address that runs": "javascript:__pwned()",
  "unseen characters": "a\u202e\u200b{globalThis.__pwned=1}\n\nimport a from 'b'",
};
const ALL_TRICKS = { ...TRICKS, ...MORE };

/** What is only read, or compared and never printed. Each key that is not listed here must refuse every trick. */
const NOT_PRINTED = [
  "typescript.changelog",
  "powershell.changelog",
  "jobs",
  "lint.baseline",
  "custom.typescript",
  "custom.powershell",
  "$schema",
  "specs.v1.roots.0",
  "specs.v1.top",
  "specs.v1.overlays.0",
  "overlays.0",
  "pull.source",
  "pull.ref",
  "pull.folder",
  "pull.to",
  "pull.lock",
  "references.allow.0",
  "names",
  "out",
  "overrides",
  "powershell.confirmHigh.0",
];

/** What the configuration is about does not depend on the spec: one operation will do. */
const SMALL = {
  openapi: "3.0.3",
  info: { title: "Things", version: "1" },
  paths: {
    "/things/{id}": {
      delete: {
        operationId: "deleteThing",
        tags: ["Things"],
        parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
        responses: { "204": { description: "Gone" } },
      },
    },
  },
};

interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: unknown;
  readonly items?: Schema;
}

/** The paths of all texts that a configuration may hold; `v1` stands for any label. */
function textsOf(schema: Schema, at = ""): readonly string[] {
  const below = (key: string): string => (at === "" ? key : `${at}.${key}`);
  if (schema.type === "string") return [at];
  const entries = Object.entries(schema.properties ?? {}).flatMap(([key, inner]) => textsOf(inner, below(key)));
  const others = typeof schema.additionalProperties === "object" ? (schema.additionalProperties as Schema) : undefined;
  return [
    ...entries,
    ...(others === undefined ? [] : textsOf(others, below("v1"))),
    ...(schema.items === undefined ? [] : textsOf(schema.items, below("0"))),
  ];
}

/** A configuration with one text, and what must stand beside it. */
function configWith(path: string, text: string): unknown {
  const [first = "", ...rest] = path.split(".");
  if (path === "") return text;
  const inner = configWith(rest.join("."), text);
  if (first === "0") return [inner];
  if (path === "v1.top") return { v1: { roots: ["a.yaml"], top: text } };
  if (path === "v1.prefix") return { v1: { prefix: text, guid: DEFAULT_CONFIG.powershell.guid } };
  if (path === "v1.guid") return { v1: { prefix: "Beta", guid: text } };
  return { [first]: inner };
}

describe("hostile text in every place of a configuration", () => {
  let parse: ParseMdx;
  let server: EngineServer | undefined;
  const newFiles = createNewFiles();
  const folder = mkdtempSync(join(tmpdir(), "isc-hostile-config-"));
  const spec = join(folder, "spec.json");
  beforeAll(async () => {
    parse = await createMdxParser();
    if (engine !== undefined) server = startServer(engine);
    writeFileSync(join(folder, "check.ps1"), POWERSHELL_CHECK);
    writeFileSync(spec, JSON.stringify(SMALL));
  });
  afterAll(async () => {
    await server?.stop();
    await closeFormatter();
    rmSync(folder, { recursive: true, force: true });
  });

  const read = (path: string, text: string): boolean => {
    const file = join(folder, "isc-sdkgen.config.json");
    writeFileSync(file, JSON.stringify(configWith(path, text)));
    return readConfig(file).value !== undefined;
  };

  const paths = textsOf(CONFIG_SCHEMA as Schema);

  it("finds the places", () => {
    expect(paths).toContain("powershell.versions.v1.prefix");
    expect(paths).toContain("docs.apiReference");
    expect(NOT_PRINTED.filter((path) => !paths.includes(path))).toEqual([]);
  });

  // Prose takes what can be seen: it is escaped where it is printed, which the tests below prove.
  const prose = ["typescript.description", "powershell.author", "powershell.companyName"];

  it.each(paths.filter((path) => !NOT_PRINTED.includes(path)))("is refused or harmless as %s", (path) => {
    const harmless = prose.includes(path) ? /^[^\p{C}\p{Zl}\p{Zp}]*$/u : /^(?:__proto__|constructor)$/u;
    const taken = Object.values(ALL_TRICKS).filter((trick) => read(path, trick) && !harmless.test(trick));
    expect(taken).toEqual([]);
  });

  const isEvery = process.env["ISC_ALL_TEXTS"] !== undefined;
  if (!isEvery) process.stdout.write("skipped: every second hostile text in a configuration (npm run test:contexts)\n");
  const tricks = Object.entries(ALL_TRICKS).filter((_, index) => isEvery || index % 2 === 0);

  /** Printed though no schema would let it through: the context alone must hold. */
  it.each(tricks)("stays text in all output, whatever the schema says: %s", async (_, trick) => {
    const config: Partial<Config> = {
      typescript: {
        ...DEFAULT_CONFIG.typescript,
        description: trick,
        license: trick,
        version: trick,
        repository: trick,
      },
      powershell: {
        ...DEFAULT_CONFIG.powershell,
        author: trick,
        companyName: trick,
        licenseUri: trick,
        projectUri: trick,
        confirmHigh: [trick],
      },
      docs: { slugBase: trick, apiReference: trick },
    };
    const emitted = await emitAll({ beta: spec }, undefined, config);
    const problems: string[] = [];
    const unseen = newFiles(emitted);
    for (const [path, text] of unseen) {
      if (/\.[mc]?ts$|\.mjs$/u.test(path)) problems.push(...pwnedNames(path, text));
      if (path.endsWith(".json")) JSON.parse(text);
      if (!path.endsWith(".md")) continue;
      try {
        problems.push(...codeIn(parse(text)).map((code) => `${path}: ${code}`));
      } catch (error) {
        problems.push(`${path}: ${String(error)}`);
      }
      const body = text.replace(/^---\n[^]*?\n---\n/u, "");
      if (/(?<!\\)\]\(\s*(?!https?:|mailto:)[a-z][a-z0-9+.-]*:/iu.test(body))
        problems.push(`${path}: a link of another scheme`);
      const [, head] = path.startsWith("docs/") ? (/^---\n([^]*?)\n---\n/u.exec(text) ?? []) : [];
      if (head === undefined) continue;
      const { slug } = load(head) as { readonly slug: unknown };
      if (typeof slug !== "string" || !slug.startsWith(trick)) problems.push(`${path}: the slug is ${String(slug)}`);
    }
    const untidy = unseen
      .filter(([, text]) =>
        /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b\u202a-\u202e\u2066-\u2069\ufffe\uffff]/u.test(text),
      )
      .map(([path]) => path);
    expect({ problems, untidy }).toEqual({ problems: [], untidy: [] });
    if (server === undefined) return;
    const modules = emitted.write("powershell", new Map(unseen));
    try {
      const checked = await server.run(`& '${join(folder, "check.ps1")}' '${modules}'`, { session: "main" });
      expect(checked.thrown).toBeUndefined();
      expect(checked.output).toEqual(["done"]);
    } finally {
      rmSync(modules, { recursive: true, force: true });
    }
  });
});
