import { codeSpan, plainText } from "../../../emit/markdown/escape-markdown.ts";
import { compactTable } from "../../../emit/markdown/markdown-table.ts";
import type { MigrationChange, MigrationFacts } from "../../../migration/facts.ts";
import { ruleOf, type RuleId } from "../../../diff/rules.ts";
import { compareText } from "../../../model/order.ts";
import { adviceText, heading, snippetBlocks } from "./blocks.ts";
import { breaking, isSeenInCode } from "./snippets.ts";
import type { GuideWriter } from "./writer.ts";

/**
 * The models: renamed ones, removed ones, and changes grouped by rule, because one change often applies to many models.
 */
export function modelBlocks(facts: MigrationFacts, writer: GuideWriter): readonly string[] {
  const { language, level, names } = writer;
  const { id } = language;
  const renamed = facts.models
    .flatMap(({ targets, from, to }) => {
      const move = targets[id];
      return move?.isRenamed === true
        ? [[writer.model("from", from, move.from.name), writer.model("to", to, move.to.name)]]
        : [];
    })
    .sort(([one = ""], [other = ""]) => compareText(one, other));
  const gone = facts.removedModels
    .flatMap(({ id: model, targets }) => {
      const name = targets[id]?.name;
      return name === undefined ? [] : [writer.model("from", model, name)];
    })
    .sort(compareText);
  const changes = facts.models.flatMap((model) => breaking(model.changes, id));
  if (renamed.length + gone.length + changes.length === 0) return [];
  return [
    heading(level, "Models"),
    ...(renamed.length === 0
      ? []
      : [
          heading(level + 1, "Renamed models"),
          compactTable([[plainText(names.from, true), plainText(names.to, true)], ...renamed]),
        ]),
    ...(gone.length === 0 ? [] : [heading(level + 1, "Removed models"), `${gone.join(", ")}.`]),
    ...ruleBlocks(changes, writer),
    ...exampleBlocks(facts, writer),
  ];
}

/** A table for each kind of change. */
function ruleBlocks(changes: readonly MigrationChange[], { level }: GuideWriter): readonly string[] {
  const rules = [...new Set(changes.map(({ rule }) => rule))].sort(compareText);
  return rules.flatMap((rule) => {
    const own = changes.filter((change) => change.rule === rule);
    const advice = [...new Set(own.map((change) => change.advice))];
    const isOne = advice.length === 1;
    const rows = own
      .map((change) => [
        codeSpan(change.name, true),
        codeSpan(change.before ?? "", true) || "none",
        codeSpan(change.after ?? "", true) || "none",
        ...(isOne ? [] : [adviceText(change.advice, true)]),
      ])
      .sort((one, other) => compareText(one.join("\0"), other.join("\0")));
    return [
      heading(level + 1, titleOf(rule)),
      ...(isOne ? [adviceText(advice[0] ?? "")] : []),
      compactTable([["Name", "Before", "After", ...(isOne ? [] : ["What to do"])], ...rows]),
    ];
  });
}

function titleOf(rule: RuleId): string {
  return ruleOf(rule).title;
}

/** The code of models that differs in more than the version's names. */
function exampleBlocks(facts: MigrationFacts, writer: GuideWriter): readonly string[] {
  const { language, level } = writer;
  const examples = facts.models.flatMap((model) => {
    const move = model.targets[language.id];
    // Changed names, required properties and nullability are only listed in tables.
    const isShown = breaking(model.changes, language.id).some(({ rule }) => isSeenInCode(rule));
    const snippets = isShown ? writer.modelSnippets(model) : undefined;
    if (move === undefined || snippets === undefined) return [];
    const blocks = snippetBlocks(snippets, writer);
    return blocks.length === 0 ? [] : [{ name: move.to.name, from: move.from.name, blocks }];
  });
  if (examples.length === 0) return [];
  examples.sort((one, other) => compareText(one.name, other.name) || compareText(one.from, other.from));
  return [
    heading(level + 1, "Models before and after"),
    ...examples.flatMap(({ name, from, blocks }) => [
      heading(level + 2, name === from ? name : `${from}, now ${name}`),
      ...blocks,
    ]),
  ];
}
