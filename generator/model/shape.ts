import { assertNever } from "./assert-never.ts";
import type { Alternatives, Declaration, DeclarationId, Positions, TypeUse } from "./model.ts";

/**
 * Numbers declarations by shape. Two declarations get the same number exactly if only documentation (title,
 * description, examples, defaults, bounds) distinguishes them, with references followed to any depth. Cycles are
 * handled: classes are refined like the states of an automaton, until members of a class refer to the same classes.
 * `markOf` returns a text that must be equal too, for a declaration and everything it refers to. Returns the number for
 * a group's key and an id, -1 for an unknown id.
 */
export function shapeClasses(
  groups: readonly ShapeGroup[],
  markOf: (key: string, declaration: Declaration) => string = () => "",
): (key: string, id: DeclarationId) => number {
  const nodes: ShapeNode[] = [];
  const indexes = new Map<string, number>();
  for (const { key, declarations } of groups) {
    for (const declaration of declarations) indexes.set(`${key} ${declaration.id}`, indexes.size);
  }
  for (const { key, declarations } of groups) {
    for (const declaration of declarations) {
      const { template, references } = templateOf(declaration);
      nodes.push({
        template: `${markOf(key, declaration)} ${template}`,
        references: references.map((id) => indexes.get(`${key} ${id}`) ?? -1),
      });
    }
  }
  const classes = refine(nodes);
  return (key, id) => classes[indexes.get(`${key} ${id}`) ?? -1] ?? -1;
}

/** The declarations of one version; ids are unique in a group. */
export interface ShapeGroup {
  readonly key: string;
  readonly declarations: readonly Declaration[];
}

interface ShapeNode {
  readonly template: string;
  readonly references: readonly number[];
}

/**
 * The coarsest partition in which the nodes of a class have the same template and, position by position, refer to nodes
 * of the same class. Hopcroft's algorithm: only the users of a new class are visited, and the largest piece of a split
 * is not queued again, so a chain of n nodes costs n log n instead of n².
 */
function refine(nodes: readonly ShapeNode[]): number[] {
  const users = usersOf(nodes);
  const classes = classify(nodes.map((node) => `${node.template} ${String(node.references.length)}`));
  const members: Set<number>[] = [];
  for (const [index, own] of classes.entries()) (members[own] ??= new Set()).add(index);
  const waiting = new Set(members.keys());
  for (const splitter of waiting) {
    waiting.delete(splitter);
    // For each user, the positions at which it refers to the splitter.
    const marks = new Map<number, number[]>();
    for (const index of members[splitter] ?? [])
      for (const { user, position } of users[index] ?? []) {
        const positions = marks.get(user);
        if (positions === undefined) marks.set(user, [position]);
        else positions.push(position);
      }
    const touched = new Map<number, Map<string, number[]>>();
    for (const [user, positions] of marks) {
      const own = classes[user] ?? 0;
      let groups = touched.get(own);
      if (groups === undefined) touched.set(own, (groups = new Map()));
      const key = positions.sort((left, right) => left - right).join();
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [user]);
      else group.push(user);
    }
    for (const [own, groups] of touched) splitClass({ own, groups: [...groups.values()], classes, members, waiting });
  }
  return classes;
}

interface Split {
  readonly own: number;
  /** The members that refer to the splitter, grouped by position. The other members do not refer to it. */
  readonly groups: readonly (readonly number[])[];
  readonly classes: number[];
  readonly members: Set<number>[];
  readonly waiting: Set<number>;
}

function splitClass({ own, groups, classes, members, waiting }: Split): void {
  const all = members[own] ?? new Set();
  const marked = groups.reduce((sum, group) => sum + group.length, 0);
  const rest = all.size - marked;
  if (groups.length === 1 && rest === 0) return;
  const [largest = []] = [...groups].sort((left, right) => right.length - left.length);
  const pieces = groups.filter((group) => group !== largest);
  // The largest piece keeps the number. If that is the rest, its members are not visited.
  if (rest >= largest.length) pieces.push(largest);
  else if (rest > 0) {
    const inGroups = new Set(groups.flat());
    pieces.push([...all].filter((index) => !inGroups.has(index)));
  }
  for (const piece of pieces) {
    const fresh = members.length;
    members.push(new Set(piece));
    waiting.add(fresh);
    for (const index of piece) {
      classes[index] = fresh;
      all.delete(index);
    }
  }
}

