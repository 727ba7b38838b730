import { jsonText } from "../text/characters.ts";
import Handlebars from "handlebars";

/** Renders a template with a view. */
export type Render = (template: string, view: object) => string;

const handlebars = Handlebars.create();
handlebars.registerHelper("json", (value: unknown) => jsonText(value));
/** By its text, what a template was compiled to: all targets, and all runs of a process, use the same few. */
const compiled = new Map<string, Handlebars.TemplateDelegate>();

/**
 * Compiles templates by name in strict mode: a missing value throws an error, nothing is escaped for HTML, and only the
 * helpers below exist. Decisions belong into the view. `{{#if missing}}` does not throw, so a lint checks the operands.
 */
export function createRenderer(templates: ReadonlyMap<string, string>): Render {
  return (template, view) => {
    const text = templates.get(template);
    if (text === undefined) throw new Error(`no template ${template}`);
    let delegate = compiled.get(text);
    if (delegate === undefined) {
      delegate = handlebars.compile(text, {
        strict: true,
        // Few templates read `@first` and the like, which cost as much as the rest of a block.
        data: text.includes("@"),
        noEscape: true,
        knownHelpersOnly: true,
        knownHelpers: { json: true },
      });
      compiled.set(text, delegate);
    }
    return delegate(view);
  };
}
