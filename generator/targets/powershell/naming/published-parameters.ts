import type { Operation } from "../../../model/model.ts";
import { isForVersion, type Overrides } from "../../../names/overrides/overrides.ts";
import { parameterKey } from "../../../names/table.ts";
import type { KeptParameterNames } from "./table.ts";

/** What the overrides tell of the parameters that an operation's published cmdlet had. */
export interface PublishedParameters {
  /** Names by `parameterKey`; of the body under "body". */
  readonly published: ReadonlyMap<string, readonly string[]>;
  readonly kept: readonly KeptParameterNames[];
  readonly order?: readonly string[];
  /** The published parameters by position, where no rule finds them. */
  readonly positions?: readonly string[];
}

/**
 * The published names of parameters that no rule finds: an alias where the operation has the parameter, else one that
 * is kept. A name that is meant for the query and that the spec has got since then is left to the spec.
 */
export function publishedParameters(
  operation: Operation,
  { version, overrides }: { readonly version: { readonly label: string }; readonly overrides: Overrides },
): PublishedParameters {
  const published = new Map<string, readonly string[]>();
  const kept: KeptParameterNames[] = [];
  let order: readonly string[] | undefined;
  let positions: readonly string[] | undefined;
  const known = new Set(operation.parameters.map(({ place, wire }) => parameterKey(place, wire)));
  for (const field of operation.body?.contents[0]?.fields ?? []) known.add(parameterKey("form", field.wire));
  for (const override of overrides.parameters) {
    if (override.at !== operation.key || !isForVersion(override, version.label)) continue;
    order = override.order ?? order;
    positions = override.positions ?? positions;
    for (const [name, meaning] of Object.entries(override.published ?? {})) {
      if (meaning === "ignored") kept.push({ name });
      else if (meaning === "body" || known.has(meaning))
        published.set(meaning, [...(published.get(meaning) ?? []), name]);
      else if (meaning.startsWith("query ")) kept.push({ name, wire: meaning.slice("query ".length) });
    }
  }
  return {
    published,
    kept,
    ...(order === undefined ? {} : { order }),
    ...(positions === undefined ? {} : { positions }),
  };
}
