import { ts } from "ts-morph";
import { compareText } from "../../model/order.ts";

/** A name that a file imports. */
export interface NeededName {
  readonly module: string;
  readonly name: string;
  readonly isType: boolean;
}

/** The imports that a moved file needs. */
export interface Names {
  /** Imports a name and returns its local name in the file. */
  readonly need: (name: NeededName, fallback: string) => string;
  readonly listNeeded: () => readonly (NeededName & { readonly local: string })[];
}

/**
 * Collects imports for a file. `isLeaving` says whether an identifier will be removed, so that an import may take its
 * name.
 */
export function createNames(source: ts.SourceFile, isLeaving: (name: ts.Identifier) => boolean): Names {
  const taken = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      const { parent } = node;
      const isMember =
        (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
        (ts.isPropertyAssignment(parent) && parent.name === node) ||
        (ts.isPropertySignature(parent) && parent.name === node) ||
        (ts.isMethodDeclaration(parent) && parent.name === node);
      if (!isMember && !isLeaving(node)) taken.add(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  const needed = new Map<string, { readonly name: NeededName; readonly local: string; isType: boolean }>();
  return {
    need: (name, published) => {
      // `sdk.Role` is no name that an import can have.
      const fallback = published.slice(published.lastIndexOf(".") + 1);
      const key = `${name.module} ${name.name}`;
      const known = needed.get(key);
      if (known !== undefined) {
        known.isType &&= name.isType;
        return known.local;
      }
      const local = taken.has(name.name)
        ? firstFree(name.name === fallback ? `${name.name}Now` : fallback, taken)
        : name.name;
      taken.add(local);
      needed.set(key, { name, local, isType: name.isType });
      return local;
    },
    listNeeded: () =>
      [...needed.values()]
        .map(({ name, local, isType }) => ({ ...name, isType, local }))
        .sort((one, other) => compareText(one.module, other.module) || compareText(one.name, other.name)),
  };
}

function firstFree(name: string, taken: ReadonlySet<string>): string {
  return taken.has(name) ? firstFree(`${name}Now`, taken) : name;
}
