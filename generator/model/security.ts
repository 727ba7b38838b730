import { assertNever } from "./assert-never.ts";
import type { ApiModel, ApiVersion, Operation, SecurityScheme } from "./model.ts";
import { compareText } from "./order.ts";

/** What tokens of a scheme are of: two schemes of one such text take the same token. */
function tokenOf(scheme: SecurityScheme): string {
  if (scheme.kind !== "bearer") return scheme.name;
  const urls = scheme.flows.map(({ tokenUrl, authorizationUrl }) => tokenUrl ?? authorizationUrl ?? "");
  return `token of ${[...new Set(urls)].sort().join(" ") || (scheme.discovery ?? "")}`;
}

/**
 * Whether a version has more credentials than one token, which every client takes: API keys, passwords, or tokens that
 * come from several places.
 */
export function hasOwnSchemes({ schemes }: Pick<ApiVersion, "schemes">): boolean {
  return schemes.some(({ kind }) => kind !== "bearer") || new Set(schemes.map(tokenOf)).size > 1;
}

/** The schemes of the versions that have more than one token, by name. One name may mean several. */
export function ownSchemes({ versions }: ApiModel): ReadonlyMap<string, readonly SecurityScheme[]> {
  const found = new Map<string, SecurityScheme[]>();
  for (const scheme of versions.filter(hasOwnSchemes).flatMap(({ schemes }) => schemes))
    found.set(scheme.name, [...(found.get(scheme.name) ?? []), scheme]);
  return new Map([...found].sort(([left], [right]) => compareText(left, right)));
}

/** The names of headers, query parameters and cookies that hold credentials, in lower case. */
export function credentialNames({ versions }: ApiModel): readonly string[] {
  const names = versions.flatMap(({ schemes }) =>
    schemes.flatMap((scheme) => (scheme.kind === "apiKey" ? [scheme.wire.toLowerCase()] : [])),
  );
  return [...new Set(names)].sort(compareText);
}

/** Where a credential of a scheme stands. */
export interface SentScheme {
  readonly scheme: string;
  readonly place: "header" | "query" | "cookie" | "basic" | "bearer";
  readonly wire?: string;
}

/** The alternatives of an operation as they are sent; undefined where one token is all that there is. */
export function sentSchemes(
  version: Pick<ApiVersion, "schemes">,
  { security }: Operation,
): readonly (readonly SentScheme[])[] | undefined {
  if (security.length === 0 || !hasOwnSchemes(version)) return undefined;
  const known = new Map(version.schemes.map((scheme) => [scheme.name, scheme]));
  return security.map(({ schemes }) =>
    schemes.map(({ scheme: name }): SentScheme => {
      const scheme = known.get(name);
      // One that is not declared is a token.
      if (scheme === undefined) return { scheme: name, place: "bearer" };
      switch (scheme.kind) {
        case "apiKey":
          return { scheme: name, place: scheme.place, wire: scheme.wire };
        case "basic":
        case "bearer":
          return { scheme: name, place: scheme.kind };
        default:
          return assertNever(scheme);
      }
    }),
  );
}

/** What a scheme asks for, in words: `an API key in the header "X-Key"`. */
export function schemeText(scheme: SecurityScheme): string {
  switch (scheme.kind) {
    case "apiKey":
      return `an API key in the ${scheme.place === "query" ? "query parameter" : scheme.place} "${scheme.wire}"`;
    case "basic":
      return "a user and a password (basic authentication)";
    case "bearer": {
      const flows = scheme.flows.map(({ flow, tokenUrl, authorizationUrl }) => {
        const url = tokenUrl ?? authorizationUrl;
        return url === undefined ? flow : `${flow} at ${url}`;
      });
      const ways = [...flows, ...(scheme.discovery === undefined ? [] : [`described at ${scheme.discovery}`])];
      return `a bearer token${ways.length === 0 ? "" : ` (${ways.join(", ")})`}`;
    }
    default:
      return assertNever(scheme);
  }
}
