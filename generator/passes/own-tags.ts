import { defineDiagnostic, diagnose, type Diagnostic } from "../diagnostics/diagnostic.ts";
import type {
  Alternatives,
  ApiVersion,
  Declaration,
  DeclarationId,
  ObjectDeclaration,
  TypeUse,
} from "../model/model.ts";
import { indexDeclarations, objectOf, resolveUse, valuesOfTag } from "../model/uses.ts";
import type { VersionPass } from "./pass.ts";

/**
 * For each object and each tag of a union it is a member of, the tag values that mean the object. Undefined values mean
 * that a union states none.
 */
type OwnTags = ReadonlyMap<DeclarationId, ReadonlyMap<string, ReadonlySet<string> | undefined>>;

/**
 * Restricts the tag property of an object to the object's own values: in an identity document, `_type` is always
 * "identity".
 */
export const ownTags: VersionPass = {
  id: "own-tags",
  title: "A listed property that unions tell an object by knows the values that mean the object.",
  run: (given) => {
    const diagnostics: Diagnostic[] = [];
    const version = withPossibleTags(given, (at, holes) =>
      diagnostics.push(diagnose(impossibleTag, holes, { version: given.label, origin: at.origin })),
    );
    const declarations = indexDeclarations(version);
    const tags = findTags(version, declarations);
    return {
      value: {
        ...version,
        declarations: version.declarations.map((declaration) =>
          declaration.kind === "object" ? withTags(declaration, tags, declarations) : declaration,
        ),
      } satisfies ApiVersion,
      diagnostics,
    };
  },
};

interface ImpossibleTag {
  readonly tag: string;
  readonly value: string;
}

const impossibleTag = defineDiagnostic<ImpossibleTag>({
  code: "mapped-to-nothing",
  message: ({ tag, value }) => `the discriminator maps "${value}", which the property "${tag}" cannot have`,
  action: () => "the value has no type",
});

/** The version without the tag values that a property of numbers or booleans cannot have. */
function withPossibleTags(version: ApiVersion, report: (at: Declaration, holes: ImpossibleTag) => void): ApiVersion {
  const declarations = indexDeclarations(version);
  const settle = <Union extends Alternatives>(union: Union, at: Declaration): Union => {
    const { tag } = union;
    if (tag === undefined) return union;
    const members = union.members.map((member) => {
      const use = objectOf(declarations, member.use)?.properties.find(({ wire }) => wire === tag)?.use;
      if (use === undefined || !holdsNoText(declarations, use)) return member;
      const typed = valuesOfTag(declarations, use, member.tagValues);
      const tagValues = member.tagValues.filter((_, index) => typeof typed[index] !== "string");
      for (const value of member.tagValues) if (!tagValues.includes(value)) report(at, { tag, value });
      return { ...member, tagValues };
    });
    return { ...union, members };
  };
  return {
    ...version,
    declarations: version.declarations.map((declaration) => {
      if (declaration.kind === "union") return settle(declaration, declaration);
      return declaration.kind === "object" && declaration.alternatives !== undefined
        ? { ...declaration, alternatives: declaration.alternatives.map((entry) => settle(entry, declaration)) }
        : declaration;
    }),
  };
}

/** Whether all values of a use are numbers or booleans. */
function holdsNoText(declarations: ReadonlyMap<DeclarationId, Declaration>, given: TypeUse): boolean {
  const { use, declaration } = resolveUse(declarations, given);
  if (declaration !== undefined) return declaration.kind === "enum" && declaration.scalar !== "string";
  if (use.kind === "literal") return typeof use.value !== "string" && use.value !== null;
  return use.kind === "scalar" && ["integer", "number", "boolean"].includes(use.scalar);
}

function findTags(version: ApiVersion, declarations: ReadonlyMap<DeclarationId, Declaration>): OwnTags {
  const found = new Map<DeclarationId, Map<string, Set<string> | undefined>>();
  const add = ({ tag, members }: Alternatives): void => {
    if (tag === undefined) return;
    for (const { use, tagValues } of members) {
      const object = objectOf(declarations, use);
      if (object === undefined) continue;
      const own = found.get(object.id) ?? new Map<string, Set<string> | undefined>();
      found.set(object.id, own);
      const known = own.has(tag) ? own.get(tag) : new Set<string>();
      // A union without tag values for the object leaves the property unrestricted.
      own.set(tag, tagValues.length === 0 || known === undefined ? undefined : new Set([...known, ...tagValues]));
    }
  };
  for (const declaration of version.declarations) {
    if (declaration.kind === "union") add(declaration);
    if (declaration.kind === "object") for (const entry of declaration.alternatives ?? []) add(entry);
  }
  return found;
}

function withTags(
  object: ObjectDeclaration,
  tags: OwnTags,
  declarations: ReadonlyMap<DeclarationId, Declaration>,
): ObjectDeclaration {
  const own = tags.get(object.id);
  if (own === undefined) return object;
  return {
    ...object,
    properties: object.properties.map((property) => {
      const values = own.get(property.wire);
      if (values === undefined) return property;
      const { use, declaration } = resolveUse(declarations, property.use);
      const isListed = use.kind === "literal" ? use.value !== null : declaration?.kind === "enum";
      return isListed ? { ...property, tagValues: [...values].sort() } : property;
    }),
  };
}
