import { assertNever } from "./assert-never.ts";
import type { ApiModel, ApiVersion, Operation, SecurityScheme } from "./model.ts";
import { compareText } from "./order.ts";

/** Identifies the token of a scheme: schemes with the same text accept the same token. */
function tokenOf(scheme: SecurityScheme): string {
  if (scheme.kind !== "bearer") return scheme.name;
  const urls = scheme.flows.map(({ tokenUrl, authorizationUrl }) => tokenUrl ?? authorizationUrl ?? "");
  return `token of ${[...new Set(urls)].sort().join(" ") || (scheme.discovery ?? "")}`;
}

/** Whether a version needs more credentials than one token: API keys, passwords, or tokens from several issuers. */
export function hasOwnSchemes({ schemes }: Pick<ApiVersion, "schemes">): boolean {
  return schemes.some(({ kind }) => kind !== "bearer") || new Set(schemes.map(tokenOf)).size > 1;
}

/** The schemes of the versions that need more than one token, by name. Versions may define one name differently. */
export function ownSchemes({ versions }: ApiModel): ReadonlyMap<string, readonly SecurityScheme[]> {
  const found = new Map<string, SecurityScheme[]>();
  for (const scheme of versions.filter(hasOwnSchemes).flatMap(({ schemes }) => schemes))
    found.set(scheme.name, [...(found.get(scheme.name) ?? []), scheme]);
  return new Map([...found].sort(([left], [right]) => compareText(left, right)));
}

/** The names of headers, query parameters and cookies that hold API keys, in lower case. */
export function credentialNames({ versions }: ApiModel): readonly string[] {
  const names = versions.flatMap(({ schemes }) =>
    schemes.flatMap((scheme) => (scheme.kind === "apiKey" ? [scheme.wire.toLowerCase()] : [])),
  );
  return [...new Set(names)].sort(compareText);
}

/** Where the credential of a scheme is sent. */
export interface SentScheme {
  readonly scheme: string;
  readonly place: "header" | "query" | "cookie" | "basic" | "bearer";
  readonly wire?: string;
}

/**
 * The security alternatives of an operation as they are sent. Returns undefined where one token serves the whole
 * version.
 */
export function sentSchemes(
  version: Pick<ApiVersion, "schemes">,
  { security }: Operation,
): readonly (readonly SentScheme[])[] | undefined {
  if (security.length === 0 || !hasOwnSchemes(version)) return undefined;
  const known = new Map(version.schemes.map((scheme) => [scheme.name, scheme]));
  return security.map(({ schemes }) =>
    schemes.map(({ scheme: name }): SentScheme => {
      const scheme = known.get(name);
      // An undeclared scheme is sent as a bearer token.
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

/** Describes the credential of a scheme: `an API key in the header "X-Key"`. */
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
