import { codeSpan, link, plainText } from "../../../emit/markdown/escape-markdown.ts";
import { compactTable } from "../../../emit/markdown/markdown-table.ts";
import type { MatchedOperation, MigrationChange, MigrationFacts, OperationIdentity } from "../../../migration/facts.ts";
import { compareText } from "../../../model/order.ts";
import type { Language } from "../language.ts";
import { changeList, heading, snippetBlocks } from "./blocks.ts";
import { modelBlocks } from "./model-text.ts";
import { breaking, isAffected } from "./snippets.ts";
import type { GuideWriter } from "./writer.ts";

/**
 * A guide in one language as blocks of Markdown below a title. The order is: changes that every program needs, names,
 * removed operations, changes by tag, and models. Unchanged operations are only counted.
 */
export function guideBlocks(facts: MigrationFacts, writer: GuideWriter): readonly string[] {
  const { language } = writer;
  const from = facts.from.targets[language.id];
  const to = facts.to.targets[language.id];
  if (from === undefined || to === undefined) return [];
  const affected = detailed(facts, language);
  const prelude = writer.prelude();
  return [
    ...introduction(language.versionGuide.notes(from, to), writer),
    countsTable(facts, language),
    ...(prelude === undefined ? [] : ["The examples use this client:", prelude]),
    ...contents(facts, affected, writer),
    ...renamedBlocks(facts, writer),
    ...movedBlocks(facts, writer),
    ...removedBlocks(facts, writer),
    ...tagBlocks(affected, writer),
    ...modelBlocks(facts, writer),
    ...eventBlocks(facts, writer),
    ...accessBlocks(facts, writer),
    ...addedBlocks(facts, writer),
  ];
}

function introduction(notes: readonly string[], { language, names }: GuideWriter): readonly string[] {
  const who = `a ${language.programWord} for ${plainText(names.from)}`;
  const where = plainText(names.to);
  return notes.length === 0
    ? [`To run on ${where}, ${who} needs the changes on this page. Everything else works as before.`]
    : [
        `To run on ${where}, ${who} needs these changes:`,
        notes.map((line) => `- ${line}`).join("\n"),
        "The rest of this page lists the other differences. Everything else works as before.",
      ];
}

function countsTable(
  { operations, removedOperations, addedOperations, models, removedModels, addedModels }: MigrationFacts,
  language: Language,
): string {
  const { id } = language;
  const ofOperations = (test: (operation: MatchedOperation) => boolean): string =>
    String(operations.filter(test).length);
  const changed = ({ changes }: { readonly changes: readonly MigrationChange[] }): boolean =>
    breaking(changes, id).length > 0;
  const renamedModels = models.filter(({ targets }) => targets[id]?.isRenamed === true);
  const sameModels = models.filter((model) => targets(model)?.isRenamed !== true && !changed(model));
  return compactTable([
    ["", "Operations", "Models"].map((cell) => cell || "What"),
    ["unchanged", ofOperations((operation) => !isAffected(operation, id)), String(sameModels.length)],
    ["renamed, or with another id", ofOperations(hasNewName(language)), String(renamedModels.length)],
    ["with another path", ofOperations(({ isMoved }) => isMoved), "0"],
    ["changed", ofOperations(changed), String(models.filter(changed).length)],
    ["removed", String(removedOperations.length), String(removedModels.length)],
    ["new", String(addedOperations.length), String(addedModels.length)],
  ]);

  function targets(model: MigrationFacts["models"][number]): { readonly isRenamed: boolean } | undefined {
    return model.targets[id];
  }
}

/** The list of tags with changes, each with a link to its part of the page. */
function contents(
  { removedOperations }: MigrationFacts,
  affected: readonly MatchedOperation[],
  { level, anchors }: GuideWriter,
): readonly string[] {
  const tags = tagsOf(affected);
  if (tags.length === 0) return [];
  const rows = tags.map((tag) => [
    link(plainText(tag, true), `#${anchors.tag(tag)}`),
    String(affected.filter(({ to }) => to.tag === tag).length),
    String(removedOperations.filter(({ place }) => place.tag === tag).length),
  ]);
  return [heading(level, CONTENTS), compactTable([["Tag", "Changed", "Removed"], ...rows])];
}

