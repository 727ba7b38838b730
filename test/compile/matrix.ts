import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** How consumers compile: every flag that finds something, with and without Node's types. */
const FLAGS = {
  target: "es2022",
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitOverride: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  skipLibCheck: false,
  noEmit: true,
};

const MODULES = {
  nodenext: { module: "nodenext", moduleResolution: "nodenext" },
  bundler: { module: "esnext", moduleResolution: "bundler" },
};

const LIBRARIES = {
  dom: { lib: ["es2022", "dom"], types: [] },
  node: { lib: ["es2022"], types: ["node"], typeRoots: [resolve("node_modules/@types")] },
};

const COMPILERS = { "5.9": "node_modules/typescript/bin/tsc", "7": "node_modules/typescript7/bin/tsc" };

export interface Combination {
  readonly compiler: keyof typeof COMPILERS;
  readonly modules: keyof typeof MODULES;
  readonly libraries: keyof typeof LIBRARIES;
}

export const COMBINATIONS: readonly Combination[] = (["5.9", "7"] as const).flatMap((compiler) =>
  (["nodenext", "bundler"] as const).flatMap((modules) =>
    (["dom", "node"] as const).map((libraries) => ({ compiler, modules, libraries })),
  ),
);

/** Type-checks a package's sources in one combination; gives the compiler's complaints, empty when there are none. */
export function typeCheck(packageFolder: string, combination: Combination, extra: readonly string[] = []): string {
  const { compiler, modules, libraries } = combination;
  const folder = join(packageFolder, "check");
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `tsconfig.${compiler}.${modules}.${libraries}.json`);
  const compilerOptions = { ...FLAGS, ...MODULES[modules], ...LIBRARIES[libraries] };
  writeFileSync(
    path,
    JSON.stringify({ compilerOptions, include: existsSync(join(packageFolder, "src")) ? ["../src", ...extra] : extra }),
  );
  try {
    execFileSync(process.execPath, [resolve(COMPILERS[compiler]), "-p", path], { encoding: "utf8", stdio: "pipe" });
    return "";
  } catch (error) {
    return (error as { stdout: string }).stdout.slice(0, 4000);
  }
}

/** Type-checks a consumer's file against a package's sources, found by the package's own subpaths. */
export function typeCheckConsumer(packageFolder: string, compiler: Combination["compiler"], file: string): string {
  return consumerComplaints(packageFolder, compiler, file).slice(0, 4000);
}

/** Libraries of a program that uses modules of Node, with a browser's and without. */
export const NODE_LIBRARIES = {
  "lib dom": { ...LIBRARIES.node, lib: ["es2022", "dom"] },
  "Node's types alone": LIBRARIES.node,
};

/** Everything that the compiler says of a consumer's file. `options`: its libraries. */
export function consumerComplaints(
  packageFolder: string,
  compiler: Combination["compiler"],
  file: string,
  options: object = LIBRARIES.dom,
): string {
  const { exports } = JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8")) as {
    exports: Record<string, { import?: { default: string } }>;
  };
  const paths = Object.fromEntries(
    Object.entries(exports).flatMap(([subpath, entry]) =>
      entry.import === undefined
        ? []
        : [
            [
              subpath.replace(/^\./u, "isc-sdk"),
              [join(packageFolder, entry.import.default.replace("./dist/esm/", "src/").replace(/\.js$/u, ".ts"))],
            ],
          ],
    ),
  );
  const folder = join(packageFolder, "check");
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `tsconfig.consumer.${compiler}.json`);
  writeFileSync(
    path,
    JSON.stringify({ compilerOptions: { ...FLAGS, ...MODULES.bundler, ...options, paths }, files: [file] }),
  );
  try {
    execFileSync(process.execPath, [resolve(COMPILERS[compiler]), "-p", path], {
      encoding: "utf8",
      stdio: "pipe",
      maxBuffer: 2 ** 28,
    });
    return "";
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}
