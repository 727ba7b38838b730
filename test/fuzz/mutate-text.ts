import { posix } from "node:path";
import { CHARACTERS } from "../support/hostile-texts.ts";
import { anyValue, hostileTextOf } from "./material.ts";
import { specPathsOf, type Mutation } from "./mutate-spec.ts";
import {
  CONFIG,
  isNode,
  JOBS,
  LEDGER,
  OUT,
  OVERRIDES,
  textOfValue,
  valueOf,
  type Node,
  type Project,
} from "./project.ts";
import type { Random } from "./random.ts";
import { hashOf } from "../../generator/emit/write/manifest.ts";

/** Changes one text in the way that editors, tools and people break texts. */
export function breakText(text: string, random: Random): string | Buffer {
  const lines = text.split("\n");
  const line = random.below(lines.length);
  const at = random.below(text.length + 1);
  const insert = (what: string): string => text.slice(0, at) + what + text.slice(at);
  const setLine = (change: (line: string) => readonly string[]): string =>
    [...lines.slice(0, line), ...change(lines[line] ?? ""), ...lines.slice(line + 1)].join("\n");
  return random.pick<() => string | Buffer>([
    () => insert(random.pick(CHARACTERS)),
    () =>
      insert(
        random.pick([
          ..."{}[]:,&*!|>%@`'\"#-?\t\n",
          "---\n",
          "...\n",
          "<<: *a",
          "&a ",
          "*a ",
          "!!binary ",
          "!!js/function ",
          "!!set ",
          "!<x> ",
        ]),
      ),
    () => insert(hostileTextOf(random)),
    () => text.slice(0, at),
    () => text.slice(at),
    () => text.slice(0, at) + text.slice(at + 1 + random.below(20)),
    () => setLine(() => []),
    () => setLine((one) => [one, one]),
    () => setLine((one) => [` ${one}`]),
    () => setLine((one) => [`\t${one}`]),
    () => setLine((one) => [one.trimStart()]),
    () =>
      setLine((one) => [
        one.replace(
          /:.*$/u,
          `: ${random.pick(["~", ".inf", "-.NaN", "0o17", "0x1F", "1e999", "2020-01-01", "NO", "yes", "1_000", "? a", "|\n", ">-\n    a", "!!null x", "'", '"', "&x *x", "[", "{a: *b}", "12345678901234567890", "00", "+1", "=", "<<"])}`,
        ),
      ]),
    () => lines.map((one) => `${one}\r`).join("\n"),
    () => `\ufeff${text}`,
    () => `%YAML 1.1\n---\n${text}`,
    () => `${text}\n---\n${text}`,
    () => `${text}\n${text}`,
    () => "",
    () => "null",
    () =>
      `a: &a [x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c]\n${text}`,
    () => `x: &x\n  y: *x\n${text}`,
    () => `${"[".repeat(random.pick([10, 400, 600, 20_000]))}${text}`,
    () => `${Array.from({ length: random.pick([90, 300, 600]) }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n")}\n`,
    () =>
      Buffer.concat([
        Buffer.from(text.slice(0, at)),
        Buffer.from([0xff, 0xfe, 0xc3, 0x28]),
        Buffer.from(text.slice(at)),
      ]),
    () => Buffer.from(text, "utf16le"),
    () =>
      text.replaceAll(
        random.pick(["string", "object", "$ref", "type", "id", "schemas", "properties"]),
        hostileTextOf(random),
      ),
  ])();
}

function ofSpecFile(
  change: (at: { readonly path: string; readonly project: Project; readonly random: Random }) => string,
): Mutation {
  return (project, random) => {
    const paths = specPathsOf(project);
    if (paths.length === 0) return undefined;
    const path = random.pick(paths);
    return `${path}: ${change({ path, project, random })}`;
  };
}

