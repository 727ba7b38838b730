import { docLine, docText, propertyName, stringLiteral } from "../../emit/escape.ts";
import { flatText, plainCode } from "../../emit/typescript/code.ts";
import { atom, pretty, prettyConstant, type Literal } from "../../emit/typescript/literal.ts";
import { referenceType } from "../../emit/typescript/type-doc.ts";
import { WIDTH } from "../../emit/width.ts";
import type { ApiVersion, Job, Operation } from "../../model/model.ts";
import {
  operationNames,
  parameterKey,
  tagNames,
  versionNames,
  type NameTable,
  type VersionNames,
} from "../../names/table.ts";
import { comment, placeTag } from "./jsdoc.ts";
import type { ModuleBuilder } from "./module.ts";
import { answerType } from "./operation-types.ts";
import { runtimeType } from "./type-of-use.ts";

/** Prints the constants of a version for `waitFor`, one for each operation that starts or polls a job. */
export function addJobs(module: ModuleBuilder, version: ApiVersion, names: NameTable): void {
  const table = versionNames(names, version.label);
  const operations = new Map(version.operations.map((operation) => [operation.key, operation]));
  const found = jobNames(version, table);
  for (const operation of version.operations) {
    const [name, ...former] = found.get(operation.key) ?? [];
    const poll = operations.get(operation.job?.poll ?? "");
    if (operation.job === undefined || name === undefined || poll === undefined) continue;
    const { job } = operation;
    const own = operationNames(table, operation.key).typescript;
    const path = (of: Operation, folder: "apis" | "operations"): string =>
      `${table.typescript.module}/${folder}/${tagNames(table, of.tag).typescript.module}`;
    const descriptor = (of: Operation): Literal => {
      const { descriptor: constant, ownDescriptor } = operationNames(table, of.key).typescript;
      return atom(module.use(path(of, "operations"), constant, "value", ownDescriptor));
    };
    const entries: (readonly [string, Literal])[] = [
      ...(poll === operation ? [] : [["start", descriptor(operation)] as const]),
      ["poll", descriptor(poll)],
      ...(job.takes.length === 0 ? [] : [["takes", takesLiteral(job, table, { operation, poll })] as const]),
      ["status", texts(job.status)],
      ["done", texts(job.done)],
      ["failed", texts(job.failed)],
      ...(job.message === undefined ? [] : [["message", texts(job.message)] as const]),
      ...(job.percent === undefined ? [] : [["percent", texts(job.percent)] as const]),
    ];
    const type = runtimeType(module.types, "Job", [
      referenceType(module.use(path(operation, "apis"), own.arguments, "type")),
      answerType(module.types, poll),
    ]);
    // If the head does not fit on a line, its type arguments are broken and the object follows them.
    const head = `export const ${name}: ${flatText(type)} =`;
    const value: Literal = { kind: "object", entries };
    const initializer = plainCode(
      head.length > WIDTH ? pretty(value, { indent: "", used: 0, isOpen: true }) : prettyConstant(value, head),
    );
    module.statements.push({
      kind: "VariableStatement",
      declarationKind: "const",
      isExported: true,
      docs: [comment([docText(operation.summary), endText(job)], [placeTag(operation.origin)]) ?? ""],
      declarations: [{ name, type, initializer }],
    });
    for (const alias of former)
      module.statements.push({
        kind: "VariableStatement",
        declarationKind: "const",
        isExported: true,
        docs: [comment([], [`@deprecated Renamed to \`${name}\`.`]) ?? ""],
        declarations: [{ name: alias, type, initializer: plainCode(name) }],
      });
  }
}

/** The names of the constants for `waitFor` by operation key. The current name is first. */
export function jobNames(version: ApiVersion, table: VersionNames): ReadonlyMap<string, readonly string[]> {
  const waited = version.operations.filter(({ job }) => job !== undefined);
  const nameOf = (descriptor: string): string => descriptor.replace(/Operation$/u, "Job");
  const taken = new Set(waited.map(({ key }) => nameOf(operationNames(table, key).typescript.ownDescriptor)));
  return new Map(
    waited.map(({ key }) => {
      const { ownDescriptor, aliases } = operationNames(table, key).typescript;
      const former = aliases.map(({ name }) => `${name}Job`).filter((name) => !taken.has(name) && taken.add(name));
      return [key, [nameOf(ownDescriptor), ...former]];
    }),
  );
}

function takesLiteral(
  { takes }: Job,
  table: VersionNames,
  { operation, poll }: { readonly operation: Operation; readonly poll: Operation },
): Literal {
  const argumentOf = (of: Operation, place: string, wire: string): string =>
    operationNames(table, of.key).typescript.parameters.get(parameterKey(place, wire)) ?? wire;
  return {
    kind: "object",
    entries: takes.map(({ place, wire, from, path }) => {
      const [first = "", second = ""] = path;
      const source = from === "answer" ? ["data", ...path] : ["args", argumentOf(operation, first, second)];
      return [propertyName(argumentOf(poll, place, wire)), texts(source)] as const;
    }),
  };
}

function texts(values: readonly string[]): Literal {
  return { kind: "list", items: values.map((value) => atom(stringLiteral(value))) };
}

/** The final states of a job: `Done: COMPLETE. Failed: CANCELLED, FAILED.` */
function endText({ done, failed }: Job): string {
  const told = (values: readonly string[]): string => values.map(docLine).join(", ");
  return `Done: ${told(done)}.${failed.length === 0 ? "" : ` Failed: ${told(failed)}.`}`;
}
