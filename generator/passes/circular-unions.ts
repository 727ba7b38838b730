import { defineDiagnostic, diagnose, type Diagnostic } from "../diagnostics/diagnostic.ts";
import { cyclesOf } from "../model/cycles.ts";
import type {
  AliasDeclaration,
  ApiVersion,
  Declaration,
  DeclarationId,
  TypeUse,
  UnionDeclaration,
  UnionMember,
} from "../model/model.ts";
import { compareText } from "../model/order.ts";
import { indexDeclarations, withoutNull } from "../model/uses.ts";
import type { VersionPass } from "./pass.ts";

const circularMember = defineDiagnostic<{ member: string }>({
  code: "circular-member",
  message: ({ member }) => `the member ${member} leads back to this type`,
  action: () => "the member is removed; the other members of the types in the cycle stay",
});

/**
 * Removes a member that leads back to its union through unions and aliases only. Such a member accepts no further
 * value, and no target language can declare it.
 */
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

/**
 * Cuts objects before unions. An object whose alternatives lead back to itself loses those alternatives and stays an
 * object, so unions keep it as a member.
 */
function cutObjects(version: ApiVersion, found: Found): ApiVersion {
  const isComposed = (declaration: Declaration): boolean =>
    declaration.kind === "object" && declaration.alternatives !== undefined;
  if (!version.declarations.some(isComposed)) return version;
  const cycles = directCycles(indexDeclarations(version));
  const declarations = version.declarations.map((declaration): Declaration => {
    if (declaration.kind !== "object" || declaration.alternatives === undefined) return declaration;
    const cycle = cycles.get(declaration.id);
    if (cycle === undefined) return declaration;
    const circular = ({ use }: UnionMember): boolean => isInside(cycle, use);
    const { alternatives, ...rest } = declaration;
    const left = alternatives.filter(({ members }) => !members.some(circular));
    for (const { members } of alternatives)
      for (const member of members.filter(circular)) found(declaration, member.use);
    return left.length === 0 ? rest : { ...rest, alternatives: left };
  });
  return { ...version, declarations };
}

/** The cycles of declarations that refer to one another directly, without a list, a map or a property between them. */
function directCycles(
  plain: ReadonlyMap<DeclarationId, Declaration>,
): ReadonlyMap<DeclarationId, ReadonlySet<DeclarationId>> {
  return cyclesOf(plain.keys(), (id) => {
    const own = plain.get(id);
    return own === undefined
      ? []
      : directUses(own)
          .flatMap(targetOf)
          .filter((target) => plain.has(target));
  });
}

/** Unions that lead to one another accept the same values, so each gets the members of all of them. */
function cutUnions(version: ApiVersion, found: Found): ApiVersion {
  const plain = new Map(
    version.declarations.flatMap((declaration) =>
      declaration.kind === "union" || declaration.kind === "alias" ? [[declaration.id, declaration] as const] : [],
    ),
  );
  const cycles = directCycles(plain);
  if (cycles.size === 0) return version;
  const declarations = version.declarations.map((declaration): Declaration => {
    const own = plain.get(declaration.id);
    const cycle = cycles.get(declaration.id);
    if (own === undefined || cycle === undefined) return declaration;
    const others = [...cycle]
      .sort(compareText)
      .filter((id) => id !== own.id)
      .map((id) => plain.get(id));
    return cutUnion(own, { cycle, others: others.filter((other) => other !== undefined), found });
  });
  return { ...version, declarations };
}

type Plain = UnionDeclaration | AliasDeclaration;

function targetOf(use: TypeUse): DeclarationId[] {
  const target = withoutNull(use);
  return target.kind === "ref" ? [target.id] : [];
}

function isInside(cycle: ReadonlySet<DeclarationId>, use: TypeUse): boolean {
  return targetOf(use).some((id) => cycle.has(id));
}

function cutUnion(
  own: Plain,
  at: { cycle: ReadonlySet<DeclarationId>; others: readonly Plain[]; found: Found },
): Declaration {
  const { cycle, others, found } = at;
  for (const use of directUses(own)) if (isInside(cycle, use)) found(own, use);
  const unions = [own, ...others].filter((other) => other.kind === "union");
  // An alias of a union stays an alias: the unions no longer lead back to it.
  if (own.kind === "alias") return unions.length > 0 ? own : { ...own, target: NOTHING };
  const members = new Map(
    unions
      .flatMap((union) => union.members.filter((member) => !isInside(cycle, member.use)))
      .map(({ use }): readonly [string, UnionMember] => [JSON.stringify(use), { use, tagValues: [] }]),
  );
  const { members: _members, tag: _tag, ...rest } = own;
  return members.size > 0
    ? { ...rest, kind: "union", members: [...members.values()] }
    : { ...rest, kind: "alias", target: NOTHING };
}

const NOTHING: TypeUse = { kind: "unknown", reason: "a type that refers only to itself" };

/** The uses that a declaration consists of, without the uses inside its lists, maps and properties. */
function directUses(declaration: Declaration): readonly TypeUse[] {
  if (declaration.kind === "union") return declaration.members.map((member) => member.use);
  if (declaration.kind === "object")
    return (declaration.alternatives ?? []).flatMap(({ members }) => members.map((member) => member.use));
  return declaration.kind === "alias" ? [declaration.target] : [];
}
