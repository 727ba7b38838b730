import type { Operation } from "../../../model/model.ts";
import { isForVersion, type Overrides } from "../../../names/overrides/overrides.ts";
import { parameterKey } from "../../../names/table.ts";
import type { KeptParameterNames } from "./table.ts";

/** The overrides for the parameters of an operation's published cmdlet. */
export interface PublishedParameters {
  /** Names by `parameterKey`; those of the request body under "body". */
  readonly published: ReadonlyMap<string, readonly string[]>;
  readonly kept: readonly KeptParameterNames[];
  readonly order?: readonly string[];
  /** The positional parameters of the published cmdlet, if no rule derives them. */
  readonly positions?: readonly string[];
}

/**
 * The published parameter names that no rule derives. A name is an alias if the operation has the parameter; otherwise
 * it is kept as a parameter of its own. A kept parameter is ignored or sent in the query. If the spec has added that
 * query parameter since, the name is its alias.
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
