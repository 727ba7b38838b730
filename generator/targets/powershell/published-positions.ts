import type { Operation } from "../../model/model.ts";
import { operationNames } from "../../names/table.ts";
import { EXPERIMENTAL_PARAMETER, type CmdletShape } from "./cmdlet-shape.ts";
import type { VersionModule } from "./module-names.ts";

/** The positional parameters of an operation's published cmdlet, by their current names. */
export interface PublishedPositions {
  readonly names: readonly string[];
  /** The number of mandatory parameters at the start of the list. */
  readonly mandatory: number;
}

/**
 * Derives the published positions: path parameters, the experimental mark, required parameters, then optional ones. An
 * override (`positions`) states any other order. `test/powershell/migration.test.ts` compares all positions with the
 * published table.
 */
export function publishedPositions(
  module: VersionModule,
  operation: Operation,
  { parameters, own }: CmdletShape,
): PublishedPositions {
  const { positions, kept } = operationNames(module.names, operation.key).powershell;
  const takesMark = own.some(({ name }) => name === EXPERIMENTAL_PARAMETER);
  const required = new Set(parameters.filter(({ isRequired }) => isRequired).map(({ name }) => name));
  if (takesMark) required.add(EXPERIMENTAL_PARAMETER);
  const names = positions?.map((name) => currentName(parameters, name)) ?? [
    ...parameters
      .filter(({ place, position }) => place === "path" && position !== undefined)
      .sort((left, right) => (left.position ?? 0) - (right.position ?? 0))
      .map(({ name }) => name),
    ...(takesMark ? [EXPERIMENTAL_PARAMETER] : []),
    ...[true, false].flatMap((isRequired) =>
      parameters.filter((entry) => entry.place !== "path" && entry.isRequired === isRequired).map(({ name }) => name),
    ),
    ...kept.filter(({ wire }) => wire !== undefined).map(({ name }) => name),
  ];
  // A parameter that was never sent was mandatory nevertheless.
  for (const { name, wire } of kept) if (wire === undefined) required.add(name);
  const optional = names.findIndex((name) => !required.has(name));
  return { names, mandatory: optional < 0 ? names.length : optional };
}

function currentName(
  parameters: readonly { readonly name: string; readonly aliases: readonly string[] }[],
  published: string,
): string {
  const isSame = (name: string): boolean => name.toLowerCase() === published.toLowerCase();
  return (
    parameters.find(({ name }) => isSame(name))?.name ??
    parameters.find(({ aliases }) => aliases.some(isSame))?.name ??
    published
  );
}