/** Writes another target in every reference to a file, by its last part. */
function redirect(project: Project, from: string, to: string): void {
  const [name = "", other = ""] = [posix.basename(from), posix.basename(to)];
  for (const path of specPathsOf(project)) {
    const text = project.files.get(path);
    if (typeof text === "string" && text.includes(name)) project.files.set(path, text.replaceAll(name, other));
  }
}

/** Changes of the specs' texts and files. */
export const TEXT_MUTATIONS: Readonly<Record<string, Mutation>> = {
  "a broken text": ofSpecFile(({ path, project, random }) => {
    project.files.set(path, breakText(String(project.files.get(path)), random));
    return "its text is broken";
  }),
  "a moved file": ofSpecFile(({ path, project, random }) => {
    const folder = posix.dirname(path);
    const part = hostileTextOf(random).replaceAll(/[/\0]/gu, "_").slice(0, 60);
    const to = random.pick([
      () => `${folder}/${part}.yaml`,
      () => `${folder}/moved/${posix.basename(path)}`,
      () => path.toUpperCase().replace("SPECS/", "specs/"),
      () => path.replace(/\.\w+$/u, ""),
      () => path.replace(/\.\w+$/u, random.pick([".json", ".md", ".txt", ".YAML", " .yaml"])),
    ])();
    if (Buffer.byteLength(to) > 200 || to.includes("/../") || project.files.has(to) || /[\ud800-\udfff]/u.test(to))
      return "it stays";
    project.files.set(to, project.files.get(path) ?? "");
    project.files.delete(path);
    if (random.chance(0.6)) redirect(project, path, to);
    return `it is ${to} now`;
  }),
  "a missing file": ofSpecFile(({ path, project }) => {
    project.files.delete(path);
    return "it is gone";
  }),
  "another file's text": ofSpecFile(({ path, project, random }) => {
    const other = random.pick(specPathsOf(project));
    project.files.set(path, project.files.get(other) ?? "");
    return `it has the text of ${other}`;
  }),
  "a link": ofSpecFile(({ path, project, random }) => {
    project.files.delete(path);
    const to = random.pick(["outside.txt", posix.basename(path), "/etc/hostname", "..", "."]);
    project.links.set(path, to);
    return `it is a link to ${to}`;
  }),
  "two roots of one version": (project, random) => {
    const all = [...project.versions.values()].flat();
    const label = random.pick([...project.versions.keys()]);
    project.versions.get(label)?.push(random.pick([...all, ...specPathsOf(project)]));
    return `${label} has another root`;
  },
  "another version": (project, random) => {
    const label = random.pick([
      "v3",
      "2024",
      "be-ta",
      "Beta",
      "1",
      "a.b",
      "x-y_z",
      "con",
      "index",
      "openapi",
      "core",
      "z".repeat(64),
      "docs",
      "_",
      "constructor",
      hostileTextOf(random),
    ]);
    const roots = random.pick([...project.versions.values()]);
    project.versions.set(label, [...roots]);
    return `there is a version ${label.slice(0, 60)}`;
  },
};

/** Changes any node of a JSON or YAML text a few times. */
function changeNodes(text: string, random: Random): string {
  const holder = { root: valueOf(text) };
  for (let count = 1 + random.below(4); count > 0; count -= 1) {
    let node: unknown = holder;
    for (let depth = 1 + random.below(7); ; depth -= 1) {
      if (typeof node !== "object" || node === null) break;
      const keys = Object.keys(node);
      if (keys.length === 0) break;
      const key = random.pick(keys);
      const value = (node as Node)[key];
      const isEnd = depth <= 1 || typeof value !== "object" || value === null || Object.keys(value).length === 0;
      if (!isEnd) {
        node = value;
        continue;
      }
      if (random.chance(0.2)) delete (node as Node)[key];
      else if (random.chance(0.3))
        Object.defineProperty(node, hostileTextOf(random), {
          value,
          enumerable: true,
          configurable: true,
          writable: true,
        });
      else if (typeof value === "string" && random.chance(0.5))
        (node as Node)[key] = random.pick([
          "Get-Role",
          "Remove-Role",
          "Role",
          "getRole",
          "roles",
          "Id",
          hostileTextOf(random),
        ]);
      else (node as Node)[key] = anyValue(random);
      break;
    }
  }
  return JSON.stringify(holder.root, null, 1) ?? "";
}

