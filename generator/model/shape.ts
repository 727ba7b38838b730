import { assertNever } from "./assert-never.ts";
import type { Alternatives, Declaration, DeclarationId, Positions, TypeUse } from "./model.ts";

/**
 * Groups declarations by shape: two have the same number exactly when nothing but documentation (title, description,
 * examples, defaults, bounds) tells them apart, references followed to any depth. Cycles are no problem: the classes
 * are refined round by round, as automata are minimised, until a round splits nothing.
 */
export function shapeClasses(
  groups: readonly { readonly key: string; readonly declarations: readonly Declaration[] }[],
): (key: string, id: DeclarationId) => number {
  const nodes: ShapeNode[] = [];
  const indexes = new Map<string, number>();
  for (const { key, declarations } of groups) {
    for (const declaration of declarations) indexes.set(`${key} ${declaration.id}`, indexes.size);
  }
  for (const { key, declarations } of groups) {
    for (const declaration of declarations) {
      const { template, references } = templateOf(declaration);
      nodes.push({ template, references: references.map((id) => indexes.get(`${key} ${id}`) ?? -1) });
    }
  }
  const classes = refine(nodes);
  return (key, id) => classes[indexes.get(`${key} ${id}`) ?? -1] ?? -1;
}

interface ShapeNode {
  readonly template: string;
  readonly references: readonly number[];
}

function refine(nodes: readonly ShapeNode[]): number[] {
  let classes = classify(nodes.map((node) => node.template));
  for (let count = -1, next = distinct(classes); next !== count;) {
    count = next;
    classes = classify(
      nodes.map(
        (node, index) => `${classes[index]}:${node.references.map((reference) => classes[reference] ?? "?").join()}`,
      ),
    );
    next = distinct(classes);
  }
  return classes;
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

function distinct(classes: readonly number[]): number {
  return new Set(classes).size;
}

interface Template {
  /** The shape with `@` for each reference. */
  readonly template: string;
  readonly references: readonly DeclarationId[];
}

/** Several passes ask for the shapes of the same declarations, and a declaration never changes. */
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
            `${JSON.stringify(property.wire)}${property.required ? "" : "?"}${property.access === "both" ? "" : property.access}=${useTemplate(property.use, reference)}`,
        );
      const rest = typeof declaration.rest === "string" ? declaration.rest : useTemplate(declaration.rest, reference);
      const correlation =
        declaration.correlation === undefined
          ? ""
          : `~${declaration.correlation.tag}>${declaration.correlation.property}:${declaration.correlation.cases.map((entry) => `${entry.value}=${useTemplate(entry.use, reference)}`).join()}`;
      const alternatives = (declaration.alternatives ?? [])
        .map((entry) => `&${alternativesText(entry, reference)}`)
        .join("");
      return `{${properties.join()}|${rest}${correlation}${alternatives}}`;
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
      return JSON.stringify(use.value);
    case "nullable":
      return `${useTemplate(use.of, reference)}~`;
    case "unknown":
      return "?";
    default:
      return assertNever(use);
  }
}
