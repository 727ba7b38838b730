import { isAbsolutePath } from "../../files/absolute-path.ts";
import { toolProblem } from "../../files/refused-places.ts";

/**
 * The folder of staged files, the journal and the locks while a run writes. It is on the file system of the output, and
 * is removed afterwards.
 */
export const WORK = ".isc-sdkgen";
export const MANIFEST = "manifest.json";

/** Hidden files that belong to the output. */
const OWN_HIDDEN: ReadonlySet<string> = new Set([".prettierignore", ".prettierrc"]);

/** The maximum length of one part of a path on common file systems. */
const MAXIMUM_PART = 255;
/** The maximum bytes of a path below the output folder; Windows by default allows only 260 characters for a whole path. */
const MAXIMUM_PATH = 400;

/** The reason why a path is refused as output; undefined if it is accepted. */
export function refusalOf(path: string): string | undefined {
  if (path === "" || isAbsolutePath(path) || path.includes("\\") || path.includes("\0"))
    return "it is not a relative path";
  const segments = path.split("/");
  if (segments.some((segment) => segment === "" || segment === "." || segment === ".."))
    return "it leads out of its folder";
  if (segments[0]?.toLowerCase() === WORK) return `the folder ${WORK} is reserved for the writer`;
  if (segments.some((segment) => Buffer.byteLength(segment) > MAXIMUM_PART) || Buffer.byteLength(path) > MAXIMUM_PATH)
    return "it is too long for a file system";
  // Windows reserves these names with any extension, and drops trailing dots and spaces.
  if (
    segments.some(
      (segment) =>
        /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d\u00b9\u00b2\u00b3])[ ]*(?:\..*)?$/iu.test(segment) ||
        /[. ]$/u.test(segment) ||
        /[<>:"|?*\u0000-\u001f]/u.test(segment),
    )
  )
    return "it is not a valid file name on Windows";
  if (/\p{Default_Ignorable_Code_Point}/u.test(path)) return "it contains invisible characters";
  for (const [index, segment] of segments.entries()) {
    const isOwn = index === segments.length - 1 && OWN_HIDDEN.has(segment);
    const problem = isOwn ? undefined : toolProblem(segment);
    if (problem !== undefined) return problem;
  }
  return undefined;
}
