import { jsonText } from "../text/characters.ts";
import type { TargetOutput } from "../emit/output.ts";
import type { ApiVersion, Declaration, Operation } from "../model/model.ts";
import {
  argumentName,
  declarationNames,
  operationNames,
  tagNames,
  versionNames,
  type VersionNames,
} from "../names/table.ts";
import { withIdAlias } from "./id-alias.ts";
import type { TargetInput } from "./target.ts";

/** The machine-readable public surface, `surface.json`: every operation and model with its names in every target. */
export function surfaceOutput(input: TargetInput): TargetOutput {
  const versions = input.model.versions.map((version) => ({
    version,
    names: versionNames(input.names, version.label),
  }));
  const surface = {
    operations: versions.flatMap(({ version, names }) =>
      version.operations.map((operation) => operationEntry(input, { version, names, operation })),
    ),
    models: versions.flatMap(({ version, names }) =>
      version.declarations.map((declaration) => modelEntry(version, names, declaration)),
    ),
    omitted: versions.flatMap(({ version }) =>
      version.omissions.map((omission) => ({
        version: version.label,
        what: omission.what,
        reason: omission.reason,
        file: omission.origin.file,
        pointer: omission.origin.pointer,
      })),
    ),
  };
  return { target: "surface", files: [{ path: "surface.json", content: `${jsonText(surface, 2)}\n` }] };
}

function operationEntry(
  input: TargetInput,
  at: { version: ApiVersion; names: VersionNames; operation: Operation },
): object {
  const { version, names, operation } = at;
  const own = operationNames(names, operation.key);
  const tag = tagNames(names, operation.tag).typescript;
  const { typescript, powershell } = input.config;
  return {
    version: version.label,
    method: operation.method.toUpperCase(),
    path: operation.path,
    operationId: operation.wireId,
    tag: operation.tag,
    typescript: {
      module: `${typescript.name}/${names.typescript.module}/${tag.module}`,
      class: tag.class,
      property: tag.property,
      method: own.typescript.method,
      aliases: own.typescript.aliases.map((alias) => alias.name),
      parameters: [
        ...operation.parameters.map((parameter) => ({
          name: argumentName(own, parameter.place, parameter.wire),
          in: parameter.place,
          wire: parameter.wire,
          required: parameter.required,
        })),
        ...bodyParameters(operation),
      ],
    },
    powershell: {
      module: `${powershell.name}.${names.powershell.prefix}`,
      cmdlet: own.powershell.cmdlet,
      aliases: own.powershell.aliases.map((alias) => alias.name),
      parameters: withIdAlias(operation, own.powershell.parameters).map(({ name, aliases, in: place, wire }) => ({
        name,
        aliases,
        in: place,
        wire,
      })),
    },
  };
}

/** The payload is one argument; a form's fields are listed below it by their wire names. */
function bodyParameters(operation: Operation): object[] {
  const { body } = operation;
  if (body === undefined) return [];
  const fields = body.contents[0]?.fields ?? [];
  if (fields.length > 0)
    return fields.map((field) => ({
      name: `body.${field.wire}`,
      in: "form",
      wire: field.wire,
      required: field.required,
    }));
  return [{ name: "body", in: "body", wire: null, required: body.required }];
}

function modelEntry(version: ApiVersion, names: VersionNames, declaration: Declaration): object {
  const own = declarationNames(names, declaration.id);
  return {
    version: version.label,
    id: declaration.id,
    also: declaration.also,
    typescript: own.typescript.name,
    powershell: own.powershell.name,
    aliases: {
      typescript: own.typescript.aliases.map((alias) => alias.name),
      powershell: own.powershell.aliases.map((alias) => alias.name),
    },
  };
}
