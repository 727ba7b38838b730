import type {
  Surface,
  SurfaceEvent,
  SurfaceModel,
  SurfaceOperation,
  SurfaceProperty,
  SurfaceType,
} from "../../generator/contract/surface-format.ts";

/** The facts of one version that programs are written from. */
export interface Facts {
  readonly operations: ReadonlyMap<string, SurfaceOperation>;
  readonly models: ReadonlyMap<string, SurfaceModel>;
  readonly events: readonly SurfaceEvent[];
}

export function factsOf({ operations, models, events }: Surface): Facts {
  return {
    operations: new Map(operations.map((entry) => [entry.key, entry])),
    models: new Map(models.map((entry) => [entry.id, entry])),
    events,
  };
}

/** Writes one program: statements that read a value, and expressions that build one. */
export class Writer {
  private count = 0;
  private readonly facts: Facts;

  constructor(facts: Facts) {
    this.facts = facts;
  }

  private model(id: string): SurfaceModel {
    const found = this.facts.models.get(id);
    if (found === undefined) throw new Error(`no model ${id}`);
    return found;
  }

  private fresh(): string {
    this.count += 1;
    return `v${String(this.count)}`;
  }

  /** Statements that read everything in a value. */
  read(value: string, type: SurfaceType, seen: readonly string[] = []): string {
    if (typeof type === "string") return this.readScalar(value, type);
    if ("scalar" in type) return this.readScalar(value, type.scalar);
    if ("literal" in type) return `use<${typeof type.literal}>(${value});`;
    if ("unknown" in type || "never" in type) return `use<unknown>(${value});`;
    const name = this.fresh();
    if ("nullable" in type)
      return `const ${name} = ${value};\nif (${name} !== null) {\n${this.read(name, type.nullable, seen)}\n}`;
    if ("positions" in type) return `use<readonly unknown[]>(${value});`;
    if ("list" in type)
      return `use<readonly unknown[]>(${value});\nfor (const ${name} of ${value}) {\n${this.read(name, type.list, seen)}\n}`;
    if ("map" in type)
      return `const ${name} = ${value}["key"];\nif (${name} !== undefined) {\n${this.read(name, type.map, seen)}\n}`;
    return `const ${name} = ${value};\n${this.readModel(name, this.model(type.ref), seen)}`;
  }

  private readScalar(value: string, scalar: string): string {
    const types: Readonly<Record<string, string>> = { integer: "number", binary: "Blob" };
    return `use<${types[scalar] ?? scalar}>(${value});`;
  }

  private readModel(value: string, model: SurfaceModel, seen: readonly string[]): string {
    if (seen.includes(model.id)) return `use(${value});`;
    const inside = [...seen, model.id];
    switch (model.kind) {
      case "alias":
        return model.type === undefined ? "" : this.read(value, model.type, inside);
      case "enumeration": {
        const cases = (model.values ?? []).map((entry) => `case ${JSON.stringify(entry)}: break;`);
        const scalar = model.scalar === "string" ? "string" : "number";
        return `use<${scalar}>(${value});\nswitch (${value}) {\n${cases.join("\n")}\ndefault: break;\n}`;
      }
      case "union":
        return [
          ...this.readShared(value, model, inside),
          ...(model.members ?? []).map(({ type, tagValues = [] }) => {
            const test = this.testOf(value, model.tag, { type, tagValues });
            return test === undefined ? `use(${value});` : `if (${test}) {\n${this.read(value, type, inside)}\n}`;
          }),
        ].join("\n");
      case "object": {
        const rest = typeof model.rest === "object" ? `use<unknown>(${value}["anything"]);\n` : "";
        const properties = (model.properties ?? [])
          .filter(({ access }) => access !== "sent")
          .map((property) => this.readProperty(value, property, inside));
        const choices = (model.presence ?? []).map(({ lists }) => {
          const objects = lists.map(
            (list) => `{ ${list.map((wire) => `${JSON.stringify(wire)}: unknown`).join("; ")} }`,
          );
          return `use<${objects.join(" | ")}>(${value});\n`;
        });
        return `${rest}${choices.join("")}${properties.join("\n")}`;
      }
    }
  }

