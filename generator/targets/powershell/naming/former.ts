import type { Operation } from "../../../model/model.ts";
import { compareText } from "../../../model/order.ts";
import { entryOf } from "../../../names/ledger/ledger.ts";
import { takesBody } from "../../../names/settling/parameter-places.ts";
import { withPrefix } from "../../../names/rules/prefix.ts";
import type { SettledVersion } from "../../../names/target-naming.ts";
import { publishedBodyNames } from "./published-body.ts";
import { reservedParameter } from "./reserved.ts";
import { cmdletOf } from "./cmdlet-of.ts";
import type { FormerNames, FormerDistinction, KeptParameterNames, PowerShellParameterNames } from "./table.ts";

/** The settled names of a version, and the operations by the names that the published module gave them. */
export interface FormerInput {
  readonly at: SettledVersion;
  readonly prefix: string;
  /** See `publishedUnderOthers`. */
  readonly formers: ReadonlyMap<string, readonly Operation[]>;
}

interface CmdletParameterNames {
  readonly parameters: readonly PowerShellParameterNames[];
  readonly kept: readonly KeptParameterNames[];
}

/**
 * Adds the other operation of a cmdlet's name in the published module. That module defined ten names twice. Its
 * functions are sorted by operationId, and the last definition of a name is the effective one (specs/names.lock.json
 * has the published names). The other operation's names for the request body are then removed from this operation's
 * aliases.
 */
export function withFormer(
  operation: Operation,
  input: FormerInput,
  own: CmdletParameterNames,
): CmdletParameterNames & { readonly former?: FormerNames } {
  const other = formerOperation(operation, input);
  if (other === undefined) return own;
  const told = distinctionOf(operation, other, input);
  const former = { key: other.key, cmdlet: withPrefix(cmdletOf(input.at, other), input.prefix), told };
  if (told.by !== "body") return { ...own, former };
  const theirs = new Set(bodyNames(other, input).map((name) => name.toLowerCase()));
  const parameters = own.parameters.map((parameter) => ({
    ...parameter,
    aliases: parameter.aliases.filter((alias) => !theirs.has(alias.toLowerCase())),
  }));
  return { ...own, parameters, former };
}

/** The operations by their published cmdlet name in lower case. */
export function publishedUnderOthers({
  version,
  ledger,
}: Pick<SettledVersion, "version" | "ledger">): ReadonlyMap<string, readonly Operation[]> {
  const found = new Map<string, Operation[]>();
  for (const operation of version.operations) {
    const published = entryOf(ledger.operations, operation.key)?.published?.toLowerCase();
    if (published !== undefined) found.set(published, [...(found.get(published) ?? []), operation]);
  }
  return found;
}

/**
 * The operation that the published name called. Its published name equals the cmdlet of `operation`, and its
 * operationId sorts later.
 */
function formerOperation(operation: Operation, { at, formers }: FormerInput): Operation | undefined {
  const own = cmdletOf(at, operation).toLowerCase();
  return formers.get(own)?.find((other) => other !== operation && compareText(other.wireId, operation.wireId) > 0);
}

function distinctionOf(operation: Operation, other: Operation, input: FormerInput): FormerDistinction {
  const theirs = new Set(other.parameters.filter(({ place }) => place === "path").map(({ wire }) => wire));
  const more = operation.parameters.filter(({ place, wire }) => place === "path" && !theirs.has(wire));
  if (more.length > 0) return { by: "path", wires: more.map(({ wire }) => wire) };
  const [name] = bodyNames(other, input);
  if (!takesBody(other) || name === undefined) return { by: "nothing" };
  // The parameter is declared, so its name is also a variable. A reserved name stays an alias.
  return { by: "body", name: reservedParameter(name) === undefined ? name : `${name}Value` };
}

function bodyNames(operation: Operation, { at }: FormerInput): readonly string[] {
  const recorded = entryOf(at.ledger.operations, operation.key)?.body ?? [];
  return publishedBodyNames(operation, at, recorded);
}
