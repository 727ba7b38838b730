import type { Operation } from "../../../model/model.ts";
import { compareText } from "../../../model/order.ts";
import { entryOf } from "../../../names/ledger/ledger.ts";
import { takesBody } from "../../../names/settling/parameter-places.ts";
import { withPrefix } from "../../../names/rules/prefix.ts";
import type { SettledVersion } from "../../../names/target-naming.ts";
import { publishedBodyNames } from "./published-body.ts";
import { reservedParameter } from "./reserved.ts";
import { cmdletOf } from "./cmdlet-of.ts";
import type { FormerNames, FormerTold, KeptParameterNames, PowerShellParameterNames } from "./table.ts";

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
 * Adds the operation that an operation's cmdlet name meant in the published module, which defined ten names twice: the
 * functions stand in the order of the operationIds, and the last one answers (specs/names.lock.json has the published
 * names). Its names for the payload are then no aliases of this operation's payload.
 */
export function withFormer(
  operation: Operation,
  input: FormerInput,
  own: CmdletParameterNames,
): CmdletParameterNames & { readonly former?: FormerNames } {
  const other = formerOperation(operation, input);
  if (other === undefined) return own;
  const told = toldApart(operation, other, input);
  const former = { key: other.key, cmdlet: withPrefix(cmdletOf(input.at, other), input.prefix), told };
  if (told.by !== "body") return { ...own, former };
  const theirs = new Set(bodyNames(other, input).map((name) => name.toLowerCase()));
  const parameters = own.parameters.map((parameter) => ({
    ...parameter,
    aliases: parameter.aliases.filter((alias) => !theirs.has(alias.toLowerCase())),
  }));
  return { ...own, parameters, former };
}

/** The operations that the published module called otherwise, by that name in lower case. */
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

/** The operation that answered to the name: its published name is this cmdlet's, and its id comes later. */
function formerOperation(operation: Operation, { at, formers }: FormerInput): Operation | undefined {
  const own = cmdletOf(at, operation).toLowerCase();
  return formers.get(own)?.find((other) => other !== operation && compareText(other.wireId, operation.wireId) > 0);
}

function toldApart(operation: Operation, other: Operation, input: FormerInput): FormerTold {
  const theirs = new Set(other.parameters.filter(({ place }) => place === "path").map(({ wire }) => wire));
  const more = operation.parameters.filter(({ place, wire }) => place === "path" && !theirs.has(wire));
  if (more.length > 0) return { by: "path", wires: more.map(({ wire }) => wire) };
  const [name] = bodyNames(other, input);
  if (!takesBody(other) || name === undefined) return { by: "nothing" };
  // It is declared, and so a variable; the name itself stays an alias.
  return { by: "body", name: reservedParameter(name) === undefined ? name : `${name}Value` };
}

function bodyNames(operation: Operation, { at }: FormerInput): readonly string[] {
  const recorded = entryOf(at.ledger.operations, operation.key)?.body ?? [];
  return publishedBodyNames(operation, at, recorded);
}
