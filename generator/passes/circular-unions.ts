import { defineDiagnostic, diagnose, type Diagnostic } from "../diagnostics/diagnostic.ts";
import type {
  AliasDeclaration,
  ApiVersion,
  Declaration,
  DeclarationId,
  TypeUse,
  UnionDeclaration,
  UnionMember,
} from "../model/model.ts";
import { indexDeclarations, withoutNull } from "../model/uses.ts";
import type { VersionPass } from "./pass.ts";

const circularMember = defineDiagnostic<{ member: string }>({
  code: "circular-member",
  severity: "note",
  title: "No union or alias is a part of itself",
  message: ({ member }) => `${member} leads back to this type`,
  action: () => "left out; what else the types of the circle hold stays",
});

/** A member that leads back to its union, through unions and aliases alone, adds nothing, and no language can write it. */
export const circularUnions: VersionPass = {
  id: "circular-unions",
  title: "No union or alias is a part of itself.",
  run: (version) => {
    const diagnostics: Diagnostic[] = [];
    const found = (declaration: Declaration, use: TypeUse): void => {
      const target = withoutNull(use);
      const place = { version: version.label, origin: declaration.origin };
      if (target.kind === "ref") diagnostics.push(diagnose(circularMember, { member: target.id }, place));
    };
    const value = cutUnions(cutObjects(version, found), found);
    return { value, diagnostics };
  },
};

type Found = (declaration: Declaration, use: TypeUse) => void;

/** Objects come first: an object that is itself besides is an object without that, and unions keep it as a member. */
function cutObjects(version: ApiVersion, found: Found): ApiVersion {
  const isComposed = (declaration: Declaration): boolean =>
    declaration.kind === "object" && declaration.alternatives !== undefined;
  if (!version.declarations.some(isComposed)) return version;
  const index = indexDeclarations(version);
  const plain = new Map([...index].filter(([, declaration]) => directUses(declaration).length > 0));
  const declarations = version.declarations.map((declaration): Declaration => {
    if (declaration.kind !== "object" || declaration.alternatives === undefined) return declaration;
    const circular = ({ use }: UnionMember): boolean => leadsTo(plain, use, declaration.id);
    const { alternatives, ...rest } = declaration;
    const left = alternatives.filter(({ members }) => !members.some(circular));
    if (left.length === alternatives.length) return declaration;
    for (const { members } of alternatives)
      for (const member of members.filter(circular)) found(declaration, member.use);
    return left.length === 0 ? rest : { ...rest, alternatives: left };
  });
  return { ...version, declarations };
}

/** Whether a use is a declaration, through any number of those it is directly. */
function leadsTo(plain: ReadonlyMap<DeclarationId, Declaration>, use: TypeUse, id: DeclarationId): boolean {
  const seen = new Set<DeclarationId>();
  const queue = [use];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const target = withoutNull(next);
    if (target.kind !== "ref" || seen.has(target.id)) continue;
    if (target.id === id) return true;
    seen.add(target.id);
    const declaration = plain.get(target.id);
    if (declaration !== undefined) queue.push(...directUses(declaration));
  }
  return false;
}

/** Unions that lead to one another are the same type: each has the members of all of them. */
function cutUnions(version: ApiVersion, found: Found): ApiVersion {
  const plain = new Map(
    version.declarations.flatMap((declaration) =>
      declaration.kind === "union" || declaration.kind === "alias" ? [[declaration.id, declaration] as const] : [],
    ),
  );
  const circular = [...plain.values()].filter((own) => directUses(own).some((use) => leadsTo(plain, use, own.id)));
  if (circular.length === 0) return version;
  const changed = new Map(
    circular.map((declaration) => [declaration.id, cutUnion(declaration, { plain, circular, found })]),
  );
  return { ...version, declarations: version.declarations.map((entry) => changed.get(entry.id) ?? entry) };
}

type Plain = UnionDeclaration | AliasDeclaration;

function cutUnion(
  own: Plain,
  at: { plain: ReadonlyMap<DeclarationId, Plain>; circular: readonly Plain[]; found: Found },
): Declaration {
  const { plain, circular, found } = at;
  const itself: TypeUse = { kind: "ref", id: own.id };
  const circle = circular.filter(
    ({ id }) => id === own.id || (leadsTo(plain, itself, id) && leadsTo(plain, { kind: "ref", id }, own.id)),
  );
  const isInside = (use: TypeUse): boolean => {
    const target = withoutNull(use);
    return target.kind === "ref" && circle.some(({ id }) => id === target.id);
  };
  for (const use of directUses(own)) if (isInside(use)) found(own, use);
  const unions = [own, ...circle.filter((other) => other !== own)].filter((other) => other.kind === "union");
  // An alias of a union stays one: the unions no longer lead to it.
  if (own.kind === "alias") return unions.length > 0 ? own : { ...own, target: NOTHING };
  const members = new Map(
    unions
      .flatMap((union) => union.members.filter((member) => !isInside(member.use)))
      .map(({ use }): readonly [string, UnionMember] => [JSON.stringify(use), { use, tagValues: [] }]),
  );
  const { members: _members, tag: _tag, ...rest } = own;
  return members.size > 0
    ? { ...rest, kind: "union", members: [...members.values()] }
    : { ...rest, kind: "alias", target: NOTHING };
}

const NOTHING: TypeUse = { kind: "unknown", reason: "a type that is nothing but itself" };

/** What a declaration is without an object or a list between. */
function directUses(declaration: Declaration): readonly TypeUse[] {
  if (declaration.kind === "union") return declaration.members.map((member) => member.use);
  if (declaration.kind === "object")
    return (declaration.alternatives ?? []).flatMap(({ members }) => members.map((member) => member.use));
  return declaration.kind === "alias" ? [declaration.target] : [];
}
