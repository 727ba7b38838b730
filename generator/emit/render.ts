import { jsonText } from "../text/characters.ts";
import Handlebars from "handlebars";

/** Renders a template with a view. */
export type Render = (template: string, view: object) => string;

/**
 * Compiles templates by name in strict mode: a missing value throws an error, nothing is escaped for HTML, and only the
 * helpers below exist. Decisions belong into the view. `{{#if missing}}` does not throw, so a lint checks the operands.
 */
export function createRenderer(templates: ReadonlyMap<string, string>): Render {
  const handlebars = Handlebars.create();
  handlebars.registerHelper("json", (value: unknown) => jsonText(value));
  const compiled = new Map<string, Handlebars.TemplateDelegate>();
  return (template, view) => {
    let delegate = compiled.get(template);
    if (delegate === undefined) {
      const text = templates.get(template);
      if (text === undefined) throw new Error(`no template ${template}`);
      delegate = handlebars.compile(text, {
        strict: true,
        noEscape: true,
        knownHelpersOnly: true,
        knownHelpers: { json: true },
      });
      compiled.set(template, delegate);
    }
    return delegate(view);
  };
}
