import { isAbsolutePath } from "../../files/absolute-path.ts";
import { toolProblem } from "../../files/refused-places.ts";

/** Holds staged files, the journal and the locks while a run writes; gone afterwards. On the output's own file system. */
export const WORK = ".isc-sdkgen";
export const MANIFEST = "manifest.json";

/** Hidden files that are part of the output. */
const OWN_HIDDEN: ReadonlySet<string> = new Set([".prettierignore", ".prettierrc"]);

/** What file systems allow for one part of a path. */
const MAXIMUM_PART = 255;
/** Windows allows 260 characters for a whole path, the output folder's own included. */
const MAXIMUM_PATH = 400;

/** Why a path is refused as one of output; undefined when it is fine. */
export function refusalOf(path: string): string | undefined {
  if (path === "" || isAbsolutePath(path) || path.includes("\\") || path.includes("\0"))
    return "it is not a relative path";
  const segments = path.split("/");
  if (segments.some((segment) => segment === "" || segment === "." || segment === "..")) return "it leaves its folder";
  if (segments[0]?.toLowerCase() === WORK) return `the folder ${WORK} is the writer's own`;
  if (segments.some((segment) => Buffer.byteLength(segment) > MAXIMUM_PART) || Buffer.byteLength(path) > MAXIMUM_PATH)
    return "it is too long for a file system";
  // Reserved on Windows with any extension; trailing dots and spaces vanish there.
  if (
    segments.some(
      (segment) =>
        /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d\u00b9\u00b2\u00b3])[ ]*(?:\..*)?$/iu.test(segment) ||
        /[. ]$/u.test(segment) ||
        /[<>:"|?*\u0000-\u001f]/u.test(segment),
    )
  )
    return "it is no file name on Windows";
  if (/\p{Default_Ignorable_Code_Point}/u.test(path)) return "it holds characters that nobody sees";
  for (const [index, segment] of segments.entries()) {
    const isOwn = index === segments.length - 1 && OWN_HIDDEN.has(segment);
    const problem = isOwn ? undefined : toolProblem(segment);
    if (problem !== undefined) return problem;
  }
  return undefined;
}
