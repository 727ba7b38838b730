import type { ChangeClass } from "../change-class.ts";
import { visibleText } from "../../text/characters.ts";
import type { DiffReport } from "../report.ts";
import { ruleOf } from "../rules.ts";
import { joinTargets, type ShownChange } from "./group.ts";
import { PAGE_SCRIPT, PAGE_STYLE } from "./html-page.ts";

/**
 * One page for the reviewer: filters by class, package, version and tag, with before and after side by side. The page
 * loads no external resource, and its content security policy forbids it. Every text is escaped.
 */
export function renderHtml(report: DiffReport): string {
  const shown = joinTargets(report.changes);
  const title = `${report.old} to ${report.new}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>${escapeHtml(title)}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<header>
<h1>${escapeHtml(report.old)} <span aria-label="to">&rarr;</span> ${escapeHtml(report.new)}</h1>
<ul class="verdicts">${Object.entries(report.verdict)
    .map(([target, verdict]) => `<li><b>${escapeHtml(target)}</b> ${escapeHtml(verdict)}</li>`)
    .join("")}</ul>
<form id="filters" aria-label="Filters">
${filters(shown)}
<label>Text <input type="search" name="text"></label>
<output id="count"></output>
</form>
</header>
<main>
${shown.map(article).join("\n")}
</main>
<script>${PAGE_SCRIPT}</script>
</body>
</html>
`;
}

/** The select fields of the filters, with the values that the changes have. */
function filters(shown: readonly ShownChange[]): string {
  const kinds: readonly (readonly [name: string, label: string, values: readonly string[]])[] = [
    ["class", "Class", ["breaking", "compatible", "docs"] satisfies readonly ChangeClass[]],
    ["target", "Package", valuesOf(shown, ({ classes }) => [...classes.keys()])],
    ["version", "Version", valuesOf(shown, ({ change }) => [change.version])],
    ["tag", "Tag", valuesOf(shown, ({ change }) => change.tags)],
    ["origin", "Origin", valuesOf(shown, ({ change }) => [change.origin])],
  ];
  return kinds
    .map(
      ([name, label, values]) =>
        `<label>${label} <select name="${name}"><option value="">all</option>${values
          .map((value) => `<option>${escapeHtml(value)}</option>`)
          .join("")}</select></label>`,
    )
    .join("\n");
}

function valuesOf(shown: readonly ShownChange[], list: (entry: ShownChange) => readonly string[]): readonly string[] {
  return [...new Set(shown.flatMap(list))].filter((value) => value !== "").sort();
}

function article(entry: ShownChange): string {
  const { change, parts, classes } = entry;
  const data = {
    classes: [...classes].map(([target, value]) => `${target} ${value}`),
    version: [change.version],
    tags: change.tags,
    origin: [change.origin],
  };
  const uses = change.operations.filter((key) => key !== change.place);
  return `<article class="${entry.class}" data-facts="${escapeHtml(JSON.stringify(data))}">
<h2><span class="class">${entry.class}</span> ${escapeHtml(change.name)} <small>${escapeHtml(ruleOf(change.rule).title)}</small></h2>
<p class="place">${escapeHtml(`${change.version} ${change.place}`)}${change.origin === "generator" ? " <em>not from the spec</em>" : ""}</p>
${parts.map(part).join("\n")}
${uses.length === 0 ? "" : `<details><summary>${escapeHtml(`${change.directions.join(" and ")} of ${String(uses.length)} operations`)}</summary><p>${uses.map(escapeHtml).join("<br>")}</p></details>`}
</article>`;
}

function part({ target, class: value, before, after, message, advice }: ShownChange["parts"][number]): string {
  const sides =
    before === null && after === null
      ? ""
      : `<div class="sides"><pre class="before" aria-label="before">${escapeHtml(before ?? "")}</pre><pre class="after" aria-label="after">${escapeHtml(after ?? "")}</pre></div>`;
  return `<section data-target="${escapeHtml(target)}"><h3>${escapeHtml(target)} <span class="class ${value}">${value}</span></h3><p>${escapeHtml(message)} <span class="advice">${escapeHtml(advice)}</span></p>${sides}</section>`;
}

/** Escapes text for elements and for attributes in double quotes. */
function escapeHtml(text: string): string {
  return visibleText(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}
