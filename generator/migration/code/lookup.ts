import { groupBy } from "../../model/group-by.ts";
import type { Surface, SurfaceModel } from "../../contract/surface-format.ts";
import { mapVersions, matchCalls, type CallMatch } from "../published/match-calls.ts";
import { matchTypes } from "../published/match-types.ts";
import type { PublishedArgument, PublishedPackage, PublishedType } from "../published/table.ts";

/** The questions that the codemod asks about the published and the new package. */
export interface Lookup {
  /** The name of the published package. */
  readonly from: string;
  /** The name and the version of the new package. */
  readonly to: string;
  /** By `Class.method`. */
  readonly calls: ReadonlyMap<string, CallMatch>;
  /** For each type that holds the arguments of a call, its call. */
  readonly requests: ReadonlyMap<string, CallMatch>;
  /** The calls of each method name, for code whose class is not known. */
  readonly callsByMethod: ReadonlyMap<string, readonly CallMatch[]>;
  /** The names of arguments that are renamed, or gone, wherever they occur. */
  readonly renamedArguments: ReadonlySet<string>;
  /** The names of all types that hold arguments, including types without a counterpart. */
  readonly allRequests: ReadonlySet<string>;
  readonly classes: ReadonlyMap<string, ClassMatch>;
  readonly allClasses: ReadonlySet<string>;
  readonly types: ReadonlyMap<string, TypeMatch>;
  readonly published: ReadonlyMap<string, PublishedType>;
  /** The type of the items of a search. The published paginator declares another one, `SEARCH_ITEM`. */
  readonly found: TypeMatch | undefined;
}

/** The class that now has most methods of a published class. */
export interface ClassMatch {
  readonly name: string;
  readonly module: string;
  /** The property path of the class on a client: `v2024.accounts`. */
  readonly path: string;
}

/** The new type of a published type, with the module that exports it. */
export interface TypeMatch {
  readonly name: string;
  /** The name of the request form, if it has its own. */
  readonly input?: string;
  readonly module: string;
  readonly model: SurfaceModel;
}

/** Joins the table of a published package with the surface of the new package. */
export function createLookup(table: PublishedPackage, surface: Surface): Lookup {
  const versions = mapVersions(table, surface);
  const matches = matchCalls(table, surface, versions);
  const modules = new Map(surface.versions.map(({ version, targets }) => [version, targets["typescript"]] as const));
  const classes = new Map<string, Map<string, { readonly match: ClassMatch; count: number }>>();
  for (const { published, operation, call } of matches) {
    const property = modules.get(operation.version)?.property;
    if (property === undefined || call.class === undefined || call.property === undefined) continue;
    const counts = classes.get(published.class) ?? new Map<string, { readonly match: ClassMatch; count: number }>();
    classes.set(published.class, counts);
    const path = `${property}.${call.property}`;
    const known = counts.get(path) ?? { match: { name: call.class, module: call.module, path }, count: 0 };
    known.count += 1;
    counts.set(path, known);
  }
  const types = matchTypes(table, surface, { calls: matches, versions });
  const typeMatch = (model: SurfaceModel): readonly TypeMatch[] => {
    const names = model.targets["typescript"];
    const module = modules.get(model.version)?.module;
    if (names === undefined || module === undefined) return [];
    const input = names.input?.name;
    return [{ name: names.name, module, model, ...(input === undefined ? {} : { input }) }];
  };
  const firstModule = surface.versions[0]?.targets["typescript"]?.module ?? "";
  return {
    from: table.package,
    to: packageOf(firstModule),
    calls: new Map(matches.map((match) => [`${match.published.class}.${match.published.method}`, match])),
    requests: new Map(
      matches.flatMap((match) =>
        match.published.request === undefined ? [] : [[match.published.request, match] as const],
      ),
    ),
    callsByMethod: groupBy(matches, ({ published }) => published.method),
    renamedArguments: new Set(
      matches.flatMap((match) =>
        match.published.arguments.filter((argument) => isRenamed(match, argument)).map(({ name }) => name),
      ),
    ),
    allRequests: new Set(table.operations.flatMap(({ request }) => (request === undefined ? [] : [request]))),
    classes: new Map(
      [...classes].flatMap(([name, counts]) => {
        const best = [...counts.values()].sort((one, other) => other.count - one.count)[0];
        return best === undefined ? [] : [[name, best.match] as const];
      }),
    ),
    allClasses: new Set(table.operations.map((operation) => operation.class)),
    types: new Map([...types].flatMap(([name, model]) => typeMatch(model).map((match) => [name, match] as const))),
    found: foundModel(matches, surface).flatMap(typeMatch)[0],
    published: new Map(table.types.map((type) => [type.name, type])),
  };
}

