/** How the generator is bundled with rolldown: for the command (build.mjs), and for the tools that run it in processes of their own (test/support/bundle-worker.mjs). */
export const BUNDLE_OPTIONS = {
  platform: "node",
  // Its main file looks for its other files in a way that no bundler sees.
  resolve: { alias: { "jsonc-parser": "jsonc-parser/lib/esm/main.js" } },
  // Big packages that most runs never load.
  external: [/^(?:ts-morph|typescript|openapi-typescript|prettier)$/u, /^prettier\/plugins\//u],
};
