// Bundles the command into dist/: `npm run build`, and what `npm ci` runs. One file in place of some 250, of which Node
// would find, read and link each anew at every start. Types are checked by `npm run typecheck`.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "rolldown";
import { BUNDLE_OPTIONS } from "./bundle-options.mjs";

const folder = fileURLToPath(new URL(".", import.meta.url));
const dist = join(folder, "dist");
const { output } = await build({
  cwd: folder,
  input: {
    cli: "generator/cli.ts",
    "format-worker": "generator/emit/typescript/format-worker.ts",
    "target-worker": "generator/targets/target-worker.ts",
  },
  ...BUNDLE_OPTIONS,
  output: { format: "esm", chunkFileNames: "[name].js" },
  write: false,
});

// Only what changed is written, and never in place: another run may be loading it.
mkdirSync(dist, { recursive: true });
for (const { fileName, code } of output) {
  const path = join(dist, fileName);
  if (existsSync(path) && readFileSync(path, "utf8") === code) continue;
  const staged = `${path}.${process.pid}`;
  writeFileSync(staged, code, { mode: 0o755 });
  renameSync(staged, path);
}
const made = new Set(output.map(({ fileName }) => fileName));
for (const entry of readdirSync(dist)) if (entry.endsWith(".js") && !made.has(entry)) rmSync(join(dist, entry));
