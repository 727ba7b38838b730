import { lstatSync, statSync, type Stats } from "node:fs";

/** What stands at a path, links followed; undefined for nothing. */
export function statusOf(path: string): Stats | undefined {
  return orNothing(() => statSync(path, { throwIfNoEntry: false }));
}

/** What stands at a path, be it a link; undefined for nothing. */
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
