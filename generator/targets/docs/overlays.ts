import { jsonText } from "../../text/characters.ts";
import type { OutputFile } from "../../emit/output.ts";
import type { Language } from "./language.ts";
import type { Library, Shelf } from "./library.ts";
import type { SnippetFormatter } from "./snippets.ts";

/**
 * An OpenAPI Overlay 1.0 that adds the snippets of one language to the API reference of a version. Returns no file for
 * a version without operations, because an overlay needs at least one action (Overlay Specification 1.0.0, "Overlay
 * Object").
 */
export function overlayFiles(
  library: Library,
  {
    shelf,
    language,
    snippets,
  }: { readonly shelf: Shelf; readonly language: Language; readonly snippets: SnippetFormatter },
): readonly OutputFile[] {
  const actions = [...shelf.entries.values()]
    .sort((left, right) => (left.operation.key < right.operation.key ? -1 : 1))
    .map((entry) => ({
      target: `$.paths[${jsonPathString(entry.operation.path)}].${entry.operation.method}`,
      update: {
        "x-codeSamples": [
          {
            lang: language.label,
            label: `SDK_${[library.config.docs.slugBase.replace(/^\//u, ""), language.id, shelf.names.folder, "methods", entry.page.names.docs.slug].join("/")}#${entry.anchor}`,
            source: snippets.code(language.code, language.operationSnippet(library, shelf, entry)),
          },
        ],
      },
    }));
  const overlay = {
    overlay: "1.0.0",
    info: {
      title: `${language.label} samples for ${shelf.version.label}`,
      version: language.product(library.config).version,
    },
    actions,
  };
  if (actions.length === 0) return [];
  const file: OutputFile = {
    path: `docs/overlays/${language.id}-${shelf.names.folder}.json`,
    content: `${jsonText(overlay, 2)}\n`,
  };
  return [file];
}

function jsonPathString(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
