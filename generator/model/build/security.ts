import { child, isObject, type Cursor, type RawObject } from "../../load/tree.ts";
import type { OAuthFlow, Operation, SecurityScheme } from "../model.ts";
import { compareText } from "../order.ts";
import { tokenByHand, unsupportedScheme } from "./diagnostics.ts";
import { followIn, report, type BuildState } from "./state.ts";
import { textOf } from "./text.ts";

const FLOWS = ["implicit", "password", "clientCredentials", "authorizationCode", "deviceAuthorization"] as const;

/** The security schemes that the operations use, and the operations without the schemes that the SDKs cannot send. */
export function withSchemes(
  state: BuildState,
  roots: readonly Cursor[],
  operations: readonly Operation[],
): { readonly schemes: readonly SecurityScheme[]; readonly operations: readonly Operation[] } {
  const used = new Set(
    operations.flatMap(({ security }) => security.flatMap(({ schemes }) => schemes)).map(({ scheme }) => scheme),
  );
  const known = new Map<string, SecurityScheme>();
  const unsent = new Set<string>();
  for (const root of roots) {
    const section = child(child(root, "components"), "securitySchemes");
    for (const name of isObject(section.value) ? Object.keys(section.value) : []) {
      if (known.has(name) || unsent.has(name) || !used.has(name)) continue;
      const target = followIn(state, child(section, name));
      const scheme = target === undefined ? undefined : readScheme(state, target, name);
      if (scheme === undefined) unsent.add(name);
      else known.set(name, scheme);
    }
  }
  const isSent = ({ scheme }: { readonly scheme: string }): boolean => !unsent.has(scheme);
  return {
    schemes: [...known.values()].sort((left, right) => compareText(left.name, right.name)),
    operations:
      unsent.size === 0
        ? operations
        : operations.map((operation) => ({
            ...operation,
            // The remaining schemes of an alternative are sent. The program adds the credentials that the SDKs cannot
            // send.
            security: operation.security
              .map(({ schemes }) => ({ schemes: schemes.filter(isSent) }))
              .filter(({ schemes }) => schemes.length > 0),
          })),
  };
}

/** The scheme as the SDKs send it. Reports any other scheme and returns undefined. */
function readScheme(state: BuildState, at: Cursor, name: string): SecurityScheme | undefined {
  const node = isObject(at.value) ? at.value : {};
  const refuse = (what: string): undefined => {
    report(state, unsupportedScheme, { name, what }, at);
    return undefined;
  };
  const base = { name, description: textOf(node["description"]), deprecated: node["deprecated"] === true };
  const { type, in: place, name: wire, scheme } = node;
  switch (type) {
    case "apiKey":
      if (typeof wire !== "string" || wire === "") return refuse("an API key without a name");
      return place === "header" || place === "query" || place === "cookie"
        ? { ...base, kind: "apiKey", place, wire }
        : refuse(`an API key in ${JSON.stringify(place)}`);
    case "http":
      if (typeof scheme !== "string") return refuse("HTTP authentication without a scheme");
      // Names of HTTP authentication schemes are case-insensitive (RFC 9110, section 11.1).
      switch (scheme.toLowerCase()) {
        case "basic":
          return { ...base, kind: "basic" };
        case "bearer":
          return { ...base, kind: "bearer", flows: [] };
        default:
          return refuse(`HTTP authentication by ${scheme}`);
      }
    case "oauth2": {
      const flows = readFlows(node["flows"]);
      const byHand = flows.filter(({ flow }) => flow !== "clientCredentials").map(({ flow }) => flow);
      if (byHand.length > 0 && byHand.length === flows.length)
        report(state, tokenByHand, { name, flows: byHand.join(", ") }, at);
      return { ...base, kind: "bearer", flows, ...discovery(node["oauth2MetadataUrl"]) };
    }
    case "openIdConnect":
      report(state, tokenByHand, { name, flows: "OpenID Connect" }, at);
      return { ...base, kind: "bearer", flows: [], ...discovery(node["openIdConnectUrl"]) };
    default:
      return refuse(`of type ${JSON.stringify(type)}`);
  }
}

function discovery(url: unknown): { readonly discovery?: string } {
  return typeof url === "string" && url !== "" ? { discovery: url } : {};
}

function readFlows(value: unknown): readonly OAuthFlow[] {
  if (!isObject(value)) return [];
  return FLOWS.flatMap((flow) => {
    const node = value[flow];
    if (!isObject(node)) return [];
    const authorizationUrl = firstText(node, ["authorizationUrl", "deviceAuthorizationUrl"]);
    const tokenUrl = firstText(node, ["tokenUrl"]);
    const refreshUrl = firstText(node, ["refreshUrl"]);
    const scopes = isObject(node["scopes"]) ? Object.entries(node["scopes"]) : [];
    return [
      {
        flow,
        ...(authorizationUrl === undefined ? {} : { authorizationUrl }),
        ...(tokenUrl === undefined ? {} : { tokenUrl }),
        ...(refreshUrl === undefined ? {} : { refreshUrl }),
        scopes: scopes.map(([name, text]) => ({ name, description: textOf(text) })),
      },
    ];
  });
}

function firstText(node: RawObject, keys: readonly string[]): string | undefined {
  return keys.map((key) => node[key]).find((text): text is string => typeof text === "string" && text !== "");
}
