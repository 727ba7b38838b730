import type { ApiVersion } from "../model/model.ts";
import { TYPESCRIPT_CLIENT_MEMBERS, WINDOWS_FILE_NAMES } from "./reserved.ts";
import { hold } from "./ledger.ts";
import { settle, type HeldNames } from "./settle.ts";
import type { TagNames } from "./table.ts";
import { camelCase, kebabCase, pascalCase, publishedCamelize, publishedKebab, splitWords } from "./words.ts";

/** Files beside the tags' in a version's folder: a tag cannot have their names. */
const MODULE_FILES = ["index", "models", "events", "client", "operations", "runtime", "schema"];

/** Names a version's tags. `types` holds the names of all types of the version and gains the classes'. */
export function nameTags(version: ApiVersion, prefix: string, types: HeldNames): ReadonlyMap<string, TagNames> {
  const modules: HeldNames = new Map(MODULE_FILES.map((name) => [name, "a file of the module"]));
  for (const [name, reason] of WINDOWS_FILE_NAMES) hold(modules, name, reason);
  const members: HeldNames = new Map();
  for (const [name, reason] of TYPESCRIPT_CLIENT_MEMBERS) hold(members, name, reason);
  const wanted = version.tags.map(({ wire }) => ({ wire, words: splitWords(wire).length > 0 ? splitWords(wire) : ["Default"] }));
  const pick = (held: HeldNames, candidates: (words: readonly string[], wire: string) => readonly string[]): ReadonlyMap<string, string> =>
    new Map([...settle(wanted.map(({ wire, words }) => ({ id: wire, rank: "", candidates: candidates(words, wire) })), held).names].map(([wire, { name }]) => [wire, name]));
  const spelled = (wire: string): readonly string[] => splitWords([...wire].map((sign) => SIGN_WORDS.get(sign) ?? sign).join(""));
  const classes = pick(types, (words, wire) => [`${pascalCase(words)}Api`, `${pascalCase(words)}TagApi`, `${pascalCase(spelled(wire))}Api`]);
  const files = pick(modules, (words, wire) => [kebabCase(words), `${kebabCase(words)}-api`, kebabCase(spelled(wire))]);
  const properties = pick(members, (words, wire) => [camelCase(words), `${camelCase(words)}Api`, camelCase(spelled(wire))]);
  const slugs = pick(new Map(), (_, wire) => [publishedKebab(publishedCamelize(wire)) || "default", kebabCase(spelled(wire))]);
  return new Map(
    wanted.map(({ wire, words }) => {
      const title = publishedCamelize(wire) || "Default";
      const names: TagNames = {
        typescript: { module: files.get(wire) ?? kebabCase(words), class: classes.get(wire) ?? `${pascalCase(words)}Api`, property: properties.get(wire) ?? camelCase(words) },
        docs: { title, id: publishedKebab(prefix + title), slug: slugs.get(wire) ?? publishedKebab(title) },
      };
      return [wire, names];
    }),
  );
}

/** How signs are said, for tags that differ in them alone. */
const SIGN_WORDS: ReadonlyMap<string, string> = new Map([["+", " Plus "], ["#", " Sharp "], ["&", " And "], ["/", " Slash "], ["_", " Underscore "], ["-", " Dash "], [".", " Dot "]]);
