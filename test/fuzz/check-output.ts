import { execFileSync } from "node:child_process";
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { hashOf } from "../../generator/emit/write/manifest.ts";
import type { EngineServer } from "../powershell/engine.mjs";
import { pwnedNames } from "../support/pwned.ts";
import { codeIn, type ParseMdx } from "../support/mdx.ts";

const good = new Set<string>();

/** What no output may hold raw: controls, and characters that turn the reading direction. */
const UNTIDY = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/u;

/** What is wrong with files of the output, in the eyes of the readers they are for. A text is read once in a process. */
export function checkFiles(files: ReadonlyMap<string, string>, parse: ParseMdx): string[] {
  return [...files].flatMap(([path, text]) => {
    const key = hashOf(`${path.slice(path.lastIndexOf("."))} ${text}`);
    if (good.has(key)) return [];
    const found = checkFile(path, text, parse);
    if (found.length === 0) good.add(key);
    return found;
  });
}

function checkFile(path: string, text: string, parse: ParseMdx): readonly string[] {
  const untidy = UNTIDY.exec(text);
  if (untidy !== null) return [`${path}: holds U+${(untidy[0].codePointAt(0) ?? 0).toString(16)} raw`];
  if (/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/u.test(text))
    return [`${path}: holds half a character`];
  if (/\.[mc]?ts$|\.m?js$/u.test(path)) return pwnedNames(path, text);
  try {
    if (path.endsWith(".json")) JSON.parse(text);
    if (/\.ya?ml$/u.test(path)) load(text);
    if (path.startsWith("docs/") && path.endsWith(".md"))
      return codeIn(parse(text)).map((code) => `${path}: holds code: ${code}`);
  } catch (error) {
    return [`${path}: ${String(error)}`];
  }
  return [];
}

/** What PowerShell's own parser says of a folder of modules. */
export async function checkPowerShell(server: EngineServer, script: string, folder: string): Promise<string[]> {
  const answer = await server.run(`& '${script}' '${folder}'`, { session: "main", timeout: 120_000 });
  if (answer.thrown !== undefined) return [`powershell: ${answer.thrown.message}`];
  return answer.output.map(String).filter((line) => line !== "done");
}

/** Compiles the emitted package as strictly as it is published, and imports every part of it. */
export function compilePackage(root: string, emitted: string): string[] {
  const folder = `${emitted}-compiled`;
  cpSync(emitted, folder, { recursive: true });
  try {
    execFileSync(
      process.execPath,
      [join(root, "node_modules/typescript/bin/tsc"), "-p", join(folder, "tsconfig.esm.json")],
      {
        encoding: "utf8",
        stdio: "pipe",
      },
    );
    const { exports } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
      exports: Record<string, { readonly import?: { readonly default: string } } | string>;
    };
    const parts = Object.values(exports).flatMap((part) =>
      typeof part === "string" || part.import === undefined ? [] : [part.import.default],
    );
    const program = join(folder, "import-all.mjs");
    writeFileSync(program, `${parts.map((part) => `await import(${JSON.stringify(part)});`).join("\n")}\n`);
    execFileSync(process.execPath, [program], { encoding: "utf8", stdio: "pipe", cwd: folder });
    return [];
  } catch (error) {
    const { stdout = "", stderr = "", message } = error as { stdout?: string; stderr?: string; message: string };
    return [`the package does not compile or load: ${(stdout + stderr || message).slice(0, 2000)}`];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
