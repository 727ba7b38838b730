import pc from "picocolors";
import { visibleLine } from "../../text/characters.ts";
import { countClasses } from "../compare.ts";
import type { DiffReport } from "../report.ts";
import { ruleOf } from "../rules.ts";
import { groupBy } from "../../model/group-by.ts";
import { joinTargets, type ShownChange } from "./group.ts";

/** The number of changes of one rule that are shown where the list may be incomplete. */
const SHOWN = 5;

type Colors = ReturnType<typeof pc.createColors>;

/**
 * Renders the verdicts, every breaking change by place, and a few of the other changes of each rule. The other formats
 * list all changes.
 */
export function renderText(report: DiffReport, { useColor }: { readonly useColor: boolean }): string {
  const colors = pc.createColors(useColor);
  const shown = joinTargets(report.changes);
  const lines = [
    ...verdictLines(report, colors),
    ...breakingLines(
      shown.filter((entry) => entry.class === "breaking"),
      colors,
    ),
    ...summaryLines(
      shown.filter((entry) => entry.class === "compatible"),
      colors,
    ),
    ...docsLines(
      shown.filter((entry) => entry.class === "docs"),
      colors,
    ),
    ...(report.ignored.length === 0
      ? []
      : ["", `Accepted by the ignore file: ${count(report.ignored.length, "change")}`]),
  ];
  return `${lines.map(visibleLine).join("\n")}\n`;
}

function verdictLines({ old, new: found, verdict, changes }: DiffReport, colors: Colors): readonly string[] {
  const width = Math.max(0, ...Object.keys(verdict).map((target) => target.length));
  return [
    `${old} -> ${found}`,
    ...Object.entries(verdict).map(([target, value]) => {
      const counts = countClasses(changes.filter((change) => change.target === target));
      const parts = Object.entries(counts).map(([name, number]) => `${String(number)} ${name}`);
      return `${target.padEnd(width)}  ${colors.bold(value)}  (${parts.join(", ")})`;
    }),
  ];
}

function breakingLines(changes: readonly ShownChange[], colors: Colors): readonly string[] {
  if (changes.length === 0) return [];
  const lines = ["", colors.bold(colors.red(`Breaking: ${count(changes.length, "change")}`))];
  for (const [version, ofVersion] of groupBy(changes, ({ change }) => change.version)) {
    lines.push(`  ${version}`);
    for (const [place, ofPlace] of groupBy(ofVersion, ({ change }) => change.place)) {
      lines.push(`    ${placeText(place, ofPlace)}`);
      for (const entry of ofPlace) lines.push(`      ${entry.change.message}${targetsText(entry)}${originText(entry)}`);
    }
  }
  return lines;
}

/** A place as text. For a model: its name, its id, and the operations that use it. */
function placeText(place: string, [first]: readonly ShownChange[]): string {
  const { operations = [], directions = [], subject = "" } = first?.change ?? {};
  // The place of a model is a file.
  if (!place.includes(".") || operations.includes(place) || /^[A-Z]+ \//u.test(place)) return place;
  const more = operations.length > 1 ? ` and ${String(operations.length - 1)} more` : "";
  const uses = operations.length === 0 ? "" : `, in the ${directions.join(" and ")} of ${operations[0] ?? ""}${more}`;
  return `${subject.replace(/\..*$/u, "")} (${place}${uses})`;
}

/** The targets that a breaking change breaks; empty if it breaks all. */
function targetsText({ classes, class: worst }: ShownChange): string {
  const hit = [...classes].filter(([, value]) => value === worst).map(([target]) => target);
  return classes.size > 1 && hit.length === classes.size ? "" : ` [${hit.join(", ")}]`;
}

function originText({ change }: ShownChange): string {
  return change.origin === "generator" ? " (not from the spec)" : "";
}

function summaryLines(changes: readonly ShownChange[], colors: Colors): readonly string[] {
  if (changes.length === 0) return [];
  const lines = ["", colors.bold(`Compatible: ${count(changes.length, "change")}`)];
  for (const [rule, ofRule] of groupBy(changes, ({ change }) => change.rule)) {
    lines.push(`  ${ruleOf(rule).title}: ${String(ofRule.length)}${originText(ofRule[0] ?? failNone())}`);
    for (const { change } of ofRule.slice(0, SHOWN)) lines.push(`    ${change.version} ${change.message}`);
    if (ofRule.length > SHOWN) lines.push(`    and ${String(ofRule.length - SHOWN)} more`);
  }
  return lines;
}

function failNone(): never {
  throw new Error("a group has no entry");
}

function docsLines(changes: readonly ShownChange[], colors: Colors): readonly string[] {
  if (changes.length === 0) return [];
  const lines = ["", colors.bold(`Docs: ${count(changes.length, "entry", "entries")}`)];
  for (const [version, ofVersion] of groupBy(changes, ({ change }) => change.version))
    lines.push(`  ${version}: ${String(ofVersion.length)}`);
  return lines;
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${String(number)} ${number === 1 ? one : many}`;
}
