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

/** A ledger that follows a change, and what is told of it. */
export interface FollowedDetails {
  readonly ledger: VersionLedger;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * A placeholder that was renamed is the same parameter: what calls give there has the name that it had, as argument and
 * as parameter. The place in the path tells which it is; where the same names stand in another order, they follow
 * themselves.
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
    // A name that is still there follows itself.
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
 * A tag that was renamed keeps class, property, module and page: every operation of the one that the ledger knows has
 * the other now. An operation that changed its tag alone has its method in another class: the old call is kept as a
 * former one, and that is told.
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

/** The entries whose former calls stand under the tags of today. `renamed` has the former name of each tag. */
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

/** The tag that all operations of a new tag had, where no operation has it any more. */
function formerTag(version: ApiVersion, ledger: VersionLedger, wire: string): string | undefined {
  const before = new Set<string>();
  for (const { key, tag } of version.operations) {
    const known = entryOf(ledger.operations, key)?.tag;
    if (known !== undefined && tag === wire) before.add(known);
  }
  const [only, ...others] = before;
  if (only === undefined || others.length > 0) return undefined;
  // Another new tag has some of its operations: it was split, and none of the two is it.
  const isSplit = version.operations.some(
    ({ key, tag }) => tag !== wire && entryOf(ledger.operations, key)?.tag === only,
  );
  return isSplit ? undefined : only;
}

/** The page that a tag has unless the ledger says otherwise. */
function pageOf(wire: string): string {
  return publishedKebab(publishedCamelize(wire)) || (wire === "" ? "default" : "");
}
