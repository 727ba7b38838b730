import tseslint from "typescript-eslint";

/** House rules that a machine can check; the others are in CONTRIBUTING.md. */
export default tseslint.config(
  {
    ignores: [
      "dist/",
      ".cache/",
      "generated/",
      "node_modules/",
      "test/tools/",
      "test/migrate/flows/",
      "test/**/expected/",
      "test/powershell/host/",
      "docs-site/",
      "**/*.d.mts",
    ],
  },
  ...tseslint.configs.recommended,
  {
    rules: {
      "no-console": "error",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", destructuredArrayIgnorePattern: "^_", varsIgnorePattern: "^_" },
      ],
      "no-control-regex": "off",
      "max-lines": ["error", { max: 400 }],
    },
  },
  {
    files: ["generator/**/*.ts"],
    rules: {
      "no-restricted-globals": ["error", { name: "process", message: "Only cli.ts touches the process." }],
      "no-restricted-syntax": [
        "error",
        { selector: "ExportDefaultDeclaration", message: "Exports have names." },
        { selector: "ExportAllDeclaration", message: "Exports are listed." },
      ],
    },
  },
  { files: ["generator/cli.ts", "generator/runtime/**"], rules: { "no-restricted-globals": "off" } },
  { files: ["test/**/*.mjs"], rules: { "no-console": "off" } },
  { files: ["test/**"], rules: { "max-lines": "off", "@typescript-eslint/ban-ts-comment": "off" } },
);
