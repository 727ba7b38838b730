// Builds the JavaScript for both module systems. One chunk per version contains its clients, so that Node reads a few
// files and not hundreds. Every subpath of package.json re-exports its part, and bundlers drop the rest.
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const root = fileURLToPath(new URL("..", import.meta.url));
const { exports } = JSON.parse(readFileSync(`${root}package.json`, "utf8"));
const modules = Object.values(exports)
  .filter((entry) => typeof entry === "object")
  .map((entry) =>
    entry.import.default.slice("./dist/esm/".length, -".js".length),
  );
const versions = new Set(
  modules.flatMap(
    (name) => /^([^/]+)\/client$/u.exec(name)?.[1] ?? name.split("/")[0],
  ),
);

/** Makes a pattern for paths below `src/`, with the path separator of any system. */
function under(pattern) {
  return new RegExp(`src/${pattern}`.replaceAll("/", "[\\\\/]"), "u");
}

const bundle = await rolldown({
  cwd: root,
  input: Object.fromEntries(modules.map((name) => [name, `src/${name}.ts`])),
  platform: "neutral",
  treeshake: false,
  external: [/^node:/u],
  resolve: { extensionAlias: { ".js": [".ts", ".js"] } },
});
for (const [format, folder] of [
  ["esm", "esm"],
  ["cjs", "cjs"],
]) {
  rmSync(`${root}dist/${folder}/chunks`, { recursive: true, force: true });
  await bundle.write({
    dir: `dist/${folder}`,
    format,
    entryFileNames: "[name].js",
    chunkFileNames: "chunks/[name].js",
    minifyInternalExports: false,
    comments: { legal: false, annotation: true, jsdoc: false },
    codeSplitting: {
      groups: [
        { name: "core", test: under("core/(?!mock|node)") },
        { name: "models", test: under("(?:.+/models|shared)/") },
        // The clients of a version. The constants for mocks stay in one file per tag, because only mocks need all of them.
        ...[...versions].map((version) => ({
          name: version,
          test: under(`${version}/(?:apis/|client\\.ts)`),
        })),
      ],
    },
  });
}
await bundle.close();
writeFileSync(
  `${root}dist/cjs/package.json`,
  `${JSON.stringify({ type: "commonjs", sideEffects: false })}\n`,
);