/** Two entries of the ledger have one name, which each alone could have. */
function clashNames(text: string, random: Random): string {
  const ledger = valueOf(text);
  const versions = isNode(ledger) && isNode(ledger["versions"]) ? ledger["versions"] : {};
  for (const version of Object.values(versions)) {
    if (!isNode(version)) continue;
    for (const kind of ["operations", "models", "tags", "events", "files", "parameters"]) {
      const entries = isNode(version[kind]) ? Object.values(version[kind]).filter(isNode) : [];
      if (entries.length < 2) continue;
      for (let count = random.below(40); count > 0; count -= 1) {
        const [one, other] = [random.pick(entries), random.pick(entries)];
        const key = random.pick(Object.keys(other).concat("name"));
        if (other[key] !== undefined) one[key] = other[key];
      }
    }
  }
  return JSON.stringify(ledger);
}

function ofOwnFile(path: string, change: (text: string, random: Random) => string | Buffer): Mutation {
  return (project, random) => {
    const text = project.files.get(path);
    if (text === undefined) return undefined;
    project.files.set(path, change(String(text), random));
    return `${path} is changed`;
  };
}

const PREVIOUS = `${OUT}/docs/previous.md`;

/** Places that a manifest, a journal or a config could name to reach out of its folder. */
const PLACES = [
  "../outside.txt",
  "/tmp/isc-fuzz-outside",
  "docs/previous.md",
  "docs/../../outside.txt",
  ".isc-sdkgen/journal.json",
  "C:\\x",
  "docs",
  "",
  ".",
  "linked/x.md",
  "docs/previous.md/x",
  "CON",
  "__proto__",
  ".git/hooks/post-checkout",
  "docs/.GIT/config",
  "GIT~1/config",
];

