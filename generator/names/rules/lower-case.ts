import type { ApiModel, Declaration } from "../../model/model.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { publishedCamelize } from "./words.ts";

/** Known spellings of names, by their lower-case letters and digits. */
export type Spellings = ReadonlyMap<string, string>;

/**
 * The name of a file or component, with the capitals of its words. A name in lower case (`accessprofile`) does not show
 * where its words begin. It gets the spelling of the schema's title if both have the same letters, else the spelling of
 * the same name in another version. Other names do not use the title.
 */
export function spelledName(stem: string, { title }: Pick<Declaration, "title">, spellings: Spellings): string {
  if (!/^[a-z][a-z\d]*(?:[-_.]\d+)?$/u.test(stem)) return stem;
  const [, letters = stem, end = ""] = /^([a-z\d]+?)((?:[-_.]\d+)?)$/u.exec(stem) ?? [];
  const titled = publishedCamelize(title);
  if (plainLetters(titled) === letters && /[a-z][A-Z]/u.test(titled)) return titled + end;
  const known = spellings.get(letters);
  return known === undefined ? stem : known + end;
}

function plainLetters(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z\d]/gu, "");
}

/** The spellings in the versions of a ledger and of a model. Where two spellings of a name differ, neither is used. */
export function spellingsOf(ledger: Ledger | undefined, model: ApiModel): Spellings {
  const found = new Map<string, string>();
  const doubtful = new Set<string>();
  const add = (name: string): void => {
    // A name of one word has no spelling to add.
    if (!/[a-z\d][A-Z]/u.test(name)) return;
    const key = plainLetters(name);
    const known = found.get(key);
    if (known === undefined) found.set(key, name);
    else if (known !== name) doubtful.add(key);
  };
  for (const version of Object.values(ledger?.versions ?? {}))
    for (const [key, { name, why }] of Object.entries(version.models))
      if (!key.includes("#/properties") && why === undefined) add(name);
  for (const { declarations } of model.versions)
    for (const { place, title } of declarations) {
      if (place.kind !== "file" && place.kind !== "component") continue;
      const stem = place.kind === "file" ? (place.file.split("/").at(-1) ?? "").replace(/\.[^.]*$/u, "") : place.key;
      add(publishedCamelize(stem));
      // Of several files with one name, any may have the title.
      const titled = publishedCamelize(title);
      if (plainLetters(titled) === stem) add(titled);
    }
  for (const key of doubtful) found.delete(key);
  return found;
}