/** The name that the published paginator gives to what a search finds; the operation itself has another type. */
export const SEARCH_ITEM = "SearchDocument";

function foundModel(matches: readonly CallMatch[], { models }: Surface): readonly SurfaceModel[] {
  const search = matches.find(({ operation }) => operation.paging?.style === "searchAfter")?.operation;
  const [type] = search?.success.types ?? [];
  const items = typeof type === "object" && "list" in type ? type.list : undefined;
  if (search === undefined || typeof items !== "object" || !("ref" in items)) return [];
  return models.filter(({ version, id }) => version === search.version && id === items.ref);
}

/** The package of a module: `isc-sdk/beta` belongs to `isc-sdk`, `@acme/sdk/beta` to `@acme/sdk`. */
function packageOf(module: string): string {
  const parts = module.split("/");
  return parts.slice(0, module.startsWith("@") ? 2 : 1).join("/");
}

/**
 * The new place of an argument: an argument of the new call, a field of the body, or none because the client always
 * sends it.
 */
export type ArgumentMove =
  | { readonly kind: "argument"; readonly name: string }
  | { readonly kind: "field"; readonly name: string }
  | { readonly kind: "gone" }
  | { readonly kind: "unknown" };

/** Where an argument of a published method goes in the matched call. Names are compared without case and signs. */
export function moveArgument({ call, operation, published }: CallMatch, argument: PublishedArgument): ArgumentMove {
  const wire = argument.wire ?? argument.name;
  if (argument.place === "form") return { kind: "field", name: wire };
  // The names of placeholders differ between versions; their positions do not.
  const place = placeholdersOf(published.http).map(lettersOf).indexOf(lettersOf(wire));
  const sentAs = argument.place === "path" ? (placeholdersOf(operation.path)[place] ?? wire) : wire;
  const found = call.parameters.find(
    (parameter) =>
      parameter.place === argument.place &&
      (argument.place === "body" || lettersOf(parameter.wire ?? "") === lettersOf(sentAs)),
  );
  if (found !== undefined) return { kind: "argument", name: found.name };
  if (argument.place === "path") {
    const only = onlyPlaceholder(call, published);
    if (only !== undefined) return { kind: "argument", name: only };
  }
  const isSent = operation.constantHeaders?.some((header) => header.wire.toLowerCase() === wire.toLowerCase());
  return isSent === true || argument.place === "header" ? { kind: "gone" } : { kind: "unknown" };
}

/** Whether an argument has another name now, or is none any longer. */
export function isRenamed(match: CallMatch, argument: PublishedArgument): boolean {
  const move = moveArgument(match, argument);
  return move.kind !== "argument" || move.name !== argument.name;
}

/** The move of the argument that a property of a request type is; undefined if the operation or the argument is unknown. */
export function moveOfProperty(
  { requests }: Pick<Lookup, "requests">,
  property: { readonly request: string; readonly name: string } | undefined,
): ArgumentMove | undefined {
  const match = property === undefined ? undefined : requests.get(property.request);
  const argument = match?.published.arguments.find(({ name }) => name === property?.name);
  return match === undefined || argument === undefined ? undefined : moveArgument(match, argument);
}

/**
 * Normalises a name: `access-type` and `accessType` are equal, because headers ignore case and placeholders are written
 * both ways.
 */
function lettersOf(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/gu, "");
}

/** If both sides have exactly one placeholder, it is the same one, whatever its name is. */
function onlyPlaceholder(call: CallMatch["call"], published: CallMatch["published"]): string | undefined {
  const given = published.arguments.filter(({ place }) => place === "path");
  const now = call.parameters.filter(({ place }) => place === "path");
  return given.length === 1 && now.length === 1 ? now[0]?.name : undefined;
}

function placeholdersOf(path: string): readonly string[] {
  return [...path.matchAll(/\{([^}]*)\}/gu)].map(([, name = ""]) => name);
}

/** The arguments that the new call requires and the published method lacked. */
export function missingArguments(match: CallMatch): readonly string[] {
  const given = match.published.arguments.map((argument) => moveArgument(match, argument));
  return match.call.parameters
    .filter(({ required, place, name }) => {
      if (!required) return false;
      return !given.some(
        (move) => (move.kind === "argument" && move.name === name) || (move.kind === "field" && place === "body"),
      );
    })
    .map(({ name }) => name);
}
