import type {
  ApiModel,
  ApiVersion,
  Declaration,
  HttpMethod,
  Operation,
  Place,
  Property,
  TypeUse,
} from "../../../generator/model/model.ts";
import { assignNames, type NamingInput, type NamingResult } from "../../../generator/names/assign.ts";
import { NO_OVERRIDES } from "../../../generator/names/overrides/overrides.ts";
import { versionNames, type VersionNames } from "../../../generator/names/table.ts";
import type { StageResult } from "../../../generator/diagnostics/diagnostic.ts";
import { namings } from "../../support/namings.ts";

/** `GET /roles/{id} getRole` is an operation. */
export function operation(
  line: string,
  more: {
    readonly tag?: string;
    readonly parameters?: Operation["parameters"];
    readonly body?: NonNullable<Operation["body"]>;
  } = {},
): Operation {
  const [method = "GET", path = "/", wireId = ""] = line.split(" ");
  const key = `${method} ${path.replace(/\{[^{}]*\}/gu, "{}")}`;
  return {
    key,
    method: method.toLowerCase() as HttpMethod,
    path,
    requestPath: path,
    wireId,
    tag: "Things",
    summary: "",
    description: "",
    origin: { file: "root.yaml", pointer: `/paths/${key}` },
    parameters: [],
    answers: [],
    success: { kind: "nothing", statuses: ["204"] },
    accepts: [],
    intent: "read",
    idempotent: true,
    security: [],
    anonymous: false,
    scopes: [],
    userLevels: [],
    experimental: false,
    constantHeaders: [],
    others: [],
    notes: [],
    ...more,
  };
}

const TEXT: TypeUse = { kind: "scalar", scalar: "string" };

export function property(wire: string, use: TypeUse = TEXT): Property {
  return {
    wire,
    use,
    required: false,
    access: "both",
    description: "",
    deprecated: false,
    examples: [],
    limits: {},
    origin: { file: "root.yaml", pointer: "" },
  };
}

/** A declaration at an id, an object unless more says otherwise; its place follows from the id. */
export function declaration(
  id: string,
  more: {
    readonly kind?: Declaration["kind"];
    readonly place?: Place;
    readonly properties?: readonly string[];
    readonly also?: readonly string[];
  } = {},
): Declaration {
  const [file = "", pointer = ""] = id.split("#");
  const place: Place =
    more.place ??
    (pointer === ""
      ? { kind: "file", file, componentKeys: [] }
      : { kind: "member", owner: file, steps: [{ kind: "property", wire: pointer.split("/").at(-1) ?? "" }] });
  const base = {
    id,
    origin: { file, pointer },
    also: more.also ?? [],
    place,
    title: "",
    description: "",
    deprecated: false,
    examples: [],
    inRequest: true,
    inAnswer: true,
    requestFormDiffers: false,
  };
  switch (more.kind ?? "object") {
    case "enum":
      return {
        ...base,
        kind: "enum",
        scalar: "string",
        values: [
          { value: "A", description: "" },
          { value: "B", description: "" },
        ],
      };
    case "union":
      return { ...base, kind: "union", members: [] };
    case "alias":
      return { ...base, kind: "alias", target: TEXT };
    case "object":
      return {
        ...base,
        kind: "object",
        properties: (more.properties ?? ["id"]).map((wire) => property(wire)),
        rest: "open",
      };
  }
}

export function version(
  label: string,
  parts: {
    readonly operations?: readonly Operation[];
    readonly declarations?: readonly Declaration[];
    readonly events?: ApiVersion["events"];
  },
): ApiVersion {
  const operations = parts.operations ?? [];
  const tags = [...new Set(operations.map(({ tag }) => tag))].sort().map((wire) => ({ wire, description: "" }));
  return {
    label,
    title: label,
    description: "",
    revision: "1",
    serverUrl: "",
    basePath: "",
    tags,
    operations,
    declarations: parts.declarations ?? [],
    schemes: [],
    events: parts.events ?? [],
    omissions: [],
  };
}

export function assign(model: ApiModel, more: Partial<NamingInput> = {}): StageResult<NamingResult> {
  return assignNames({
    model,
    ledger: undefined,
    overrides: NO_OVERRIDES,
    frozen: false,
    namings: namings(),
    ...more,
  });
}

/** The names of a version called `beta` with these operations. */
export function betaNames(lines: readonly string[]): VersionNames {
  return versionNames(
    assign({ versions: [version("beta", { operations: lines.map((line) => operation(line)) })] }).value.table,
    "beta",
  );
}

export function cmdlets(lines: readonly string[]): readonly string[] {
  const names = betaNames(lines);
  return lines.map((line) => names.operations.get(operation(line).key)?.powershell.cmdlet ?? "");
}

export function modelNames(
  declarations: readonly Declaration[],
  more: Partial<NamingInput> = {},
): ReadonlyMap<string, string> {
  const names = versionNames(assign({ versions: [version("beta", { declarations })] }, more).value.table, "beta");
  return new Map([...names.declarations].map(([id, entry]) => [id, entry.typescript.name]));
}
