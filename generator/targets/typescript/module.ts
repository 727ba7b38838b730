import { posix } from "node:path";
import { plainCode, type Code } from "../../emit/typescript/code.ts";
import type { ImportDeclaration, SourceFile, Statement } from "../../emit/typescript/structures.ts";
import type { Int64Type } from "../../config/config.ts";
import { hasTwoForms, plainForm, type Form } from "../../model/forms.ts";
import type { Declaration, DeclarationId } from "../../model/model.ts";
import { declarationNames, type VersionNames } from "../../names/table.ts";
import type { Layout } from "./layout.ts";
import { localRuntimeName } from "./naming/local-names.ts";
import { type TypeContext } from "./type-of-use.ts";

/** The runtime module that exports each name, below `core/`. */
export const RUNTIME_MODULES: Readonly<Record<string, string>> = {
  AcceptOptions: "bodies/accept",
  Accepted: "bodies/accept",
  Api: "api",
  ApiKey: "schemes",
  BasicCredentials: "schemes",
  BinaryInput: "bodies/content",
  Call: "call",
  CallOptions: "options",
  ClientOptions: "client",
  Closed: "types",
  Core: "core",
  Download: "bodies/download",
  EventOptions: "bodies/reconnect",
  FileInput: "bodies/content",
  Filterable: "filters/filters",
  Filters: "filters/filters",
  Job: "jobs/wait-for",
  Mock: "mock",
  Open: "types",
  Operation: "operation",
  PageOptions: "paging/pages",
  Pages: "paging/pages",
  PatchOperation: "patch",
  RawRequest: "request/raw-request",
  ServerSentEvent: "bodies/streams",
  SchemeOptions: "schemes",
  Sorters: "filters/filters",
  StreamInput: "bodies/content",
  TagGuards: "tag-guards",
  TokenProvider: "options",
  Unlisted: "types",
  UnlistedBigint: "types",
  UnlistedNumber: "types",
  UnlistedTag: "types",
  WebhookEvent: "webhooks",
  acceptCall: "bodies/accept",
  binaryBody: "bodies/bodies",
  createClientCore: "client",
  createEventParser: "webhooks",
  createMock: "mock",
  createSchemeCore: "schemes",
  cursorPaging: "paging/paging",
  downloadAnswer: "bodies/download",
  eventCall: "bodies/reconnect",
  eventsAnswer: "bodies/streams",
  filterParameter: "filters/filters",
  filtersQuery: "filters/filters",
  formBody: "bodies/bodies",
  jsonBody: "bodies/bodies",
  jsonEventsAnswer: "bodies/streams",
  linesAnswer: "bodies/streams",
  linesBody: "bodies/bodies",
  patchBody: "bodies/bodies",
  anyBody: "bodies/bodies",
  headerParameters: "request/parameters",
  integerCodecs: "integers",
  multipart: "bodies/multipart",
  experimentalHeaders: "operation",
  offsetPages: "paging/paging",
  offsetPaging: "paging/paging",
  pagePaging: "paging/paging",
  listOperations: "mock",
  operationOf: "operation-of",
  parseLazily: "mock",
  queryParameter: "request/query",
  searchPaging: "paging/search-paging",
  sequenceAnswer: "bodies/streams",
  sendRaw: "request/raw-request",
  sorterParameter: "filters/filters",
  sortersQuery: "filters/filters",
  styledPath: "request/parameters",
  tagGuards: "tag-guards",
  styledQuery: "request/parameters",
  textAnswer: "bodies/answers",
  textBody: "bodies/bodies",
  totalAnswer: "bodies/answers",
  voidAnswer: "bodies/answers",
};

const RUNTIME_VALUES = /^(?:[a-z]|Api$)/u;

