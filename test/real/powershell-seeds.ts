import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { engine } from "../powershell/scenario.ts";
import type { ModuleSession } from "../powershell/session.ts";

const SEEDS = "/work/shared/seeds";

/** Examples between "Example" and "[Back to top]". */
function pageExamples(file: string): readonly string[] {
  const parts = readFileSync(join(SEEDS, file), "utf8")
    .split(/^Example$/mu)
    .slice(1);
  return parts.map((part) => part.split("[Back to top]")[0] ?? "");
}

/** The Roles page lost its white space: restored by hand. */
function rolesExamples(): readonly string[] {
  return readFileSync(join(import.meta.dirname, "../powershell/roles-page.ps1.txt"), "utf8").split("[Back to top]");
}

/** The corrections that the docs list, and no others: here-strings on lines of their own, helpers and parameters that exist. */
function corrected(example: string, prefix: string): string {
  return example
    .replaceAll(/@"(?=[{[])/gu, '@"\n')
    .replaceAll(/(?<=[}\]])"@/gu, '\n"@')
    .replaceAll("ConvertFrom-JsonTo", `ConvertFrom-${prefix}JsonTo`)
    .replaceAll(/ -Beta(?=[A-Z])/gu, " -");
}

/** The example with its call of all parameters. */
function withAll(example: string): string {
  return example.replace(/^(\s*)# Below is a request[^\n]*\n\s*# /mu, "$1");
}

/** The examples, in an engine that has imported the module of the real specs. */
export function describeSeeds(session: () => ModuleSession): void {
  describe.skipIf(engine === undefined)("examples of the published pages", () => {
    const examples = [
      ...pageExamples("000_b60f50aab822f9fd.txt").map((text) => corrected(text, "Beta")),
      ...rolesExamples().map((text) => corrected(text, "Beta")),
      ...pageExamples("004_1365d259bab478f3.txt").map((text) => corrected(text, "V2024")),
    ];

    it.each(examples.map((text) => [/^\s*((?!\$)\w+-\w+)/mu.exec(text)?.[1] ?? "", text] as const))(
      "%s runs",
      async (_, text) => {
        const { mock, run } = session();
        for (const script of new Set([text, withAll(text)])) {
          mock.reset(() => ({ body: [] }));
          const answer = await run(script);
          expect([answer.thrown?.message, answer.errors.map((error) => error.message), answer.host]).toEqual([
            undefined,
            [],
            [],
          ]);
          expect(mock.state.requests).toHaveLength(script === text ? 1 : 2);
        }
        mock.reset(() => ({ status: 404, body: { messages: [{ text: "not here" }] } }));
        const failed = await run(text);
        expect(failed.host[0]).toMatch(/^404 Exception occurred when calling/u);
        expect(failed.host[1]).toContain("not here");
      },
    );
  });
}
