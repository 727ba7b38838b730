import { fileURLToPath } from "node:url";

const OWN = fileURLToPath(new URL("generator/emit/typescript/", import.meta.url));
const PACKAGE = fileURLToPath(new URL("node_modules/openapi-typescript/", import.meta.url));

/** What openapi-typescript's modules import, and what they get. */
const PARTS = {
  typescript: `export { typeNodes as default } from ${JSON.stringify(`${OWN}type-nodes.ts`)};`,
  "@redocly/openapi-core/lib/ref-utils.js": `export { escapePointer, parseRef } from ${JSON.stringify(`${OWN}type-references.ts`)};`,
  "ansi-colors": "export default {};",
  "supports-color": "export default {};",
};
const ENTRY = `export { default as transformSchema } from ${JSON.stringify(`${PACKAGE}dist/transform/index.mjs`)};`;

/** How openapi-typescript compares keys: with a new collator each time, which takes longer than all its other work. */
const COMPARISON = 'a.localeCompare(b, "en-us", { numeric: true })';

/**
 * Takes the printing half of openapi-typescript into the bundle, with `type-nodes.ts` in the place of the compiler. A
 * plugin for rolldown and for Vitest. `test/unit/load/raw-types.test.ts` compares the result with the package itself.
 */
export const rawTypes = {
  name: "raw types",
  enforce: "pre",
  resolveId(source, importer = "") {
    const from = importer.replaceAll("\\", "/");
    if (from.includes("/node_modules/openapi-typescript/"))
      return Object.hasOwn(PARTS, source) ? `\0raw-types:${source}` : undefined;
    return source === "openapi-typescript" ? "\0raw-types:openapi-typescript" : undefined;
  },
  load(id) {
    if (!id.startsWith("\0raw-types:")) return undefined;
    const source = id.slice("\0raw-types:".length);
    return source === "openapi-typescript" ? ENTRY : PARTS[source];
  },
  transform(code, id) {
    if (!id.replaceAll("\\", "/").endsWith("/openapi-typescript/dist/lib/utils.mjs")) return undefined;
    if (!code.includes(COMPARISON)) throw new Error("openapi-typescript compares keys in another way now");
    const collator = 'const collator = new Intl.Collator("en-us", { numeric: true });\n';
    return { code: collator + code.replace(COMPARISON, "collator.compare(a, b)"), map: null };
  },
};

/** The compiler, another big package. A name in `external` would be asked for before the plugin above. */
const compilerOutside = {
  name: "compiler outside",
  resolveId: (source) => (source === "typescript" ? { id: source, external: true } : undefined),
};

/** How the generator is bundled with rolldown: for the command (build.mjs), and for the tools that run it in processes of their own (test/support/bundle-worker.mjs). */
export const BUNDLE_OPTIONS = {
  platform: "node",
  // Its main file looks for its other files in a way that no bundler sees.
  resolve: { alias: { "jsonc-parser": "jsonc-parser/lib/esm/main.js" } },
  plugins: [rawTypes, compilerOutside],
  // Big packages that most runs never load.
  external: [/^(?:ts-morph|prettier)$/u, /^prettier\/plugins\//u],
};
