import type { ApiModel, Declaration } from "../../model/model.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { publishedCamelize } from "./words.ts";

/** How names without case are spelled elsewhere, by their letters and digits in small letters. */
export type Spellings = ReadonlyMap<string, string>;

/**
 * The spelling of a file's or component's name. One in small letters alone (`accessprofile`) does not tell where its
 * words begin: it has the words of the schema's title, where both have the same letters, else the spelling of the same
 * name in an older version. A title is a name nowhere else.
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

/** The spellings that the versions of a ledger and of a model have. Where two differ, none says more than the other. */
export function spellingsOf(ledger: Ledger | undefined, model: ApiModel): Spellings {
  const found = new Map<string, string>();
  const doubtful = new Set<string>();
  const add = (name: string): void => {
    // One word has nothing to tell.
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
      // Files of one name in many folders: one of them may have the title.
      const titled = publishedCamelize(title);
      if (plainLetters(titled) === stem) add(titled);
    }
  for (const key of doubtful) found.delete(key);
  return found;
}
