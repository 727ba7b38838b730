import { execFile } from "node:child_process";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { expect } from "vitest";
import { itWhole } from "../support/whole.ts";

const run = promisify(execFile);
const root = resolve(import.meta.dirname, "../..");

const strict = {
  noEmit: true,
  target: "es2022",
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitOverride: true,
  noFallthroughCasesInSwitch: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  skipLibCheck: false,
};
const browser = { lib: ["es2022", "dom"], types: [] };
const node = {
  lib: ["es2022"],
  types: ["node"],
  typeRoots: [join(root, "node_modules/@types")],
};
const nodenext = { module: "nodenext" };
const bundler = { module: "esnext", moduleResolution: "bundler" };

// Every pair of settings is in one of the rows; all eight rows would take too long.
itWhole.each([
  ["typescript", "browser, nodenext", { ...browser, ...nodenext }],
  ["typescript", "Node, bundler", { ...node, ...bundler }],
  ["typescript7", "browser, bundler", { ...browser, ...bundler }],
  ["typescript7", "Node, nodenext", { ...node, ...nodenext }],
])(
  "the runtime and its type tests compile: %s, %s",
  async (compiler, _, options) => {
    const folder = await mkdtemp(join(tmpdir(), "sdk-types-"));
    await writeFile(
      join(folder, "tsconfig.json"),
      JSON.stringify({
        compilerOptions: { ...strict, ...options },
        include: [
          join(root, "generator/runtime/typescript"),
          join(root, "test/runtime/types"),
        ],
      }),
    );
    const outcome = await run(process.execPath, [
      join(root, "node_modules", compiler, "bin/tsc"),
      "-p",
      folder,
    ]).catch((error: { stdout: string }) => error);
    expect(outcome.stdout).toBe("");
  },
);