/** A TypeScript module under construction. It collects imports while its statements are made. */
export interface ModuleBuilder {
  /** The path below `src/` without extension. */
  readonly path: string;
  /** Imports a name of the runtime. Returns the local name, which differs if this module declares the same name. */
  readonly runtime: (name: string) => string;
  /** Imports a name from another module of the package. */
  readonly use: (module: string, name: string, kind: "type" | "value", alias?: string) => string;
  readonly types: TypeContext;
  readonly statements: (Statement | Code)[];
  /** The imports of the module. */
  readonly imports: Imports;
  /** Takes over the imports of another part of the same module. */
  readonly absorb: (other: ModuleBuilder) => void;
  /** The finished file. */
  readonly structure: (header: string) => SourceFile;
}

/**
 * The facts that a module needs before its statements are made: its path, and the names and modules of the types that
 * it can use.
 */
export interface ModuleInput {
  /** The path below `src/` without extension. */
  readonly path: string;
  /** The names that the module declares. Imported runtime names are renamed if they clash. */
  readonly localNames: ReadonlySet<string>;
  readonly version: string;
  readonly names: VersionNames;
  readonly layout: Layout;
  readonly declarations: ReadonlyMap<DeclarationId, Declaration>;
  readonly int64: Int64Type;
}

/** An empty TypeScript module that collects statements and the imports that they need. */
export function newModule(input: ModuleInput): ModuleBuilder {
  const { path, localNames, names, layout, declarations, version, int64 } = input;
  const imports = new Map<string, Map<string, { alias: string; kind: "type" | "value" }>>();
  const use = (module: string, name: string, kind: "type" | "value", alias = name): string => {
    if (module === path) return alias;
    let entries = imports.get(module);
    if (entries === undefined) imports.set(module, (entries = new Map()));
    const known = entries.get(name);
    entries.set(name, { alias, kind: known?.kind === "value" ? "value" : kind });
    return alias;
  };
  const runtime = (name: string): string => {
    const module = RUNTIME_MODULES[name];
    if (module === undefined) throw new Error(`the runtime has no ${name}`);
    return use(
      `core/${module}`,
      name,
      RUNTIME_VALUES.test(name) ? "value" : "type",
      localRuntimeName(name, localNames),
    );
  };
  const nameOf = (id: DeclarationId, form: Form): string => {
    const declaration = declarations.get(id);
    if (declaration === undefined) throw new Error(`no declaration ${id} in ${version}`);
    const { name, input: inputName } = declarationNames(names, id).typescript;
    const isInput = hasTwoForms(declaration) && form !== plainForm(declaration);
    return use(layout.homeOf(version, id).module, isInput ? inputName : name, "type");
  };
  const statements: (Statement | Code)[] = [];
  return {
    path,
    runtime,
    use,
    types: { declarations, nameOf, runtime, int64 },
    statements,
    imports,
    absorb: (other) => {
      for (const [module, entries] of other.imports)
        for (const [name, entry] of entries) use(module, name, entry.kind, entry.alias);
    },
    structure: (header) => ({
      kind: "SourceFile",
      statements: [plainCode(header), ...importStructures(path, imports), ...statements],
    }),
  };
}

type Imports = ReadonlyMap<string, ReadonlyMap<string, { alias: string; kind: "type" | "value" }>>;

function importStructures(path: string, imports: Imports): ImportDeclaration[] {
  return [...imports.entries()]
    .map(([module, entries]) => ({ specifier: relativeModule(path, module), entries }))
    .sort((left, right) => (left.specifier < right.specifier ? -1 : 1))
    .map(({ specifier, entries }) => {
      const named = [...entries.entries()].sort(([left], [right]) => (left < right ? -1 : 1));
      const isTypeOnly = named.every(([, entry]) => entry.kind === "type");
      return {
        kind: "ImportDeclaration",
        moduleSpecifier: specifier,
        isTypeOnly,
        namedImports: named.map(([name, { alias, kind }]) => ({
          name,
          ...(alias === name ? {} : { alias }),
          isTypeOnly: !isTypeOnly && kind === "type",
        })),
      };
    });
}

/** `../core/api.js` from `beta/apis/identities`. */
export function relativeModule(from: string, to: string): string {
  const path = posix.relative(posix.dirname(from), to);
  return `${path.startsWith(".") ? path : `./${path}`}.js`;
}
