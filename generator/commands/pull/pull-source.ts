import { isAbsolute, resolve } from "node:path";
import { isAbsolutePath } from "../../files/absolute-path.ts";

/** The address of a repository for git, or the reason why it is refused. */
export type SourceCheck = { readonly address: string } | { readonly problem: string };

/** An address that names a program to run: `ext::sh -c ...`, `fd::7`. */
const HELPER = /^[A-Za-z0-9+.-]+::/u;
const SCHEME = /^([A-Za-z][A-Za-z0-9+.-]*):\/\//u;
/** An ssh address such as `git@example.com:owner/name.git`. One letter before the colon would be a drive of Windows. */
const SHORT_SSH = /^(?:[A-Za-z0-9_][A-Za-z0-9._-]*@)?[A-Za-z0-9][A-Za-z0-9.-]+:(?!\/\/)[A-Za-z0-9._/~][^\s]*$/u;

/**
 * Checks a source: https, ssh or file, or a path relative to a folder. Git would read a leading hyphen as an option,
 * also in the host of an ssh address. A password is refused, because the lock would contain it.
 */
export function checkSource(source: string, base: string): SourceCheck {
  const refuse = (why: string): SourceCheck => ({ problem: `the source ${JSON.stringify(source)} is refused: ${why}` });
  if (source.startsWith("-")) return refuse("git would read it as an option");
  if (source === "" || /[\0-\x20\x7f]/u.test(source.replaceAll(" ", "")))
    return refuse("it is neither a URL nor a path");
  const scheme = SCHEME.exec(source)?.[1]?.toLowerCase();
  if (HELPER.test(source)) return refuse("its transport runs a program; https, ssh and file are allowed");
  if (scheme === undefined) {
    if (isAbsolute(source) || isAbsolutePath(source) || !SHORT_SSH.test(source))
      return { address: resolve(base, source) };
    return { address: source };
  }
  if (!["https", "ssh", "file"].includes(scheme))
    return refuse(`the transport ${scheme} is not allowed; use https, ssh or file`);
  if (!URL.canParse(source)) return refuse("it is not a valid URL");
  const { hostname, username, password, pathname } = new URL(source);
  if ([hostname, username, pathname.replace(/^\/+/u, "")].some((part) => part.startsWith("-")))
    return refuse("a part of it begins with a hyphen, which ssh reads as an option");
  if (password !== "" || (scheme === "https" && username !== ""))
    return refuse(
      "it has a user or a password, which the lock file would contain; use a credential helper of git instead",
    );
  return { address: source };
}

/**
 * The reason why a text cannot be passed to git as a ref; undefined if it can. Git's own rules for names are stricter.
 */
export function problemOfRef(ref: string): string | undefined {
  const isPlain = /^[A-Za-z0-9_][A-Za-z0-9._/+@-]*$/u.test(ref) && !/\.\.|@\{|\/\/|\.lock$|[/.]$/u.test(ref);
  if (isPlain && ref.length <= 250) return undefined;
  const why = ref.startsWith("-") ? "git would read it as an option" : "it must be a branch, a tag or a hash";
  return `the ref ${JSON.stringify(ref)} is refused: ${why}`;
}
