import type {
  ApiVersion,
  Declaration,
  HttpMethod,
  Operation,
  Place,
  Property,
  TypeUse,
} from "../../../generator/model/model.ts";

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