/** For each node, the nodes that refer to it, with the position. References to unknown nodes are ignored. */
function usersOf(nodes: readonly ShapeNode[]): { readonly user: number; readonly position: number }[][] {
  const users: { readonly user: number; readonly position: number }[][] = nodes.map(() => []);
  for (const [user, { references }] of nodes.entries())
    for (const [position, reference] of references.entries()) users[reference]?.push({ user, position });
  return users;
}

function classify(keys: readonly string[]): number[] {
  const numbers = new Map<string, number>();
  return keys.map((key) => {
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, numbers.size);
    return numbers.size - 1;
  });
}

interface Template {
  /** The shape, with `@` for each reference. */
  readonly template: string;
  readonly references: readonly DeclarationId[];
}

/** Cached: several passes need the shapes of the same declarations, and a declaration never changes. */
function templateOf(declaration: Declaration): Template {
  let known = templates.get(declaration);
  if (known === undefined) {
    const references: DeclarationId[] = [];
    const template = shapeText(declaration, (id) => {
      references.push(id);
      return "@";
    });
    templates.set(declaration, (known = { template, references }));
  }
  return known;
}

const templates = new WeakMap<Declaration, Template>();

function shapeText(declaration: Declaration, reference: (id: DeclarationId) => string): string {
  switch (declaration.kind) {
    case "object": {
      const properties = [...declaration.properties]
        .sort((left, right) => (left.wire < right.wire ? -1 : 1))
        .map(
          (property) =>
            `${JSON.stringify(property.wire)}${property.required ? "" : "?"}${property.access === "both" ? "" : property.access}=${property.tagValues?.join("/") ?? ""}${useTemplate(property.use, reference)}`,
        );
      const rest = typeof declaration.rest === "string" ? declaration.rest : useTemplate(declaration.rest, reference);
      const correlation =
        declaration.correlation === undefined
          ? ""
          : `~${declaration.correlation.tag}>${declaration.correlation.property}:${declaration.correlation.cases.map((entry) => `${entry.value}=${useTemplate(entry.use, reference)}`).join()}`;
      const alternatives = (declaration.alternatives ?? [])
        .map((entry) => `&${alternativesText(entry, reference)}`)
        .join("");
      const presence = declaration.presence === undefined ? "" : `+${JSON.stringify(declaration.presence)}`;
      return `{${properties.join()}|${rest}${correlation}${alternatives}${presence}}`;
    }
    case "enum":
      return `<${declaration.scalar} ${declaration.values
        .map((value) => JSON.stringify(value.value))
        .sort()
        .join()}>`;
    case "union":
      return alternativesText(declaration, reference);
    case "alias":
      return `=${useTemplate(declaration.target, reference)}`;
    default:
      return assertNever(declaration);
  }
}

function positionsText(positions: Positions | undefined, reference: (id: DeclarationId) => string): string {
  if (positions === undefined) return "";
  const { uses, required, isClosed } = positions;
  return `${uses.map((use) => useTemplate(use, reference)).join()}/${String(required)}${isClosed ? "!" : "..."}`;
}

function alternativesText({ members, tag = "" }: Alternatives, reference: (id: DeclarationId) => string): string {
  return `(${tag} ${members.map((member) => `${member.tagValues.join("/")}:${useTemplate(member.use, reference)}`).join("|")})`;
}

function useTemplate(use: TypeUse, reference: (id: DeclarationId) => string): string {
  switch (use.kind) {
    case "ref":
      return reference(use.id);
    case "scalar":
      return use.format === undefined ? use.scalar : `${use.scalar}/${use.format}`;
    case "list":
      return `[${positionsText(use.positions, reference)}${useTemplate(use.item, reference)}]`;
    case "map":
      return `{*${useTemplate(use.value, reference)}}`;
    case "literal":
      return use.exact === true ? String(use.value) : JSON.stringify(use.value);
    case "nullable":
      return `${useTemplate(use.of, reference)}~`;
    case "unknown":
      return "?";
    case "never":
      return "!";
    default:
      return assertNever(use);
  }
}
