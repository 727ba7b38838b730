import type { Language } from "../language.ts";
import { powershellLanguage } from "./powershell/language.ts";
import { typescriptLanguage } from "./typescript/language.ts";

/** The languages that the pages are written for, in the order of the site. */
export const LANGUAGES: readonly Language[] = [powershellLanguage, typescriptLanguage];

/** The other references: pages link to their counterparts. */
export function otherLanguages({ id }: Language): readonly Language[] {
  return LANGUAGES.filter((language) => language.id !== id);
}
