import { defineDiagnostic, diagnose, type Diagnostic } from "../diagnostics/diagnostic.ts";
import type { ApiVersion, Declaration, DeclarationId, TypeUse, UnionMember } from "../model/model.ts";
import { indexDeclarations, withoutNull } from "../model/uses.ts";
import type { VersionPass } from "./pass.ts";

const circularMember = defineDiagnostic<{ member: string }>({
  code: "circular-member",
  severity: "note",
  title: "No union or alias is a part of itself",
  message: ({ member }) => `${member} leads back to this type`,
  action: () => "left out, for a type adds nothing to itself",
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

function cutUnions(version: ApiVersion, found: Found): ApiVersion {
  const index = indexDeclarations(version);
  const dropped = new Map<DeclarationId, Set<TypeUse>>();
  const done = new Set<DeclarationId>();
  const open = new Set<DeclarationId>();
  const visit = (id: DeclarationId): void => {
    const declaration = index.get(id);
    if (declaration === undefined || done.has(id)) return;
    open.add(id);
    for (const use of directUses(declaration)) {
      const target = withoutNull(use);
      if (target.kind !== "ref") continue;
      if (!open.has(target.id)) visit(target.id);
      else dropped.set(id, (dropped.get(id) ?? new Set()).add(use));
    }
    open.delete(id);
    done.add(id);
  };
  for (const { id } of version.declarations) visit(id);
  if (dropped.size === 0) return version;
  const declarations = version.declarations.map((declaration): Declaration => {
    const out = dropped.get(declaration.id);
    if (out === undefined) return declaration;
    for (const use of out) found(declaration, use);
    if (declaration.kind !== "union")
      return declaration.kind === "alias" ? { ...declaration, target: NOTHING } : declaration;
    const { members, tag: _, ...rest } = declaration;
    const left = members.filter((member) => !out.has(member.use));
    // Of another union that leads back here the other members stay.
    for (const use of out) left.push(...otherMembers(index, use, declaration.id));
    return left.length > 0 ? { ...declaration, members: left } : { ...rest, kind: "alias", target: NOTHING };
  });
  return { ...version, declarations };
}

function otherMembers(
  index: ReadonlyMap<DeclarationId, Declaration>,
  use: TypeUse,
  own: DeclarationId,
): readonly UnionMember[] {
  const target = withoutNull(use);
  const other = target.kind === "ref" && target.id !== own ? index.get(target.id) : undefined;
  if (other?.kind !== "union") return [];
  return other.members.filter((member) => withoutNull(member.use).kind !== "ref");
}

const NOTHING: TypeUse = { kind: "unknown", reason: "a type that is nothing but itself" };

/** What a declaration is without an object or a list between. */
function directUses(declaration: Declaration): readonly TypeUse[] {
  if (declaration.kind === "union") return declaration.members.map((member) => member.use);
  if (declaration.kind === "object")
    return (declaration.alternatives ?? []).flatMap(({ members }) => members.map((member) => member.use));
  return declaration.kind === "alias" ? [declaration.target] : [];
}
