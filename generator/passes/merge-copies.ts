import { diagnose, defineDiagnostic, type Diagnostic } from "../diagnostics/diagnostic.ts";
import type { ApiVersion, Declaration, DeclarationId } from "../model/model.ts";
import { shapeClasses } from "../model/shape.ts";
import { mapVersionReferences } from "../model/uses.ts";
import type { VersionPass } from "./pass.ts";

const mergedCopy = defineDiagnostic<{ kept: string }>({
  code: "merged-copy",
  message: ({ kept }) => `this file has the same name and shape as ${kept}`,
  action: ({ kept }) => `they share one type, which is named after ${kept}`,
});

/**
 * Merges schema files that have the same basename and the same shape (copies in `beta/` and `v3/`) into one
 * declaration. The kept declaration lists the ids of the copies in `also`. Schemas in files of shared responses and
 * parameters are merged too, if their pointers are equal.
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

/**
 * The key that copies share: the basename of the file, and the pointer inside a file of a shared response or parameter.
 * Undefined for declarations that are never merged.
 */
function copyName({ id, place }: Declaration): string | undefined {
  const [file = "", pointer = ""] = id.split("#");
  const name = (file.split("/").at(-1) ?? "").replace(/\.[^.]*$/u, "");
  if (place.kind === "file") return name;
  const isShared = place.kind === "sharedAnswer" || place.kind === "sharedParameter";
  // A component is not merged: its key is its name, and its document holds other components.
  return isShared && place.steps.length === 0 && !/^\/(?:components|paths)\//u.test(pointer)
    ? `${name}#${pointer}`
    : undefined;
}

/** Ranks the copies, lowest first: files in the version's own folder, then shorter paths. */
function preference(version: ApiVersion, id: DeclarationId): number {
  return (id.startsWith(`${version.label}/`) ? 0 : 1000) + id.split("/").length;
}

/**
 * Redirects references from dropped declarations to the kept ones, and merges the inline parts of a dropped declaration
 * too. `merges` maps the id of each dropped declaration to the id of the kept one. The kept declarations list the
 * dropped ids in `also`.
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

/** The id of the dropped declaration that an inline part belongs to; undefined for a part of any other declaration. */
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
