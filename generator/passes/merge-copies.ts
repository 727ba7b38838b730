import { diagnose, defineDiagnostic, type Diagnostic } from "../diagnostics/diagnostic.ts";
import type { ApiVersion, Declaration, DeclarationId } from "../model/model.ts";
import { shapeClasses } from "../model/shape.ts";
import { mapVersionReferences } from "../model/uses.ts";
import type { VersionPass } from "./pass.ts";

const mergedCopy = defineDiagnostic<{ kept: string }>({
  code: "merged-copy",
  message: ({ kept }) => `this file has the name and the shape of ${kept}`,
  action: ({ kept }) => `one type stands for both, named after ${kept}`,
});

/**
 * Files of one basename and one shape (`beta/` and `v3/` copies) become one declaration; the others' places are kept in
 * `also`. So do the schemas in files of shared answers and parameters, by their place in the file.
 */
export const mergeCopies: VersionPass = {
  id: "merge-copies",
  title: "Schema files of one basename and one shape are one declaration.",
  run: (version) => {
    const classOf = shapeClasses([{ key: "", declarations: version.declarations }]);
    const groups = new Map<string, Declaration[]>();
    for (const declaration of version.declarations) {
      const name = copyName(declaration);
      if (name === undefined) continue;
      const key = `${name} ${classOf("", declaration.id)}`;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [declaration]);
      else group.push(declaration);
    }
    const merges = new Map<DeclarationId, DeclarationId>();
    const diagnostics: Diagnostic[] = [];
    for (const group of groups.values()) {
      const [kept, ...copies] = [...group].sort(
        (left, right) => preference(version, left.id) - preference(version, right.id) || (left.id < right.id ? -1 : 1),
      );
      if (kept === undefined) continue;
      for (const copy of copies) {
        merges.set(copy.id, kept.id);
        diagnostics.push(diagnose(mergedCopy, { kept: kept.id }, { version: version.label, origin: copy.origin }));
      }
    }
    return { value: mergeDeclarations(version, merges), diagnostics };
  },
};

/** What copies have in common: the file's name, and the place in a file that is no schema. Undefined where there are none. */
function copyName({ id, place }: Declaration): string | undefined {
  const [file = "", pointer = ""] = id.split("#");
  const name = (file.split("/").at(-1) ?? "").replace(/\.[^.]*$/u, "");
  if (place.kind === "file") return name;
  const isShared = place.kind === "sharedAnswer" || place.kind === "sharedParameter";
  // Components stand in a document with much else, and their keys are their names.
  return isShared && place.steps.length === 0 && !/^\/(?:components|paths)\//u.test(pointer)
    ? `${name}#${pointer}`
    : undefined;
}

/** The version's own tree before a foreign one, a short path before a long one. */
function preference(version: ApiVersion, id: DeclarationId): number {
  return (id.startsWith(`${version.label}/`) ? 0 : 1000) + id.split("/").length;
}

/**
 * Redirects references from dropped declarations to the kept ones, with the inline parts of the dropped ones. The kept
 * ones list the dropped places in `also`.
 */
export function mergeDeclarations(version: ApiVersion, merges: ReadonlyMap<DeclarationId, DeclarationId>): ApiVersion {
  if (merges.size === 0) return version;
  const targets = new Map(merges);
  const known = new Set(version.declarations.map((declaration) => declaration.id));
  for (const declaration of version.declarations) {
    if (targets.has(declaration.id)) continue;
    const owner = ownerPrefix(declaration.id, merges);
    if (owner === undefined) continue;
    const kept = join(merges.get(owner) ?? owner, declaration.id.slice(owner.length));
    if (known.has(kept)) targets.set(declaration.id, kept);
  }
  const also = new Map<DeclarationId, DeclarationId[]>();
  for (const [dropped, kept] of targets) {
    const places = also.get(kept);
    if (places === undefined) also.set(kept, [dropped]);
    else places.push(dropped);
  }
  const map = (id: DeclarationId): DeclarationId => targets.get(id) ?? id;
  const redirected = mapVersionReferences(version, map);
  return {
    ...redirected,
    declarations: redirected.declarations
      .filter((declaration) => !targets.has(declaration.id))
      .map((declaration) => {
        const places = also.get(declaration.id);
        return places === undefined ? declaration : { ...declaration, also: [...declaration.also, ...places].sort() };
      }),
  };
}

/** The merged declaration that an inline part belongs to. */
function ownerPrefix(id: DeclarationId, merges: ReadonlyMap<DeclarationId, DeclarationId>): DeclarationId | undefined {
  for (let end = id.length; end > 0;) {
    const slash = id.lastIndexOf("/", end - 1);
    const hash = id.lastIndexOf("#", end - 1);
    end = Math.max(slash, hash);
    if (end <= 0) return undefined;
    const prefix = id.slice(0, end);
    if (merges.has(prefix)) return prefix;
  }
  return undefined;
}

function join(owner: DeclarationId, rest: string): DeclarationId {
  return owner.includes("#") && rest.startsWith("#") ? owner + rest.slice(1) : owner + rest;
}
