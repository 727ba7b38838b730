import { lstatSync, statSync, type Stats } from "node:fs";

/** The status of a path, following links; undefined if nothing exists there. */
export function statusOf(path: string): Stats | undefined {
  return orNothing(() => statSync(path, { throwIfNoEntry: false }));
}

/** The status of a path, without following a link; undefined if nothing exists there. */
export function linkStatusOf(path: string): Stats | undefined {
  return orNothing(() => lstatSync(path, { throwIfNoEntry: false }));
}

function orNothing(look: () => Stats | undefined): Stats | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
