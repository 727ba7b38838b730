import { diagnose, defineDiagnostic, type Diagnostic } from "../diagnostics/diagnostic.ts";
import { groupBy } from "../model/group-by.ts";
import type { ApiVersion, Declaration, DeclarationId } from "../model/model.ts";
import { shapeClasses } from "../model/shape.ts";
import { mergeDeclarations } from "./merge-copies.ts";
import type { VersionPass } from "./pass.ts";

const hoistedError = defineDiagnostic<{ places: number; tag: string; target: string }>({
  code: "hoisted-error-body",
  message: ({ places, tag }) => `${places} operations of the tag "${tag}" have this inline error body`,
  action: ({ target }) => `they share one type, ${target}`,
});

/**
 * Merges equal inline bodies of responses that are not a success. A named error schema of the same shape replaces them;
 * otherwise each tag gets one declaration for its most frequent shape.
 */
export const errorBodies: VersionPass = {
  id: "error-bodies",
  title: "Inline error bodies of one shape are one declaration per tag.",
  run: (version) => {
    const inline = version.declarations.filter(isInlineError);
    if (inline.length === 0) return { value: version, diagnostics: [] };
    const classOf = shapeClasses([{ key: "", declarations: version.declarations }]);
    const named = namedErrors(version, classOf);
    const tagOf = new Map(version.operations.map((operation) => [operation.key, operation.tag]));
    const groups = groupBy(
      inline,
      (declaration) => `${tagOf.get(operationOf(declaration)) ?? ""}\n${classOf("", declaration.id)}`,
    );
    const main = mainShapes(groups);
    const merges = new Map<DeclarationId, DeclarationId>();
    const hoisted = new Map<DeclarationId, string>();
    const diagnostics: Diagnostic[] = [];
    for (const [key, group] of groups) {
      const tag = key.split("\n")[0] ?? "";
      const [first] = group;
      if (first === undefined) continue;
      const equal = named.get(classOf("", first.id));
      // A tag gets one hoisted error body. A rarer shape keeps the name of its operation, so a new operation renames
      // nothing.
      if (equal === undefined && main.get(tag) !== key) continue;
      const target = equal ?? first.id;
      for (const declaration of group) if (declaration.id !== target) merges.set(declaration.id, target);
      if (equal === undefined) hoisted.set(target, tag);
      diagnostics.push(
        diagnose(hoistedError, { places: group.length, tag, target }, { version: version.label, origin: first.origin }),
      );
    }
    const merged = mergeDeclarations(version, merges);
    const declarations = merged.declarations.map((declaration): Declaration => {
      const tag = hoisted.get(declaration.id);
      return tag === undefined ? declaration : { ...declaration, place: { kind: "tagError", tag, steps: [] } };
    });
    return { value: { ...merged, declarations }, diagnostics };
  },
};

/**
 * For each tag, the key of the group with the shape that most of its operations use. Of equally large groups, the one
 * whose first declaration has the smallest id.
 */
function mainShapes(groups: ReadonlyMap<string, readonly Declaration[]>): Map<string, string> {
  const main = new Map<string, readonly [key: string, group: readonly Declaration[]]>();
  const firstId = ([first]: readonly Declaration[]): string => first?.id ?? "";
  for (const [key, group] of groups) {
    const tag = key.split("\n")[0] ?? "";
    const [, best] = main.get(tag) ?? ["", []];
    const isBetter = group.length === best.length ? firstId(group) < firstId(best) : group.length > best.length;
    if (isBetter) main.set(tag, [key, group]);
  }
  return new Map([...main].map(([tag, [key]]) => [tag, key]));
}

function isInlineError(declaration: Declaration): boolean {
  const { place } = declaration;
  return (
    declaration.kind === "object" && place.kind === "answer" && !/^2/u.test(place.status) && place.steps.length === 0
  );
}

function operationOf(declaration: Declaration): string {
  return declaration.place.kind === "answer" ? declaration.place.operation : "";
}

/**
 * The object schemas of files and components whose name contains "error", "problem" or "exception", by shape. Of
 * several schemas of one shape, the first declaration of the version.
 */
function namedErrors(
  version: ApiVersion,
  classOf: (key: string, id: DeclarationId) => number,
): Map<number, DeclarationId> {
  const named = new Map<number, DeclarationId>();
  for (const declaration of version.declarations) {
    if (declaration.kind !== "object" || (declaration.place.kind !== "file" && declaration.place.kind !== "component"))
      continue;
    if (!/error|problem|exception/iu.test(declaration.id.split("/").at(-1) ?? "")) continue;
    const shape = classOf("", declaration.id);
    if (!named.has(shape)) named.set(shape, declaration.id);
  }
  return named;
}
