import { gunzipSync } from "node:zlib";
import { readRegularFile } from "../../files/regular-file.ts";
import { explainSystemError } from "../../files/system-error.ts";

/** A package unfolds to no more than this: a small file may hold a very large one. */
const MAXIMUM_UNFOLDED = 512 * 1024 * 1024;

/** The text of the surface in a package that `npm pack` made, or why there is none. Nothing is unpacked to the disk. */
export async function readPackage(path: string): Promise<{ readonly text: string } | { readonly problem: string }> {
  let archive: Buffer;
  try {
    archive = gunzipSync(readRegularFile(path, { followLinks: true }), { maxOutputLength: MAXIMUM_UNFOLDED });
  } catch (error) {
    return { problem: `it cannot be unpacked: ${explainSystemError(error).reason}` };
  }
  // Loaded here, for most runs read no package.
  const { unpackTar } = await import("modern-tar");
  try {
    const entries = await unpackTar(archive, {
      filter: ({ name, type }) => (type ?? "file") === "file" && /^[^/]+\/surface\.json$/u.test(name),
    });
    const data = entries[0]?.data;
    return data === undefined
      ? { problem: "the package has no surface.json: it is not one of ours, or older than format 2" }
      : { text: new TextDecoder().decode(data) };
  } catch (error) {
    return { problem: `it is no archive: ${error instanceof Error ? error.message : String(error)}` };
  }
}
