import type { Alternatives, ApiVersion, Declaration, DeclarationId, ObjectDeclaration } from "../model/model.ts";
import { indexDeclarations, objectOf, resolveUse } from "../model/uses.ts";
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
  run: (version) => {
    const declarations = indexDeclarations(version);
    const tags = findTags(version, declarations);
    return {
      value: {
        ...version,
        declarations: version.declarations.map((declaration) =>
          declaration.kind === "object" ? withTags(declaration, tags, declarations) : declaration,
        ),
      } satisfies ApiVersion,
      diagnostics: [],
    };
  },
};

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
