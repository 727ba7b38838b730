import type { ApiVersion, Operation } from "../../model/model.ts";
import { boundedName } from "../rules/bounds.ts";
import { nameIn, withName, type Slot } from "./ledger-fields.ts";
import { copyRecord, entryOf, type LedgerAddition, type LedgerParameter, type VersionLedger } from "./ledger.ts";
import { keyOf, wantedParameters } from "../settling/parameter-places.ts";
import type { VersionNaming } from "../settling/name-version.ts";
import type { ParameterScope, TargetNaming } from "../target-naming.ts";

/** A version with its names, and what records them. */
export interface Recording {
  readonly version: ApiVersion;
  readonly naming: VersionNaming;
  readonly namings: readonly TargetNaming[];
  readonly add: (addition: Omit<LedgerAddition, "version">) => void;
}

/** The recorded names of parameters. */
export interface RecordedParameters {
  /** The usual names by wire name. */
  readonly parameters: Readonly<Record<string, LedgerParameter>>;
  /** The names in an operation that differ from the usual ones; undefined where none differs. */
  readonly ownOf: (operation: Operation) => Readonly<Record<string, LedgerParameter>> | undefined;
}

/** Adds usual names for the wire names that the ledger lacks. Returns them with a lookup for differing names. */
export function recordParameters(ledger: VersionLedger, at: Recording): RecordedParameters {
  const scopes = at.namings.flatMap(({ target, parameters }): ParameterSlot[] =>
    parameters === undefined
      ? []
      : [
          {
            scope: parameters,
            slot: {
              target,
              name: parameters.name,
              ...(parameters.field === undefined ? {} : { field: parameters.field }),
            },
          },
        ],
  );
  const parameters = copyRecord(ledger.parameters);
  for (const operation of at.version.operations)
    for (const { declaredWire } of wantedParameters(operation)) {
      const entry = entryOf(parameters, declaredWire);
      if (entry !== undefined && scopes.every(({ slot }) => nameIn(entry, slot) !== undefined)) continue;
      parameters[declaredWire] = scopes.reduce(
        (filled, { scope, slot }) =>
          nameIn(filled, slot) === undefined ? withSlot(filled, slot, boundedName(scope.usual(declaredWire))) : filled,
        entry ?? EMPTY,
      );
      if (entry === undefined) at.add({ kind: "parameter", what: declaredWire, name: parameters[declaredWire].cmdlet });
    }
  return { parameters, ownOf: (operation) => ownParameters(operation, { at, scopes, parameters }) };
}

interface ParameterSlot {
  readonly scope: ParameterScope;
  readonly slot: Slot;
}

/** An entry without names. The scopes fill it. */
const EMPTY = {} as LedgerParameter;

function withSlot(entry: LedgerParameter, slot: Slot, name: string): LedgerParameter {
  if (slot.field === undefined) return { ...entry, names: withName(entry.names, slot, name) };
  const { names, ...fields } = { ...entry, [slot.field]: name };
  const sorted = Object.fromEntries(Object.entries(fields).sort(([left], [right]) => (left < right ? -1 : 1)));
  return { ...(sorted as unknown as LedgerParameter), ...(names === undefined ? {} : { names }) };
}

function ownParameters(
  operation: Operation,
  {
    at,
    scopes,
    parameters,
  }: {
    readonly at: Recording;
    readonly scopes: readonly ParameterSlot[];
    readonly parameters: Readonly<Record<string, LedgerParameter>>;
  },
): Readonly<Record<string, LedgerParameter>> | undefined {
  const own = copyRecord<LedgerParameter>({});
  const named = scopes.map(({ scope, slot }) => ({ slot, names: scope.ofOperation(operation, at.naming) }));
  for (const wanted of wantedParameters(operation)) {
    const usual = entryOf(parameters, wanted.declaredWire);
    if (usual === undefined) continue;
    const key = keyOf(wanted);
    const isUsual = named.every(({ slot, names }) => (names.get(key) ?? nameIn(usual, slot)) === nameIn(usual, slot));
    if (!isUsual)
      own[key] = named.reduce(
        (entry, { slot, names }) => withSlot(entry, slot, names.get(key) ?? nameIn(usual, slot) ?? ""),
        EMPTY,
      );
  }
  return Object.keys(own).length === 0 ? undefined : own;
}