function tagsOf(operations: readonly MatchedOperation[]): readonly string[] {
  return [...new Set(operations.map(({ to }) => to.tag))].sort(compareText);
}

/**
 * The largest number of renamed operations that are shown with code. If there are more, they are only listed in a
 * table, because nobody reads that many examples of a rename.
 */
const MOST_RENAMES = 50;

/** The operations with a part of their own: all changed ones, and the renamed ones if they are few. */
function detailed({ operations }: MigrationFacts, { id }: Language): readonly MatchedOperation[] {
  const isChanged = ({ changes, isMoved }: MatchedOperation): boolean => isMoved || breaking(changes, id).length > 0;
  const isRenamed = ({ targets }: MatchedOperation): boolean => targets[id]?.isRenamed === true;
  const renames = operations.filter((operation) => isRenamed(operation) && !isChanged(operation));
  return operations.filter(
    (operation) => isChanged(operation) || (isRenamed(operation) && renames.length <= MOST_RENAMES),
  );
}

/** The anchors of a guide's tags. `anchorOf` has already counted the headings above the guide. */
export function tagAnchors(
  facts: MigrationFacts,
  language: Language,
  anchorOf: (heading: string) => string,
): (tag: string) => string {
  const affected = detailed(facts, language);
  const anchors = new Map<string, string>();
  if (affected.length > 0) anchorOf(CONTENTS);
  if (facts.operations.some(hasNewName(language))) anchorOf(RENAMED);
  if (affected.some(({ isMoved }) => isMoved)) anchorOf(MOVED);
  if (facts.removedOperations.length > 0) anchorOf(GONE);
  if (affected.length > 0) anchorOf(CHANGES);
  for (const tag of tagsOf(affected)) {
    anchors.set(tag, anchorOf(tag));
    for (const { to } of affected.filter((operation) => operation.to.tag === tag)) anchorOf(endpoint(to));
  }
  return (tag) => anchors.get(tag) ?? "";
}

function hasNewName({ id }: Language): (operation: MatchedOperation) => boolean {
  return ({ from, to, targets }) => targets[id]?.isRenamed === true || from.id !== to.id;
}

const CONTENTS = "Contents";
const RENAMED = "Renamed operations";
const MOVED = "Operations with another path";
const GONE = "Removed operations";
const CHANGES = "Changes by tag";

function endpoint({ method, path }: OperationIdentity): string {
  return `${method.toUpperCase()} ${path}`;
}

function renamedBlocks({ operations }: MigrationFacts, writer: GuideWriter): readonly string[] {
  const { language, level, names } = writer;
  const rows = operations.flatMap((operation) => {
    const move = operation.targets[language.id];
    if (move === undefined || (!move.isRenamed && operation.from.id === operation.to.id)) return [];
    const { callName } = language.versionGuide;
    return [
      [
        codeSpan(endpoint(operation.to), true),
        writer.operation("from", operation.from.key, callName(move.from)),
        writer.operation("to", operation.to.key, callName(move.to)),
        idText(operation),
      ],
    ];
  });
  if (rows.length === 0) return [];
  return [
    heading(level, RENAMED),
    compactTable([["Endpoint", plainText(names.from, true), plainText(names.to, true), "Operation id"], ...rows]),
  ];
}

/** The current operationId, and the former one if it differs. */
function idText({ from, to }: MatchedOperation): string {
  const id = codeSpan(to.id, true);
  return from.id === to.id ? id : `${id}, was ${codeSpan(from.id, true)}`;
}

function movedBlocks({ operations }: MigrationFacts, writer: GuideWriter): readonly string[] {
  const { language, level, names } = writer;
  const rows = operations
    .filter(({ isMoved }) => isMoved)
    .map(({ from, to, targets }) => [
      codeSpan(endpoint(from), true),
      codeSpan(endpoint(to), true),
      writer.operation("to", to.key, callNameOf(targets[language.id]?.to, language, to)),
    ]);
  if (rows.length === 0) return [];
  return [
    heading(level, MOVED),
    compactTable([[plainText(names.from, true), plainText(names.to, true), "Name"], ...rows]),
  ];
}

