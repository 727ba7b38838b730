import type { Diagnostic } from "../../generator/diagnostics/diagnostic.ts";
import type { NamingResult } from "../../generator/names/assign.ts";
import type { Ledger } from "../../generator/names/ledger/ledger.ts";
import { parseLedger, printLedger } from "../../generator/names/ledger/ledger-text.ts";
import { versionNames, type VersionNames } from "../../generator/names/table.ts";
import { assign } from "../unit/names/make.ts";
import { namings } from "./namings.ts";
import { processSpec, rootOf } from "./spec.ts";

/** A spec by its files; the first is the root. */
export type SpecFiles = Readonly<Record<string, string>>;

/** What a state of a spec came to on the ledger of the states before it. */
export interface State {
  readonly names: VersionNames;
  readonly result: NamingResult;
  readonly before: Ledger | undefined;
  /** The ledger as the next run reads it. */
  readonly ledger: Ledger;
  readonly diagnostics: readonly Diagnostic[];
}

export interface RunOptions {
  readonly frozen?: boolean;
  readonly retire?: boolean;
  readonly isPartial?: boolean;
  /** What the ledger calls the spec. */
  readonly label?: string;
}

/** Runs a spec on a ledger, and reads the ledger again from its text, as the next run would. */
export function runOn(files: SpecFiles, before: Ledger | undefined, options: RunOptions = {}): State {
  const { version } = processSpec(files);
  const { value, diagnostics } = assign(
    { versions: [version] },
    {
      ledger: before,
      frozen: options.frozen === true,
      retire: options.retire === true,
      ...(options.isPartial === true ? { partial: new Set(["beta"]) } : {}),
      ...(options.label === undefined ? {} : { labels: new Map([["beta", options.label]]) }),
    },
  );
  return {
    names: versionNames(value.table, "beta"),
    result: value,
    before,
    ledger: readAgain(value.ledger),
    diagnostics,
  };
}

/** The ledger from its text. Throws where it cannot be read again: that is a bug. */
export function readAgain(ledger: Ledger): Ledger {
  const parsed = parseLedger(printLedger(ledger), namings());
  if ("problems" in parsed) throw new Error(parsed.problems.map(({ problem }) => problem).join("\n"));
  return parsed.ledger;
}

/** Runs states one after the other on one ledger. */
export function play(states: readonly SpecFiles[], ledger?: Ledger): readonly State[] {
  const played: State[] = [];
  for (const files of states) played.push(runOn(files, played.at(-1)?.ledger ?? ledger));
  return played;
}

/** What things are called: cmdlet and method by operation key, model by id. */
export function namesIn({ names }: Pick<State, "names">): Readonly<Record<string, string>> {
  return Object.fromEntries([
    ...[...names.operations].map(([key, { powershell, typescript }]) => [
      key,
      `${powershell.cmdlet} ${typescript.method}`,
    ]),
    ...[...names.declarations].map(([id, { typescript }]) => [id, typescript.name]),
  ]) as Readonly<Record<string, string>>;
}

/** An operation for {@link specOf}. */
export interface OperationText {
  readonly id: string;
  readonly tag?: string;
  /** The schema of its answer, as YAML in flow style. */
  readonly gives?: string;
  readonly takes?: string;
  /** Parameters beside those of the path, as YAML in flow style. */
  readonly more?: string;
}

/** A root with operations by method and path. */
export function specOf(
  operations: Readonly<Record<string, OperationText>>,
  more: { readonly schemas?: string; readonly rest?: string; readonly files?: SpecFiles; readonly root?: string } = {},
): SpecFiles {
  const paths = new Map<string, string[]>();
  for (const [key, operation] of Object.entries(operations)) {
    const [method = "", path = ""] = key.split(" ");
    paths.set(path, [...(paths.get(path) ?? []), `  ${method.toLowerCase()}: ${operationText(path, operation)}`]);
  }
  const text = [...paths].map(([path, methods]) => `${JSON.stringify(path)}:\n${methods.join("\n")}`).join("\n");
  return {
    [more.root ?? "root.yaml"]: rootOf({
      paths: text,
      ...(more.schemas === undefined ? {} : { schemas: more.schemas }),
      ...(more.rest === undefined ? {} : { rest: more.rest }),
    }),
    ...more.files,
  };
}

/** An operation object as YAML in flow style. */
export function operationText(path: string, { id, tag = "Things", gives, takes, more = "" }: OperationText): string {
  const placeholders = [...path.matchAll(/\{([^{}]+)\}/gu)].map(
    ([, name = ""]) => `{ name: ${name}, in: path, required: true, schema: { type: string } }`,
  );
  const parameters = [...placeholders, ...(more === "" ? [] : [more])].join(", ");
  const body = takes === undefined ? "" : `, requestBody: { content: { application/json: { schema: ${takes} } } }`;
  const answer =
    gives === undefined
      ? `'204': { description: Done }`
      : `'200': { description: Done, content: { application/json: { schema: ${gives} } } }`;
  return `{ operationId: ${id}, tags: [${tag}], parameters: [${parameters}]${body}, responses: { ${answer} } }`;
}
