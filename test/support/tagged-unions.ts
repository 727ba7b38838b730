import type { Surface, SurfaceModel, SurfaceType } from "../../generator/contract/surface-format.ts";

/** A model whose variants a tag tells apart, as a consumer sees it. */
export interface TaggedModel {
  readonly version: string;
  readonly name: string;
  /** The name of its form in requests, where that is another. */
  readonly input?: string;
  readonly tag: string;
  readonly variants: readonly {
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
          variants: model.correlation.cases.map(({ value }) => ({ value, all: JSON.stringify(value) })),
        },
      ];
    const { tag, members } =
      model.kind === "union" ? model : ((model.alternatives ?? []).find((entry) => entry.tag !== undefined) ?? {});
    if (tag === undefined || members === undefined) return [];
    const properties = members.map(({ type }) => propertiesOf(models, model.version, type));
    return [
      {
        ...base,
        tag,
        variants: members.flatMap(({ tagValues = [] }, index) => {
          const own = [...(properties[index] ?? [])].find(
            (wire) => properties.filter((other) => other.has(wire)).length === 1,
          );
          const all = tagValues.map((value) => JSON.stringify(value)).join(" | ");
          return tagValues.map((value) => ({ value, all, ...(own === undefined ? {} : { own }) }));
        }),
      },
    ];
  });
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

function narrowing({ version, name, tag, variants }: TaggedModel, type: string, hasGuards: boolean): readonly string[] {
  const text = JSON.stringify;
  const at = `value[${text(tag)}]`;
  const guards = `${version}.${name}`;
  const alone = new Set(variants.map(({ value }) => value));
  return [
    `export function narrow_${type.replace(".", "_")}(value: ${type}): string | undefined {`,
    ...variants.flatMap(({ value, own, all }) => [
      // The type of the tag is the one literal, and nothing else.
      `  if (${at} === ${text(value)}) { same<${text(value)}>()(${at}, true);${own === undefined ? "" : ` void value[${text(own)}];`} }`,
      ...(own === undefined ? [] : [`  if (${text(own)} in value) same<${all}>()(${at}, true);`]),
      ...(hasGuards
        ? [
            `  if (${guards}.is[${text(value)}](value)) { same<${text(value)}>()(${at}, true);${own === undefined ? "" : ` void value[${text(own)}];`} }`,
          ]
        : []),
      `  ${`{ type One = Extract<${type}, { ${text(tag)}: ${text(value)} }>; const one = (own: One): ${text(value)} => own[${text(tag)}]; void one; }`}`,
    ]),
    ...(hasGuards
      ? [`  if (${guards}.isUnlisted(value)) { const tag: string | null | undefined = ${at}; void tag; }`]
      : []),
    `  switch (${at}) {`,
    ...[...alone].map((value) => `    case ${text(value)}: same<${text(value)}>()(${at}, true); return ${at};`),
    // Not never: an unknown tag is a text that can be read.
    `    default: { const tag: string | null | undefined = ${at}; const isNever: [typeof value] extends [never] ? true : false = false; void isNever; return tag ?? undefined; }`,
    "  }",
    "}",
  ];
}
