import type { Config } from "../../config/config.ts";
import { checkConfig } from "../../config/read-config.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { pascalCase, splitWords } from "../../names/rules/words.ts";
import { namedGuid } from "../../targets/powershell/module-names.ts";
import type { Proposal } from "./propose.ts";

/** The choices of a person for a new project. */
export interface Choices {
  readonly label: string;
  readonly npm: string;
  readonly module: string;
  readonly out: string;
}

/** A project before its first run: the choices, and the facts of its document. */
export interface NewProject extends Choices {
  /** The path of the document in the configuration. */
  readonly root: string;
  /** The folder that references must not leave; undefined: the folder of the document. */
  readonly top: string | undefined;
  readonly proposal: Proposal;
}

/** The file name of a new project's ledger. */
export const NEW_LEDGER = "names.lock.json";

/**
 * The configuration of a new project. GUIDs are computed from the names. So the modules of two projects have different
 * GUIDs, and two runs with the same choices write the same file.
 */
export function configText(project: NewProject): string {
  const { label, npm, module, out, root, top, proposal } = project;
  const prefix = pascalCase(splitWords(label));
  const config = {
    specs: { [label]: { roots: [root], ...(top === undefined ? {} : { top }) } },
    out,
    names: NEW_LEDGER,
    typescript: { name: npm, version: "0.1.0", license: "MIT", description: `Typed client for ${proposal.title}.` },
    powershell: {
      name: module,
      version: "0.1.0",
      author: proposal.author,
      companyName: proposal.author,
      projectUri: `https://www.npmjs.com/package/${npm}`,
      guid: namedGuid(module),
      // A label may begin with a digit, but a prefix may not.
      ...(/^[A-Z]/u.test(prefix)
        ? { versions: { [label]: { prefix, guid: namedGuid(`${module}.${prefix}`) } } }
        : { versions: { [label]: { prefix: `V${prefix}`, guid: namedGuid(`${module}.V${prefix}`) } } }),
    },
    docs: { slugBase: "/sdk", apiReference: proposal.reference ?? "https://example.com/api" },
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}

/** The configuration as a run reads it, or the problems of the choices. */
export function checkProject(
  project: NewProject,
  path: string,
): { readonly text: string; readonly config: Config } | { readonly diagnostics: readonly Diagnostic[] } {
  const text = configText(project);
  const { value, diagnostics } = checkConfig(text, path);
  return value === undefined ? { diagnostics } : { text, config: value };
}

/** The place of each choice in the configuration. */
const PLACES = {
  label: /^\/specs/u,
  npm: /^\/typescript\/name/u,
  module: /^\/powershell\/name/u,
  out: /^\/out/u,
} as const satisfies Record<keyof Choices, RegExp>;

/** The problem of one choice; undefined if it is valid. */
export function problemOfChoice(project: NewProject, key: keyof Choices): string | undefined {
  const checked = checkProject(project, "");
  if (!("diagnostics" in checked)) return undefined;
  return checked.diagnostics.find(({ origin }) => PLACES[key].test(origin?.pointer ?? ""))?.message;
}