/** Changes of the project's own files: ledger, overrides, configuration, manifest, journal, and what else stands in the output. */
export const OWN_MUTATIONS: Readonly<Record<string, Mutation>> = {
  "the ledger's nodes": ofOwnFile(LEDGER, changeNodes),
  "the ledger's names": ofOwnFile(LEDGER, clashNames),
  "the ledger's text": ofOwnFile(LEDGER, breakText),
  "the overrides' nodes": ofOwnFile(OVERRIDES, changeNodes),
  "the overrides' text": ofOwnFile(OVERRIDES, breakText),
  "the jobs' nodes": ofOwnFile(JOBS, changeNodes),
  "the jobs' text": ofOwnFile(JOBS, breakText),
  "an override": ofOwnFile(OVERRIDES, (text, random) =>
    textOfValue(
      {
        operations: [
          {
            at: random.pick([...text.matchAll(/at: (.*)/gu)].map(([, at]) => at).concat("GET /roles")),
            cmdlet: random.pick(["Get-Role", hostileTextOf(random)]),
            method: random.pick(["getRole", hostileTextOf(random)]),
            reason: "a",
          },
        ],
        models: [
          {
            at: random.pick(["beta/schemas/Role.yaml", hostileTextOf(random)]),
            name: random.pick(["Role", hostileTextOf(random)]),
            reason: hostileTextOf(random),
          },
        ],
      },
      random,
    ),
  ),
  "the configuration's nodes": ofOwnFile(CONFIG, changeNodes),
  "the configuration's text": ofOwnFile(CONFIG, breakText),
  "the configuration's values": (project, random) => {
    const text = hostileTextOf(random);
    const typescript = {
      name: random.pick(["isc-sdk", "@a/b", "node_modules", "con", text]),
      version: text,
      description: text,
      license: text,
    };
    const powershell = {
      name: random.pick(["IscSdk", "A.B", "x", text]),
      version: random.pick(["1.0.0", "1.2.3-beta", text]),
      author: text,
      companyName: text,
      licenseUri: text,
      confirmHigh: [text, "Remove-Role"],
      versions: {
        beta: { prefix: random.pick(["Beta", "V2024", "X", text]), guid: "a3c1c0a2-6f0b-4a55-8e57-8f0e7b3fd0b1" },
      },
    };
    const docs = { slugBase: random.pick(["/", "a", "/tools//sdk/", text]), apiReference: text };
    const chosen = random.pick<Node>([
      { typescript },
      { powershell },
      { docs },
      { out: random.pick(PLACES) },
      { names: random.pick(PLACES) },
      { overrides: random.pick(PLACES) },
      { out: "specs" },
      { names: CONFIG },
      { names: `${OUT}/names.json` },
      { references: { allow: [random.pick(["..", "/", ".", text])] } },
    ]);
    Object.assign(project.config, chosen);
    return `the configuration has ${JSON.stringify(chosen).slice(0, 100)}`;
  },
  "the manifest's nodes": ofOwnFile(`${OUT}/manifest.json`, changeNodes),
  "the manifest's text": ofOwnFile(`${OUT}/manifest.json`, breakText),
  "the manifest's paths": ofOwnFile(`${OUT}/manifest.json`, (text, random) =>
    JSON.stringify({
      specs: {},
      files: {
        docs: {
          "docs/previous.md": hashOf("previous\n"),
          [random.pick(PLACES)]: hashOf(random.pick(["outside\n", "previous\n"])),
        },
      },
    }),
  ),
  "a journal": (project, random) => {
    const hash = hashOf(random.pick(["outside\n", "previous\n", "staged\n"]));
    const journal = {
      writes: Array.from({ length: random.below(3) }, () => ({
        path: random.pick(PLACES),
        hash,
        before: random.pick([null, hash]),
      })),
      removals: Array.from({ length: random.below(3) }, () => ({ path: random.pick(PLACES), before: hash })),
      seal: hash,
    };
    const text = JSON.stringify(journal);
    project.files.set(
      `${OUT}/.isc-sdkgen/journal.json`,
      random.chance(0.7) ? text : random.chance(0.5) ? changeNodes(text, random) : breakText(text, random),
    );
    if (random.chance(0.7)) project.files.set(`${OUT}/.isc-sdkgen/staged/0`, "staged\n");
    if (random.chance(0.3)) project.files.set(`${OUT}/.isc-sdkgen/old/0`, "previous\n");
    return "there is a journal";
  },
  "a foreign file": (project, random) => {
    const path = random.pick([
      "typescript/package.json",
      "docs/index.md",
      "surface.json",
      "typescript/src/mine.ts",
      ".isc-sdkgen/lock-1",
      ".isc-sdkgen/staged/9",
      "docs/typescript",
      "powershell",
    ]);
    if (project.files.has(`${OUT}/${path}`)) return undefined;
    project.files.set(`${OUT}/${path}`, "mine\n");
    return `there is a ${path} of somebody else's`;
  },
  "a link in the output": (project, random) => {
    const path = random.pick([
      "linked",
      "docs/previous.md",
      "typescript",
      ".isc-sdkgen",
      "manifest.json",
      "surface.json",
    ]);
    for (const file of [...project.files.keys()])
      if (file === `${OUT}/${path}` || file.startsWith(`${OUT}/${path}/`)) project.files.delete(file);
    const to = random.pick(["../..", "../../outside.txt", "nowhere", "."]);
    project.links.set(`${OUT}/${path}`, to);
    return `${path} is a link to ${to}`;
  },
  "an edited file": (project) => {
    if (!project.files.has(PREVIOUS)) return undefined;
    project.files.set(PREVIOUS, "edited\n");
    return "a file of the previous output is edited";
  },
};
