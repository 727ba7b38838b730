import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { completeLine } from "../../../generator/commands/completion/candidates.ts";
import { SCRIPTS, SHELLS } from "../../../generator/commands/completion/scripts.ts";
import { helpedCommands, theProgram } from "../../support/program.ts";

const VALUES = { labels: ["beta", "v2024"], codes: ["untyped", "unused-ignore"] };

/** The words at the cursor; `<files>` where a path fits. The last word is the one at the cursor. */
function complete(line: string): readonly string[] {
  const words = line.split(" ");
  const { candidates, wantsFiles } = completeLine(
    theProgram(),
    { before: words.slice(0, -1), current: words.at(-1) ?? "" },
    VALUES,
  );
  return [...candidates.map(({ value }) => value), ...(wantsFiles ? ["<files>"] : [])];
}

describe("completion", () => {
  it.each([
    ["gen", ["generate"]],
    ["generate --ta", ["--target"]],
    ["generate --target ", ["typescript", "openapi-types", "powershell", "docs", "model"]],
    ["generate --target typescript,po", ["typescript,powershell"]],
    ["generate --target=po", ["--target=powershell"]],
    ["generate --check --spec ", ["beta=", "v2024="]],
    ["generate --spec beta=sp", ["<files>"]],
    ["generate --out ", ["<files>"]],
    ["generate --check --rep", ["--report", "--report-file"]],
    ["diff --format ", ["text", "json", "markdown", "github", "html"]],
    ["diff ", ["<files>"]],
    ["diff old ", ["<files>"]],
    ["diff --target ", ["typescript", "powershell"]],
    ["names re", ["rename", "retire", "restore"]],
    ["names rename v", ["v2024"]],
    ["names list --kind ", ["operation", "model"]],
    ["names list --version-label b", ["beta"]],
    ["migrate guide beta ", ["beta", "v2024"]],
    ["explain unt", ["untyped"]],
    ["completion ", [...SHELLS]],
    ["release --date ", []],
    ["nothing ", []],
  ])("of %j is %j", (line, expected) => expect(complete(line)).toEqual(expected));

  it("has every command and every option of it", () => {
    for (const { name, command } of helpedCommands())
      for (const { long } of command.options.filter(({ hidden }) => !hidden))
        expect(complete(`${name} ${long ?? ""}`)).toContain(long);
  });

  it.skipIf(process.platform === "win32")("works in a real bash, which evaluates no word", () => {
    const folder = mkdtempSync(join(tmpdir(), "isc-complete-"));
    symlinkSync(resolve("dist/cli.js"), join(folder, "isc-sdkgen"));
    writeFileSync(join(folder, "petstore.yaml"), "");
    writeFileSync(join(folder, "completion.bash"), SCRIPTS.bash);
    const script = `
      source completion.bash
      try() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _isc_sdkgen; printf '%s\\n' "\${COMPREPLY[*]}"; }
      try isc-sdkgen generate --target = po
      try isc-sdkgen generate --spec beta = pet
      try isc-sdkgen generate '$(touch pwned)' --ch`;
    const output = execFileSync("bash", ["-c", script], {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, PATH: `${folder}${delimiter}${process.env["PATH"] ?? ""}` },
    });
    expect(output.trimEnd().split("\n")).toEqual(["powershell", "petstore.yaml", "--check"]);
    expect(existsSync(join(folder, "pwned"))).toBe(false);
  });
});
