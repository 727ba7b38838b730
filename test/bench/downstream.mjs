// What users wait for behind a release, for `npm run bench -- --downstream`: compilers, a bundler, an editor,
// PowerShell and the docs site, on the packages of the same specs.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { findComplete, importText, runCommand } from "../powershell/engine.mjs";

const COMPILERS = [
  ["tsc 5.9", "node_modules/typescript/bin/tsc"],
  ["tsc 7", "node_modules/typescript7/bin/tsc"],
];

const CONSUMER = `import { IscClient } from "isc-sdk";

const isc = new IscClient({ tenant: "acme", auth: "token" });
for await (const role of isc.v2024.roles.listRoles({ limit: 50 })) {
  if (role.name === "Old") await isc.v2024.roles.deleteRole({ id: role.id ?? "" });
}
`;
const SETTINGS = {
  compilerOptions: { strict: true, module: "nodenext", target: "es2022", noEmit: true, skipLibCheck: true, types: [] },
  files: ["program.ts"],
};

/** The cases, by name, as in cases.mjs; `left` says what is not here. */
export function downstreamCases(roots, folder) {
  const out = join(folder, "downstream");
  const given = roots.flatMap(({ version, path }) => ["--spec", `${version}=${path}`]);
  const node = (args, cwd) => execFileSync(process.execPath, args, { stdio: "ignore", cwd });
  node(["dist/cli.js", "generate", ...given, "--out", out, "--names", "none", "--overrides", "none"]);
  const typescript = join(out, "typescript");
  node([resolve(COMPILERS[1][1]), "-p", "tsconfig.esm.json"], typescript);
  const consumer = join(folder, "consumer");
  mkdirSync(join(consumer, "node_modules"), { recursive: true });
  symlinkSync(typescript, join(consumer, "node_modules/isc-sdk"), "junction");
  writeFileSync(join(consumer, "package.json"), '{ "type": "module" }\n');
  writeFileSync(join(consumer, "program.ts"), CONSUMER);
  writeFileSync(join(consumer, "tsconfig.json"), JSON.stringify(SETTINGS));
  const cases = COMPILERS.flatMap(([name, path]) => [
    { name: `${name}: the package`, args: () => [path, "--noEmit", "-p", join(typescript, "tsconfig.esm.json")] },
    { name: `${name}: ten lines`, args: () => [path, "-p", consumer] },
  ]);
  cases.push(
    {
      name: "rolldown: ten lines",
      args: () => [
        ...["node_modules/rolldown/bin/cli.mjs", join(consumer, "program.ts")],
        ...["--minify", "--format", "esm", "-d", join(consumer, "bundle")],
      ],
    },
    {
      name: "tsserver: six completions",
      args: () => ["test/bench/editor.mjs", "--runs", "1", "--package", typescript],
    },
  );
  const left = [];
  const engine = findComplete();
  if (engine === undefined) left.push("PowerShell: there is neither pwsh nor dotnet");
  else
    for (const [name, text] of [
      ["PowerShell: an empty engine", ""],
      ["PowerShell: import", importText(join(out, "powershell/IscSdk/IscSdk.psd1"))],
    ]) {
      const script = join(folder, `${name.replaceAll(/\W/gu, "")}.ps1`);
      writeFileSync(script, text);
      const [program, args] = runCommand(engine, script);
      cases.push({ name, program, args: () => args });
    }
  if (existsSync("docs-site/node_modules"))
    cases.push({ name: "docs site", args: () => ["docs-site/site.mjs", "--measure", "--docs", join(out, "docs")] });
  else left.push("the docs site: npm ci --prefix docs-site installs its tools");
  return { cases, left };
}
