import type { Stats } from "node:fs";
import { join } from "node:path";
import { kindOf, readRegularFile } from "../../files/regular-file.ts";
import { linkStatusOf } from "../../files/status.ts";
import type { OutputFile, StagedFile, Standing } from "../output.ts";
import { hashOf } from "./manifest.ts";

/** A new file beside what stands at its path. */
export interface ComparedFile {
  readonly path: string;
  /** The hash of the new content. */
  readonly hash: string;
  readonly standing: Standing;
  /** The new content, and the text that it would replace. Absent for a file that is staged already. */
  readonly content?: string;
  readonly text?: string | undefined;
  /** See `StagedFile`. */
  readonly index?: number;
}

/** Compares a new file with its path. The parent folders must be checked already. */
export function compareFile(out: string, { path, content }: OutputFile): ComparedFile {
  const hash = hashOf(content);
  const { standing, text } = standingAt(out, path, { content, hash });
  return { path, hash, standing, content, text };
}

/**
 * Looks again at the path of a file that was compared while targets were still working. The file there is read again
 * only if its metadata differs, so that a change during the run is seen, and costs one look otherwise.
 */
export function compareAgain(out: string, staged: StagedFile): ComparedFile {
  const { path, standing } = staged;
  const status = linkStatusOf(join(out, path));
  const isSame =
    status === undefined
      ? standing.kind === "nothing"
      : standing.kind === "file" && status.isFile() && lookOf(status) === standing.look;
  return isSame ? staged : { ...staged, standing: standingAt(out, path).standing };
}

/** The state of a path, and the text of a file. A text that equals the new content is not hashed again. */
export function standingAt(
  out: string,
  path: string,
  made?: { readonly content: string; readonly hash: string },
): { readonly standing: Standing; readonly text?: string } {
  const full = join(out, path);
  // Checking first avoids a thrown error for each new file.
  const status = linkStatusOf(full);
  if (status === undefined) return { standing: { kind: "nothing" } };
  if (!status.isFile()) return { standing: { kind: "other", name: kindOf(status), isLink: status.isSymbolicLink() } };
  const text = readRegularFile(full, { followLinks: false }).toString("utf8");
  const hash = text === made?.content ? made.hash : hashOf(text);
  return { standing: { kind: "file", hash, look: lookOf(status) }, text };
}

function lookOf({ ino, size, mtimeMs, ctimeMs }: Stats): string {
  return [ino, size, mtimeMs, ctimeMs].join(" ");
}
