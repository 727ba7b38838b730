import type { Declaration, Operation } from "../../../model/model.ts";
import { aliasNames, modelAliases } from "../../../names/settling/alias-names.ts";
import { entryOf } from "../../../names/ledger/ledger.ts";
import { longerNouns } from "../../../names/rules/path-noun.ts";
import { prefixOf, withPrefix } from "../../../names/rules/prefix.ts";
import type { OperationScope, SettledVersion, TargetNaming, TargetTable } from "../../../names/target-naming.ts";
import { cmdletOf, nounOf, TARGET } from "./cmdlet-of.ts";
import { addCrossAliases } from "./cross-aliases.ts";
import { publishedUnderOthers, withFormer, type FormerInput } from "./former.ts";
import { chosenCmdlet, cmdletAlias, cmdletName, cmdletParameter, parameterAlias } from "./grammar.ts";
import { heldCmdlets } from "./held-cmdlets.ts";
import { withIdAlias } from "./id-alias.ts";
import { modelParameters } from "./model-parameters.ts";
import { cmdletParameterNames, usualCmdlet, type LockedParameter } from "./parameters.ts";
import { publishedBodyNames } from "./published-body.ts";
import { publishedParameters } from "./published-parameters.ts";
import { RESERVED_VARIABLES } from "./reserved.ts";
import type { PowerShellDeclarationNames, PowerShellOperationNames, PowerShellVersionNames } from "./table.ts";
import { parameterKey } from "../../../names/table.ts";

const cmdletScope: OperationScope = {
  of: "operation",
  name: "cmdlet",
  field: "cmdlet",
  grammar: cmdletName,
  chosen: chosenCmdlet,
  isReported: true,
  held: ({ ledger }) => heldCmdlets(ledger),
  request: (operation, at) => {
    const { verb, noun } = at.readingOf(operation);
    const wanted = at.overrideOf(operation)?.names["cmdlet"] ?? `${verb}-${noun}`;
    return { candidates: [wanted], more: () => longerCmdlets(operation, wanted) };
  },
};

function longerCmdlets({ path, method }: Operation, wanted: string): readonly string[] {
  const [verb = "Invoke"] = wanted.split("-");
  const longer = longerNouns(path).map((noun) => `${verb}-${noun}`);
  const call = method.charAt(0).toUpperCase() + method.slice(1);
  return [...longer, ...[wanted, ...longer.slice(-1)].map((cmdlet) => `${cmdlet}With${call}`)];
}

/** The naming of the PowerShell modules. `prefixes` holds the configured prefixes by version. */
export function powershellNaming(prefixes: ReadonlyMap<string, string>): TargetNaming {
  return {
    target: TARGET,
    fields: {
      operation: {
        cmdlet: { holds: "name", grammar: cmdletName, isRequired: true },
        published: { holds: "name", grammar: cmdletAlias },
        aliases: { holds: "aliases", grammar: cmdletAlias },
        body: { holds: "names", grammar: parameterAlias },
      },
      parameter: { cmdlet: { holds: "name", grammar: cmdletParameter, isRequired: true } },
    },
    scopes: [cmdletScope],
    parameters: {
      name: "cmdlet",
      field: "cmdlet",
      grammar: cmdletParameter,
      usual: usualCmdlet,
      ofOperation: (operation, at) =>
        new Map(
          cmdletParameterNames(operation, { noun: nounOf(cmdletOf(at, operation)), publishedBody: [] }).map(
            (parameter) => [parameterKey(parameter.in, parameter.wire ?? ""), parameter.name],
          ),
        ),
    },
    labelNames: (label) => [`prefix ${prefixOf(label, prefixes)}`],
    crossVersions: addCrossAliases,
    operationFacts: (operation, at) => {
      const body = publishedBodyNames(operation, at, []);
      return body.length === 0 ? {} : { body };
    },
    table: (at) => powershellTable(at, prefixOf(at.version.label, prefixes)),
  };
}

function powershellTable(at: SettledVersion, prefix: string): TargetTable {
  const input = { at, prefix, formers: publishedUnderOthers(at) };
  return {
    version: { prefix, reservedVariables: RESERVED_VARIABLES } satisfies PowerShellVersionNames,
    operation: (operation) => operationNamesOf(operation, input),
    declaration: (declaration) => declarationNamesOf(declaration, at),
    event: ({ wire }): { readonly name: string } => ({ name: at.eventOf(wire) }),
  };
}

function operationNamesOf(operation: Operation, input: FormerInput): PowerShellOperationNames {
  const { at, prefix } = input;
  const cmdlet = cmdletOf(at, operation);
  const entry = entryOf(at.ledger.operations, operation.key);
  const published = publishedParameters(operation, at);
  const locked: LockedParameter = (key, wire) =>
    (entryOf(entry?.parameters ?? {}, key) ?? entryOf(at.ledger.parameters, wire))?.cmdlet;
  const parameters = cmdletParameterNames(operation, {
    noun: nounOf(cmdlet),
    publishedBody: publishedBodyNames(operation, at, entry?.body ?? []),
    locked,
    formerWires: (key) => entryOf(entry?.parameters ?? {}, key)?.was ?? [],
    ...published,
  });
  const names = withFormer(operation, input, { parameters, kept: published.kept });
  return {
    cmdlet: withPrefix(cmdlet, prefix),
    aliases: aliasNames(entry?.aliases).map(({ name, reason }) => ({ name: withPrefix(name, prefix), reason })),
    ...names,
    parameters: withIdAlias(operation, names.parameters),
    ...(published.positions === undefined ? {} : { positions: published.positions }),
  };
}

function declarationNamesOf(declaration: Declaration, at: SettledVersion): PowerShellDeclarationNames {
  return {
    name: at.modelOf(declaration.id) ?? "",
    aliases: modelAliases(declaration, at),
    parameters: modelParameters(declaration),
  };
}
