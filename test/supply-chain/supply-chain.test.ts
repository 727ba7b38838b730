import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

interface Lock {
  readonly packages: Readonly<
    Record<string, { readonly license?: string; readonly dev?: boolean; readonly hasInstallScript?: boolean }>
  >;
}

interface Manifest {
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, "utf8"));
}

function npm(args: readonly string[], cwd = "."): string {
  return execFileSync("npm", [...args], {
    cwd,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    stdio: ["ignore", "pipe", "ignore"],
    shell: process.platform === "win32",
  });
}

/** Licences under which a package may be shipped with ours: they ask for a notice and no more. */
const SHIPPED = new Set([
  "MIT",
  "ISC",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "0BSD",
  "Python-2.0",
  "(MIT OR CC0-1.0)",
  "Unlicense",
  "CC0-1.0",
]);

/** Licences of tools that stay on the developer's machine: shared unchanged, they bind nothing of ours. */
const TOOLS = new Set([
  ...SHIPPED,
  "MPL-2.0",
  "CC-BY-4.0",
  "(MIT OR Apache-2.0)",
  "(BSD-2-Clause OR MIT OR Apache-2.0)",
]);

describe("dependencies", () => {
  const lock = readJson("package-lock.json") as Lock;
  const packages = Object.entries(lock.packages).filter(([path]) => path !== "");

  it("have licences that we may ship under, or use", () => {
    expect(packages.length).toBeGreaterThan(50);
    const wrong = packages.filter(([, { license = "none", dev }]) => !(dev === true ? TOOLS : SHIPPED).has(license));
    expect(wrong.map(([path, { license }]) => `${path}: ${license ?? "none"}`)).toEqual([]);
  });

  it("run no script when the package is installed, and neither do ours", () => {
    expect(packages.filter(([, entry]) => entry.hasInstallScript === true && entry.dev !== true)).toEqual([]);
    for (const path of ["package.json", "generated/typescript/package.json"]) {
      const { scripts } = readJson(path) as Manifest;
      expect(Object.keys(scripts).filter((name) => /^(?:pre|post)?install$/u.test(name))).toEqual([]);
    }
    expect((readJson("generated/typescript/package.json") as Manifest).dependencies ?? {}).toEqual({});
  });

  it("are pinned to one version each", () => {
    const { dependencies = {} } = readJson("package.json") as Manifest;
    expect(Object.entries(dependencies).filter(([, version]) => !/^\d+\.\d+\.\d+$/u.test(version))).toEqual([]);
  });

  it("stand in the bill of materials, all that are shipped and no other", () => {
    const out = join(mkdtempSync(join(tmpdir(), "isc-sbom-")), "sbom.cdx.json");
    execFileSync(process.execPath, ["test/supply-chain/sbom.mjs", out], { stdio: "ignore" });
    const bill = readJson(out) as {
      readonly bomFormat: string;
      readonly components: readonly { readonly name: string; readonly version: string }[];
    };
    expect(bill.bomFormat).toBe("CycloneDX");
    const shipped = packages.filter(([, { dev }]) => dev !== true).map(([path]) => path.split("node_modules/").at(-1));
    expect(new Set(bill.components.map(({ name }) => name))).toEqual(new Set(shipped));
  });
});

describe("the packed command", () => {
  it("holds what is listed here and nothing else", async () => {
    const [packed] = JSON.parse(npm(["pack", "--dry-run", "--json", "--ignore-scripts"])) as {
      readonly files: readonly { readonly path: string }[];
    }[];
    const paths = (packed?.files ?? []).map(({ path }) => path).sort();
    expect(paths).toContain("dist/cli.js");
    expect(
      paths.filter((path) =>
        /(?:^|\/)(?:test|\.env|\.npmrc|node_modules|\.cache|coverage)(?:\/|$)|\.test\.|\.map$/u.test(path),
      ),
    ).toEqual([]);
    await expect(`${paths.join("\n")}\n`).toMatchFileSnapshot("packed-command.txt");
  });
});