function callNameOf(
  names: Parameters<Language["versionGuide"]["callName"]>[0] | undefined,
  language: Language,
  place: OperationIdentity,
): string {
  return names === undefined ? place.id : language.versionGuide.callName(names);
}

function removedBlocks({ removedOperations }: MigrationFacts, writer: GuideWriter): readonly string[] {
  const { language, level } = writer;
  if (removedOperations.length === 0) return [];
  const rows = removedOperations.map(({ place, targets, replacement }) => [
    codeSpan(endpoint(place), true),
    writer.operation("from", place.key, callNameOf(targets[language.id], language, place)),
    replacement === undefined ? "none stated" : writer.operation("to", replacement.key, endpoint(replacement)),
  ]);
  return [heading(level, GONE), compactTable([["Endpoint", "Name", "Replacement"], ...rows])];
}

function tagBlocks(affected: readonly MatchedOperation[], writer: GuideWriter): readonly string[] {
  if (affected.length === 0) return [];
  return [
    heading(writer.level, CHANGES),
    ...tagsOf(affected).flatMap((tag) => [
      heading(writer.level + 1, tag),
      ...affected.filter(({ to }) => to.tag === tag).flatMap((operation) => operationBlocks(operation, writer)),
    ]),
  ];
}

function operationBlocks(operation: MatchedOperation, writer: GuideWriter): readonly string[] {
  const { language, level } = writer;
  const changes = breaking(operation.changes, language.id);
  const snippets = writer.callSnippets(operation);
  return [
    heading(level + 2, endpoint(operation.to)),
    ...(changes.length === 0 ? [] : [changeList(changes)]),
    ...(snippets === undefined ? declarations(operation, writer) : snippetBlocks(snippets, writer)),
  ];
}

/** The old and the new name, for a guide without sample values. */
function declarations(operation: MatchedOperation, { language }: GuideWriter): readonly string[] {
  const move = operation.targets[language.id];
  if (move === undefined || !move.isRenamed) return [];
  const { callName } = language.versionGuide;
  return [`${codeSpan(callName(move.from))} becomes ${codeSpan(callName(move.to))}.`];
}

function eventBlocks({ events }: MigrationFacts, { language, level }: GuideWriter): readonly string[] {
  const changes = breaking(events, language.id);
  return changes.length === 0 ? [] : [heading(level, "Events"), changeList(changes)];
}

/** The changes to required scopes and user levels. Programs need no change, but a client or a user may lack access. */
function accessBlocks({ operations }: MigrationFacts, writer: GuideWriter): readonly string[] {
  const { language, level } = writer;
  const groups = new Map<string, string[]>();
  for (const operation of operations)
    for (const { rule, target, before, after } of operation.changes) {
      if (target !== language.id) continue;
      const text =
        rule === "scopes-added"
          ? `also names the scopes ${codeSpan(after ?? "", true)}`
          : rule === "user-levels-removed"
            ? `no longer accepts the user levels ${codeSpan(before ?? "", true)}`
            : undefined;
      if (text === undefined) continue;
      const { to } = operation;
      const name = writer.operation("to", to.key, callNameOf(operation.targets[language.id]?.to, language, to));
      groups.set(text, [...(groups.get(text) ?? []), name]);
    }
  if (groups.size === 0) return [];
  const rows = [...groups]
    .sort(([one], [other]) => compareText(one, other))
    .map(([text, list]) => [text, list.join(", ")]);
  return [
    heading(level, "Required access"),
    "Check the scopes of your client and the user levels of your users.",
    compactTable([["What", "Operations"], ...rows]),
  ];
}

function addedBlocks({ addedOperations }: MigrationFacts, writer: GuideWriter): readonly string[] {
  if (addedOperations.length === 0) return [];
  const { language, level } = writer;
  const tags = [...new Set(addedOperations.map(({ place }) => place.tag))].sort(compareText);
  const rows = tags.map((tag) => [
    plainText(tag, true),
    addedOperations
      .filter(({ place }) => place.tag === tag)
      .map(({ place, targets }) => codeSpan(targets[language.id]?.name ?? place.id, true))
      .join(", "),
  ]);
  return [heading(level, "New operations"), compactTable([["Tag", "Names"], ...rows])];
}
