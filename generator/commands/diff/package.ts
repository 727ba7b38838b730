import { gunzipSync } from "node:zlib";
import { readRegularFile } from "../../files/regular-file.ts";
import { errorCode, explainSystemError } from "../../files/system-error.ts";

/** The maximum unpacked size of a package, because a small archive may contain a very large file. */
const MAXIMUM_UNFOLDED = 512 * 1024 * 1024;

/** What the codes of the unpacker mean. */
const UNFOLDING: Readonly<Record<string, string>> = {
  Z_DATA_ERROR: "it is not a package that npm pack made, or it is damaged; make or download it again",
  Z_BUF_ERROR: "the file ends too early; make or download it again",
  ERR_BUFFER_TOO_LARGE: "it has more than 512 MiB when unpacked",
};

/** A package made by `npm pack`: the text of its surface, and its manifest. */
export interface PackageReading {
  readonly text: string;
  /** The text of `package.json`; empty if there is none. */
  readonly manifest: string;
}

/** Reads a package. Returns a sentence if it cannot be compared. Nothing is unpacked to the disk. */
export async function readPackage(path: string): Promise<PackageReading | { readonly problem: string }> {
  let archive: Buffer;
  try {
    archive = gunzipSync(readRegularFile(path, { followLinks: true }), { maxOutputLength: MAXIMUM_UNFOLDED });
  } catch (error) {
    return {
      problem: `it cannot be unpacked: ${UNFOLDING[errorCode(error) ?? ""] ?? explainSystemError(error).cause}`,
    };
  }
  // Loaded here, because most runs read no package.
  const { unpackTar } = await import("modern-tar");
  try {
    const entries = await unpackTar(archive, {
      filter: ({ name, type }) => (type ?? "file") === "file" && /^[^/]+\/(?:surface|package)\.json$/u.test(name),
    });
    const textOf = (file: string): string | undefined => {
      const data = entries.find(({ header }) => header.name.endsWith(`/${file}`))?.data;
      return data === undefined ? undefined : new TextDecoder().decode(data);
    };
    const text = textOf("surface.json");
    return text === undefined
      ? { problem: "the package has no surface.json: isc-sdkgen did not generate it, or an old release did" }
      : { text, manifest: textOf("package.json") ?? "" };
  } catch (error) {
    return { problem: `it is not an archive: ${error instanceof Error ? error.message : String(error)}` };
  }
}
