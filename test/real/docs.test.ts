import { rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { compareFacts } from "../docs/compare-facts.ts";
import { emitDocs, runChecker, specArguments, writeEmitted, type EmittedDocs } from "../docs/emit.ts";
import { SEED_FACTS } from "../docs/seed-facts.ts";
import { realRoot } from "../support/generated.ts";

// Each checker takes minutes on a quiet machine, and an hour on a busy one.
vi.setConfig({ testTimeout: 7_200_000, hookTimeout: 7_200_000 });

describe.each(["2025-05-20", "2025-11-20"])("the pages of the real specs of %s", (date) => {
  const roots = { beta: realRoot(date, "beta"), v2024: realRoot(date, "v2024") };
  const specs = specArguments(roots);
  let emitted: EmittedDocs;
  let folder: string;
  beforeAll(async () => {
    emitted = await emitDocs(roots);
    folder = writeEmitted(emitted, `docs-${date}`);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("have a guide from beta to v2024 with what it is known to list", (context) => {
    if (date !== "2025-05-20") context.skip("these are the numbers of May 2025");
    const page = emitted.files.get("docs/typescript/v2024/migration/index.md") ?? "";
    const rows = (heading: string): readonly (readonly string[])[] => {
      const [, part = ""] = page.split(`\n## ${heading}\n`);
      const [table = ""] = part.split("\n## ");
      return [...table.matchAll(/^\| `.*$/gmu)].map(([line]) =>
        line.split(" | ").map((cell) => /\[`([^`]*)`\]/u.exec(cell)?.[1]?.split(".").at(-1) ?? cell.trim()),
      );
    };
    const renamed = rows("Renamed operations");
    expect(renamed).toHaveLength(21);
    expect(renamed.map(([, before]) => before)).toContain("getLifecycleStates");
    expect(renamed.filter(([, before, after]) => before !== after)).toHaveLength(19);
    expect(rows("Removed operations")).toHaveLength(25);
  });

  it("compile as MDX, are prettier's, and every link and anchor resolves", async () => {
    expect((await runChecker("check.mjs", [folder])).text).toContain(" 0 problems");
  });

  it("have TypeScript that compiles strictly against the package, and runs", async () => {
    expect((await runChecker("check-typescript.mjs", [folder])).text).toContain(" 0 problems");
    expect((await runChecker("run-typescript.mjs", [folder, ...specs])).text).toContain(" 0 problems");
  });

  it("come with overlays that apply to the specs", async () => {
    expect((await runChecker("apply-overlays.mjs", [folder, ...specs])).text).toContain(" 0 problems");
  });

  it("have PowerShell that parses and runs", async (context) => {
    const { exitCode, text } = await runChecker("check-powershell.mjs", [folder, ...specs]);
    if (exitCode === 3) context.skip("neither PowerShell nor .NET is here");
    expect(text).toContain(" 0 problems");
  });
});

it("the pages of the real specs state the facts of the published pages", async () => {
  const { files, names } = await emitDocs({
    beta: realRoot("2025-05-20", "beta"),
    v2024: realRoot("2025-05-20", "v2024"),
  });
  const differences = SEED_FACTS.flatMap((fact) => compareFacts(fact, files.get(`docs/${fact.page}`) ?? "", names));
  expect(differences).toEqual([]);
});
