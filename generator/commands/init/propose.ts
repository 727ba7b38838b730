import { isObject, type RawObject, type SourceTree } from "../../load/tree.ts";
import type { ApiVersion } from "../../model/model.ts";
import { kebabCase, pascalCase, splitWords } from "../../names/rules/words.ts";
import { cleanLine, shorten } from "../../text/characters.ts";

/** The names of a new project that its document suggests. */
export interface Proposal {
  /** The version label: `v1`. */
  readonly label: string;
  /** The npm package: `petstore-sdk`. */
  readonly npm: string;
  /** The PowerShell module: `PetstoreSdk`. */
  readonly module: string;
  /** The title of the API on one line: `Swagger Petstore`. */
  readonly title: string;
  /** The contact of the API. */
  readonly author: string;
  /** The URL of the API's own documentation; undefined if the document has none. */
  readonly reference: string | undefined;
}

/** Words of a title that describe the document and not its subject. */
const NO_SUBJECT = /^(?:apis?|open|openapi|rest|restful|swagger|spec|specification|documentation|docs|the|\d+)$/iu;

/** Proposes names for a project with one document. */
export function proposeNames(version: ApiVersion, tree: SourceTree): Proposal {
  const root = objectIn(tree.files.get(tree.roots[0] ?? ""));
  const title = shorten(cleanLine(version.title), 100);
  const words = title
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => !NO_SUBJECT.test(part))
    .flatMap(splitWords)
    .filter((word) => /^[A-Za-z0-9]+$/u.test(word))
    .slice(0, 5);
  // The name of a module must begin with a letter.
  const subject = words.length === 0 || /^\d/u.test(words[0] ?? "") ? ["api", ...words] : words;
  const author = cleanLine(textIn(objectIn(objectIn(root["info"])["contact"]), "name"));
  return {
    label: labelOf(version.revision),
    npm: `${kebabCase(subject)}-sdk`,
    module: pascalCase([...subject, "Sdk"]),
    title: title === "" ? "the API" : title,
    author: shorten(author === "" ? title : author, 100) || "isc-sdkgen",
    reference: referenceOf(root, version.serverUrl),
  };
}

/** The label of a version: `1.4.2` becomes v1, and a version that is not a number becomes v1 too. */
function labelOf(revision: string): string {
  const [, major = "1"] = /^v?(\d{1,3})(?:[.-]|$)/iu.exec(revision.trim()) ?? [];
  return `v${major}`;
}

function referenceOf(root: RawObject, serverUrl: string): string | undefined {
  const stated = textIn(objectIn(root["externalDocs"]), "url");
  const contact = textIn(objectIn(objectIn(root["info"])["contact"]), "url");
  return [stated, contact, serverUrl]
    .map((url) => url.replace(/[?#].*$/su, "").replace(/\/+$/u, ""))
    .find((url) => /^https?:\/\/[A-Za-z0-9][A-Za-z0-9.-]*(?::\d{1,5})?(?:\/[A-Za-z0-9._~-]+)*$/u.test(url));
}

function objectIn(value: unknown): RawObject {
  return isObject(value) ? value : {};
}

function textIn(value: RawObject, key: string): string {
  const text = value[key];
  return typeof text === "string" ? text : "";
}
