import type { Language } from "../language.ts";
import { powershellLanguage } from "./powershell/language.ts";
import { typescriptLanguage } from "./typescript/language.ts";

/** The languages of the reference, in the order of the site. */
export const LANGUAGES: readonly Language[] = [powershellLanguage, typescriptLanguage];

/** The other languages. Pages link to the same page in each of them. */
export function otherLanguages({ id }: Language): readonly Language[] {
  return LANGUAGES.filter((language) => language.id !== id);
}
