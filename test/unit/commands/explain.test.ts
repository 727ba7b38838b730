import { describe, expect, it } from "vitest";
import { addExplain } from "../../../generator/commands/explain-command.ts";
import { explainCode, knownCodes } from "../../../generator/commands/explain.ts";
import { projectFor } from "../../support/command.ts";

const { run } = projectFor([addExplain], {});

describe("explain", () => {
  it.each([
    ["untyped", ["untyped (finding): ", "severity:   note", "why:", "example:", "what to do:", "#untyped"]],
    ["operation-removed", ["(rule of diff): An operation is removed.", "typescript: breaking", "powershell: breaking"]],
    [" Operation-Moved ", ["operation-moved (finding)", "operation-moved (rule of diff)", "powershell: compatible"]],
  ])("tells of %j what the catalogue says", async (code, expected) => {
    const { output, exitCode } = await run("explain", code);
    for (const text of expected) expect(output).toContain(text);
    expect(exitCode).toBe(0);
  });

  it("answers wrong usage with the nearest codes", async () => {
    expect(await run("explain", "operation-remved\u001b[2J")).toEqual({
      exitCode: 2,
      output: "",
      told: expect.stringMatching(
        /the code "operation-remved\\u001b\[2J" does not exist; similar codes are operation-removed, /u,
      ),
    });
    expect((await run("explain")).exitCode).toBe(2);
  });

  it("knows every code, in each format", () => {
    expect(knownCodes().length).toBeGreaterThan(150);
    for (const code of knownCodes()) {
      const [first] = JSON.parse(explainCode(code, "json") ?? "[]") as Record<string, string>[];
      expect(first).toMatchObject({
        code,
        why: expect.stringMatching(/\.$/u),
        "what to do": expect.stringMatching(/\.$/u),
      });
      expect(explainCode(code, "markdown")).toMatch(/^### `/u);
      expect(explainCode(code, "text")).not.toMatch(/\{(?:name|before|after)\}/u);
    }
  });
});
