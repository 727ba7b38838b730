import { diagnose, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { ApiVersion, Operation } from "../../model/model.ts";
import { changedTag, renamedTag } from "../diagnostics.ts";
import { leaveTag, renameTags } from "./former-calls.ts";
import { withFormerKey } from "./rekey.ts";
import { fileKey } from "../settling/file-names.ts";
import {
  copyRecord,
  entryOf,
  type LedgerOperation,
  type LedgerParameter,
  type VersionLedger,
} from "../ledger/ledger.ts";
import { parameterKey } from "../table.ts";
import { publishedCamelize, publishedKebab } from "../rules/words.ts";

/** The ledger after a change was followed, and the findings about it. */
export interface FollowedDetails {
  readonly ledger: VersionLedger;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Keeps the names of path parameters whose placeholder was renamed. The position in the path identifies the parameter.
 * A parameter whose name is still in the path is identified by that name.
 */
export function keepPathNames(version: ApiVersion, ledger: VersionLedger): VersionLedger {
  const operations = copyRecord(ledger.operations);
  let isChanged = false;
  for (const operation of version.operations) {
    const entry = entryOf(operations, operation.key);
    const kept = entry === undefined ? undefined : keptParameters(operation, entry, ledger);
    if (entry === undefined || kept === undefined) continue;
    const { parameters: _parameters, ...rest } = entry;
    operations[operation.key] = { ...rest, ...(Object.keys(kept).length === 0 ? {} : { parameters: kept }) };
    isChanged = true;
  }
  return isChanged ? { ...ledger, operations } : ledger;
}

function keptParameters(
  operation: Operation,
  entry: LedgerOperation,
  ledger: VersionLedger,
): Record<string, LedgerParameter> | undefined {
  const before = (entry.takes ?? []).flatMap((taken) =>
    taken.startsWith("path ") ? [taken.slice("path ".length)] : [],
  );
  const now = operation.parameters.filter(({ place }) => place === "path");
  const wires = new Set(now.map(({ wire }) => wire));
  if (before.length !== now.length || before.every((wire) => wires.has(wire))) return undefined;
  const parameters = copyRecord(entry.parameters ?? {});
  for (const [index, old] of before.entries()) {
    const parameter = now[index];
    // A parameter whose name is still in the path keeps its entry.
    if (parameter === undefined || wires.has(old) || before.includes(parameter.wire)) continue;
    const names = entryOf(parameters, parameterKey("path", old)) ?? entryOf(ledger.parameters, old);
    delete parameters[parameterKey("path", old)];
    if (names === undefined) continue;
    const was = [...(names.was ?? []).filter((wire) => wire !== old && wire !== parameter.wire), old];
    parameters[parameterKey("path", parameter.wire)] = { ...names, was };
  }
  return parameters;
}

/**
 * Follows renamed tags. A tag is renamed where every operation of an old tag now has the new one; class, property,
 * module and page keep their names. Where a single operation changes its tag, its method moves to another class: the
 * old call is kept as a former call and reported.
 */
export function followTags(version: ApiVersion, ledger: VersionLedger): FollowedDetails {
  const used = new Set(version.tags.map(({ wire }) => wire));
  const tags = copyRecord(ledger.tags);
  const files = copyRecord(ledger.files);
  const diagnostics: Diagnostic[] = [];
  const renamed = new Map<string, string>();
  for (const { wire } of version.tags) {
    if (entryOf(tags, wire) !== undefined) continue;
    const former = formerTag(version, ledger, wire);
    const names = former === undefined ? undefined : entryOf(tags, former);
    if (former === undefined || names === undefined || used.has(former)) continue;
    delete tags[former];
    tags[wire] = withFormerKey(names, former, wire);
    const page = entryOf(files, fileKey("tag page", former)) ?? pageOf(former);
    delete files[fileKey("tag page", former)];
    if (page !== pageOf(wire)) files[fileKey("tag page", wire)] = page;
    renamed.set(wire, former);
    diagnostics.push(diagnose(renamedTag, { from: former, to: wire, name: names.class }, { version: version.label }));
  }
  const operations = withNewTags(ledger.operations, renamed);
  for (const { key, tag, origin } of version.operations) {
    const entry = entryOf(operations, key);
    if (entry?.tag === undefined || entry.tag === tag || renamed.get(tag) === entry.tag) continue;
    operations[key] = leaveTag(entry, tag);
    const facts = { what: key, method: entry.method, from: entry.tag, to: tag };
    diagnostics.push(diagnose(changedTag, facts, { version: version.label, origin }));
  }
  return { ledger: diagnostics.length === 0 ? ledger : { ...ledger, operations, tags, files }, diagnostics };
}

/**
 * The entries with their former calls under the new names of the tags. `renamed` maps each new tag to its former name.
 */
function withNewTags(
  operations: VersionLedger["operations"],
  renamed: ReadonlyMap<string, string>,
): Record<string, LedgerOperation> {
  const followed = copyRecord(operations);
  if (renamed.size === 0) return followed;
  const newNames = new Map([...renamed].map(([now, former]) => [former, now]));
  for (const [key, entry] of Object.entries(operations))
    if (entry.formerCalls !== undefined)
      followed[key] = { ...entry, formerCalls: renameTags(entry.formerCalls, (tag) => newNames.get(tag)) };
  return followed;
}

/** The former name of a new tag: the tag that all its operations had and that no operation has any more. */
function formerTag(version: ApiVersion, ledger: VersionLedger, wire: string): string | undefined {
  const before = new Set<string>();
  for (const { key, tag } of version.operations) {
    const known = entryOf(ledger.operations, key)?.tag;
    if (known !== undefined && tag === wire) before.add(known);
  }
  const [only, ...others] = before;
  if (only === undefined || others.length > 0) return undefined;
  // Another new tag has some of the old tag's operations: the old tag was split, so neither is a rename of it.
  const isSplit = version.operations.some(
    ({ key, tag }) => tag !== wire && entryOf(ledger.operations, key)?.tag === only,
  );
  return isSplit ? undefined : only;
}

/** The page of a tag where the ledger has no entry for it. */
function pageOf(wire: string): string {
  return publishedKebab(publishedCamelize(wire)) || (wire === "" ? "default" : "");
}
