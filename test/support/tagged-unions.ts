import type { Surface, SurfaceModel, SurfaceType } from "../../generator/contract/surface-format.ts";

/** A model whose variants a tag tells apart, as a consumer sees it. */
export interface TaggedModel {
  readonly version: string;
  readonly name: string;
  /** The name of its form in requests, where that is another. */
  readonly input?: string;
  readonly tag: string;
  /** The type of the tag's values. */
  readonly kind: "string" | "number";
  readonly variants: readonly {
    /** The value as a literal. */
    readonly value: string;
    /** All values of the variant, as a type. */
    readonly all: string;
    /** A property that this variant alone has. */
    readonly own?: string;
  }[];
}

/** Every tagged union, object that is one of several by a tag, and object of which a tag decides a property. */
export function taggedModels(surface: Surface): readonly TaggedModel[] {
  const models = new Map(surface.models.map((model) => [`${model.version} ${model.id}`, model]));
  return surface.models.flatMap((model): TaggedModel[] => {
    const typescript = model.targets["typescript"];
    if (typescript === undefined) throw new Error(`${model.id} has no type`);
    const base = {
      version: model.version,
      name: typescript.name,
      ...(typescript.input === undefined ? {} : { input: typescript.input.name }),
    };
    if (model.correlation !== undefined)
      return [
        {
          ...base,
          tag: model.correlation.tag,
          kind: "string",
          variants: model.correlation.cases.map(({ value }) => ({
            value: JSON.stringify(value),
            all: JSON.stringify(value),
          })),
        },
      ];
    const { tag, members } =
      model.kind === "union" ? model : ((model.alternatives ?? []).find((entry) => entry.tag !== undefined) ?? {});
    // Where a member has no tag value, the tag does not tell the others apart.
    if (tag === undefined || members === undefined || members.some(({ tagValues = [] }) => tagValues.length === 0))
      return [];
    const properties = members.map(({ type }) => propertiesOf(models, model.version, type));
    const kind = members.some(({ type }) => hasNumberTag(models, model.version, { type, tag })) ? "number" : "string";
    const literal = (value: string): string => (kind === "number" ? value : JSON.stringify(value));
    return [
      {
        ...base,
        tag,
        kind,
        variants: members.flatMap(({ tagValues = [] }, index) => {
          const own = [...(properties[index] ?? [])].find(
            // A lone variant may share any property with the one for other tags.
            (wire) => members.length > 1 && properties.filter((other) => other.has(wire)).length === 1,
          );
          const all = tagValues.map(literal).join(" | ");
          return tagValues.map((value) => ({ value: literal(value), all, ...(own === undefined ? {} : { own }) }));
        }),
      },
    ];
  });
}

/** Whether the tag of a variant is a number. */
function hasNumberTag(
  models: ReadonlyMap<string, SurfaceModel>,
  version: string,
  { type, tag }: { readonly type: SurfaceType; readonly tag: string },
): boolean {
  const find = (id: string): SurfaceModel | undefined => models.get(`${version} ${id}`);
  const model = typeof type === "object" && "ref" in type ? find(type.ref) : undefined;
  const own = model?.properties?.find(({ wire }) => wire === tag)?.type;
  const scalar =
    typeof own !== "object" ? own : "scalar" in own ? own.scalar : "ref" in own ? find(own.ref)?.scalar : undefined;
  return scalar === "integer" || scalar === "number";
}

function propertiesOf(
  models: ReadonlyMap<string, SurfaceModel>,
  version: string,
  type: SurfaceType,
): ReadonlySet<string> {
  const model = typeof type === "object" && "ref" in type ? models.get(`${version} ${type.ref}`) : undefined;
  return new Set((model?.properties ?? []).filter(({ access }) => access !== "sent").map(({ wire }) => wire));
}

/**
 * A program that narrows every model of some versions by `if`, by `switch`, by `in` and by guards. `moduleOf` says where
 * the types of a version come from.
 */
export function narrowingProgram(
  models: readonly TaggedModel[],
  moduleOf: (version: string) => string = (version) => `isc-sdk/${version}`,
): string {
  const versions = [...new Set(models.map(({ version }) => version))];
  return [
    ...versions.map((version) => `import * as ${version} from ${JSON.stringify(moduleOf(version))};`),
    "declare function same<Expected>(): <Actual>(value: Actual, isSame: [Actual, Expected] extends [Expected, Actual] ? true : false) => void;",
    ...models.flatMap((model) => [
      ...narrowing(model, `${model.version}.${model.name}`, true),
      ...(model.input === undefined ? [] : narrowing(model, `${model.version}.${model.input}`, false)),
    ]),
  ].join("\n");
}

function narrowing(
  { version, name, tag, kind, variants }: TaggedModel,
  type: string,
  hasGuards: boolean,
): readonly string[] {
  const text = JSON.stringify;
  const at = `value[${text(tag)}]`;
  const guards = `${version}.${name}`;
  const alone = new Set(variants.map(({ value }) => value));
  return [
    `export function narrow_${type.replace(".", "_")}(value: ${type}): ${kind} | undefined {`,
    ...variants.flatMap(({ value, own, all }) => [
      // The type of the tag is the one literal, and nothing else.
      `  if (${at} === ${value}) { same<${value}>()(${at}, true);${own === undefined ? "" : ` void value[${text(own)}];`} }`,
      ...(own === undefined ? [] : [`  if (${text(own)} in value) same<${all}>()(${at}, true);`]),
      ...(hasGuards
        ? [
            `  if (${guards}.is[${value}](value)) { same<${value}>()(${at}, true);${own === undefined ? "" : ` void value[${text(own)}];`} }`,
          ]
        : []),
      `  ${`{ type One = Extract<${type}, { ${text(tag)}: ${value} }>; const one = (own: One): ${value} => own[${text(tag)}]; void one; }`}`,
    ]),
    ...(hasGuards
      ? [`  if (${guards}.isUnlisted(value)) { const tag: ${kind} | null | undefined = ${at}; void tag; }`]
      : []),
    `  switch (${at}) {`,
    ...[...alone].map((value) => `    case ${value}: same<${value}>()(${at}, true); return ${at};`),
    // Not never: an unknown tag is a text that can be read.
    `    default: { const tag: ${kind} | null | undefined = ${at}; const isNever: [typeof value] extends [never] ? true : false = false; void isNever; return tag ?? undefined; }`,
    "  }",
    "}",
  ];
}