  private readProperty(value: string, property: SurfaceProperty, seen: readonly string[]): string {
    const name = this.fresh();
    const text = this.read(name, property.type, seen);
    const guarded = property.required ? text : `if (${name} !== undefined) {\n${text}\n}`;
    return `const ${name} = ${value}[${JSON.stringify(property.wire)}];\n${guarded}`;
  }

  /** Statements that read the properties that all members of a union have, before it is narrowed. */
  private readShared(value: string, { members = [], tag }: SurfaceModel, seen: readonly string[]): readonly string[] {
    const lists = members.map(({ type }) => {
      const model = typeof type === "object" && "ref" in type ? this.model(type.ref) : undefined;
      return (model?.properties ?? []).filter(({ access }) => access !== "sent");
    });
    const [first = [], ...others] = lists;
    return first.flatMap((property) => {
      const all = [property, ...others.flatMap((list) => list.filter(({ wire }) => wire === property.wire))];
      if (property.wire === tag || all.length < lists.length) return [];
      return [this.readProperty(value, { ...property, required: all.every(({ required }) => required) }, seen)];
    });
  }

  /** How a program tells a member of a union; undefined where it cannot. */
  private testOf(
    value: string,
    tag: string | undefined,
    { type, tagValues }: { readonly type: SurfaceType; readonly tagValues: readonly string[] },
  ): string | undefined {
    if (tag !== undefined && tagValues.length > 0)
      return tagValues.map((entry) => `${value}[${JSON.stringify(tag)}] === ${JSON.stringify(entry)}`).join(" || ");
    const scalar = typeof type === "string" ? type : "scalar" in type ? type.scalar : undefined;
    if (scalar === undefined) return undefined;
    return `typeof ${value} === ${JSON.stringify(scalar === "integer" ? "number" : scalar)}`;
  }

  /** A `switch` or a chain of tests that compiles only where no case is left. */
  exhaust(value: string, type: SurfaceType): string {
    const model = typeof type === "object" && "ref" in type ? this.model(type.ref) : undefined;
    if (model?.kind === "enumeration") {
      const cases = (model.values ?? []).map((entry) => `case ${JSON.stringify(entry)}: return;`);
      return `switch (${value}) {\n${cases.join("\n")}\ndefault: never(${value});\n}`;
    }
    if (model?.kind !== "union") return "never(undefined as unknown as string);";
    const { tag } = model;
    const members = model.members ?? [];
    if (tag !== undefined && members.every(({ tagValues = [] }) => tagValues.length > 0)) {
      const cases = members.flatMap(({ tagValues = [] }) =>
        tagValues.map((entry) => `case ${JSON.stringify(entry)}: return;`),
      );
      return `switch (${value}[${JSON.stringify(tag)}]) {\n${cases.join("\n")}\ndefault: never(${value});\n}`;
    }
    const tests = members.map(({ type: own }) => this.testOf(value, undefined, { type: own, tagValues: [] }));
    return `${tests.map((test) => `if (${test ?? "false"}) return;`).join("\n")}\nnever(${value});`;
  }

  /** An expression of a type: with everything, or with what must be there alone. */
  build(type: SurfaceType, isFull: boolean, seen: readonly string[] = []): string {
    if (typeof type === "string") return SAMPLES[type];
    if ("scalar" in type) return SAMPLES[type.scalar];
    if ("literal" in type) return JSON.stringify(type.literal);
    if ("unknown" in type || "never" in type) return '"anything"';
    if ("nullable" in type) return this.build(type.nullable, isFull, seen);
    if ("positions" in type) return `[${type.positions.map((item) => this.build(item, isFull, seen)).join(", ")}]`;
    if ("list" in type) return `[${this.build(type.list, isFull, seen)}]`;
    if ("map" in type) return `{ key: ${this.build(type.map, isFull, seen)} }`;
    return this.buildModel(this.model(type.ref), isFull, seen);
  }

  private buildModel(model: SurfaceModel, isFull: boolean, seen: readonly string[]): string {
    if (seen.includes(model.id)) return "undefined as never";
    const inside = [...seen, model.id];
    switch (model.kind) {
      case "alias":
        return model.type === undefined ? "{}" : this.build(model.type, isFull, inside);
      case "enumeration":
        return JSON.stringify(model.values?.[0] ?? "");
      case "union": {
        const [member] = model.members ?? [];
        return member === undefined ? "{}" : this.buildMember(member, model.tag, { isFull, seen: inside });
      }
      case "object":
        return this.buildObject(model, isFull, { seen: inside });
    }
  }

  private buildMember(
    { type, tagValues = [] }: { readonly type: SurfaceType; readonly tagValues?: readonly string[] },
    tag: string | undefined,
    { isFull, seen }: { readonly isFull: boolean; readonly seen: readonly string[] },
  ): string {
    const [value] = tagValues;
    if (tag === undefined || value === undefined || typeof type === "string" || !("ref" in type))
      return this.build(type, isFull, seen);
    return this.buildObject(this.model(type.ref), isFull, { seen, fixed: [tag, JSON.stringify(value)] });
  }

  private buildObject(
    { properties = [], rest }: SurfaceModel,
    isFull: boolean,
    {
      seen,
      fixed,
      changed,
    }: { seen: readonly string[]; fixed?: readonly [string, string]; changed?: readonly [string, string] },
  ): string {
    const members = properties
      .filter((property) => property.access !== "read")
      .filter((property) => isFull || property.required || property.wire === changed?.[0])
      .map((property) => {
        const own = [fixed, changed].find((entry) => entry?.[0] === property.wire);
        return `${JSON.stringify(property.wire)}: ${own?.[1] ?? this.build(property.type, isFull, seen)}`;
      });
    if (isFull && typeof rest === "object") members.push(`"anything": ${this.build(rest.type, isFull, seen)}`);
    return `{ ${members.join(", ")} }`;
  }

  /** Expressions of a type: one with little, one with everything, and one for each choice that it has. */
  variants(type: SurfaceType): readonly string[] {
    const choices = this.choices(type, []);
    return [...new Set([this.build(type, false), this.build(type, true), ...choices])];
  }

  private choices(type: SurfaceType, seen: readonly string[]): readonly string[] {
    if (typeof type === "string" || "scalar" in type || "literal" in type) return [];
    if ("unknown" in type || "never" in type) return ["1", "{ any: 1 }"];
    if ("nullable" in type) return ["null", ...this.choices(type.nullable, seen)];
    if ("positions" in type) return [];
    if ("list" in type) return this.choices(type.list, seen).map((text) => `[${text}]`);
    if ("map" in type) return this.choices(type.map, seen).map((text) => `{ key: ${text} }`);
    const model = this.model(type.ref);
    if (seen.includes(model.id)) return [];
    const inside = [...seen, model.id];
    switch (model.kind) {
      case "alias":
        return model.type === undefined ? [] : this.choices(model.type, inside);
      case "enumeration":
        return (model.values ?? []).map((value) => JSON.stringify(value));
      case "union":
        return (model.members ?? []).flatMap((member) => [
          this.buildMember(member, model.tag, { isFull: true, seen: inside }),
          ...(model.tag === undefined ? this.choices(member.type, inside) : []),
        ]);
      case "object":
        return (model.properties ?? [])
          .filter((property) => property.access !== "read")
          .flatMap((property) =>
            this.choices(property.type, inside).map((text) =>
              this.buildObject(model, false, { seen: inside, changed: [property.wire, text] }),
            ),
          );
    }
  }
}

const SAMPLES = {
  string: '"text"',
  integer: "1",
  number: "1.5",
  boolean: "true",
  binary: "new Uint8Array(1)",
} as const;
