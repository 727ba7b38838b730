import type {
  ModelPublication,
  OperationPublication,
  ParameterPublication,
  PayloadPublication,
  Publication,
  TypeText,
  VersionPublication,
} from "../../contract/publication.ts";
import { aliasesOf, memberTypes } from "../../contract/member-types.ts";
import { responseContent } from "../../contract/responses.ts";
import type { Answer, Declaration, Operation, TypeUse } from "../../model/model.ts";
import { compareText } from "../../model/order.ts";
import { objectOf, resolveUse, withoutNull } from "../../model/uses.ts";
import { declarationNames, eventNames, operationNames } from "../../names/table.ts";
import type { PublishInput } from "../target.ts";
import { cmdletShape, declaredOutputType, isShown, setNames, type CmdletShape } from "./cmdlet-shape.ts";
import { helperNames } from "./models.ts";
import { versionModule, type VersionModule } from "./module-names.ts";
import { pageType, type TypePlace } from "./page-types.ts";
import type { CmdletParameter } from "./parameters.ts";
import { modelTypeName } from "./types.ts";

/** The publication of the modules. It is made from the shapes that the functions are printed from. */
export function publishPowerShell({ model, names, config }: PublishInput): Publication {
  return {
    target: "powershell",
    versions: new Map(
      model.versions.map((version) => [version.label, publishModule(versionModule(version, names, config.powershell))]),
    ),
    // The id of an error record: see `failures.ps1`.
    errors: [{ status: "default", name: "HttpStatus{status}" }],
  };
}

function publishModule(module: VersionModule): VersionPublication {
  const { version, names } = module;
  return {
    module: module.name,
    powershell: { prefix: module.prefix },
    operations: new Map(version.operations.map((operation) => [operation.key, publishOperation(module, operation)])),
    models: new Map(version.declarations.map((declaration) => [declaration.id, publishModel(module, declaration)])),
    events: new Map(
      version.events.map((event) => [
        event.wire,
        {
          name: eventNames(names, event.wire).typescript.name,
          payload: pageType(module, event.payload, "answer"),
          ...(event.reply === undefined ? {} : { reply: pageType(module, event.reply, "answer") }),
        },
      ]),
    ),
  };
}

function publishOperation(module: VersionModule, operation: Operation): OperationPublication {
  const { cmdlet, aliases } = operationNames(module.names, operation.key).powershell;
  const shape = cmdletShape(module, operation);
  const payload = payloadOf(module, operation);
  return {
    module: module.name,
    name: cmdlet,
    aliases: aliasesOf(aliases),
    signature: signatureOf(cmdlet, shape),
    parameters: shape.parameters.map((parameter) => publishParameter(module, parameter)),
    ...(payload === undefined ? {} : { payload }),
    output: shape.outputs.map((output) => output.name),
    responses: responsesOf(module, operation),
    powershell: { sets: setNames(shape) },
  };
}

function publishParameter(module: VersionModule, parameter: CmdletParameter): ParameterPublication {
  const { place, wire, name, aliases, type, isRequired, position, use } = parameter;
  const { values } = type;
  const shown = pageType(module, use, "parameter");
  return {
    place,
    wire: place === "body" ? null : wire,
    name,
    aliases,
    type: declaredOutputType(parameter),
    // Pages have no model for an inline enumeration, so the row lists its known values.
    shown: shown.model === undefined && values.length > 0 ? { ...shown, known: values } : shown,
    isRequired,
    ...(position === undefined ? {} : { position }),
  };
}

/**
 * The syntax as `Get-Command -Syntax` prints it, with unpositioned parameters sorted by name: `Get-Role [-RoleId]
 * <string> [-Connection <object>]`.
 */
function signatureOf(cmdlet: string, { sets, own }: CmdletShape): string {
  const sorted = [...sets].sort(
    ({ parameter: left }, { parameter: right }) =>
      (left.position ?? sets.length) - (right.position ?? sets.length) || compareText(left.name, right.name),
  );
  const parts = sorted.map(({ parameter }) => {
    const name = parameter.position === undefined ? `-${parameter.name}` : `[-${parameter.name}]`;
    const text = `${name} <${declaredOutputType(parameter)}>`;
    return parameter.isRequired ? text : `[${text}]`;
  });
  const more = own.filter(isShown).map(({ name, type }) => (type === "switch" ? `[-${name}]` : `[-${name} <${type}>]`));
  return [cmdlet, ...parts, ...more].join(" ");
}

function payloadOf(module: VersionModule, { body }: Operation): PayloadPublication | undefined {
  const [content] = body?.contents ?? [];
  if (content === undefined) return undefined;
  const { use } = resolveUse(module.declarations, content.use);
  return {
    type: pageType(module, content.use, "parameter"),
    ...(use.kind === "list" ? { item: pageType(module, withoutNull(use.item), "parameter") } : {}),
    fields: new Map(content.fields.map((field) => [field.wire, pageType(module, field.use, "parameter")])),
  };
}

function responsesOf(module: VersionModule, { answers }: Operation): ReadonlyMap<string, TypeText> {
  return new Map(
    answers.flatMap((answer): [string, TypeText][] => {
      const type = responseType(module, answer);
      return type === undefined ? [] : [[answer.status, type]];
    }),
  );
}

/** The type of a response. For a file, the published pages show the type that the spec states. */
function responseType(module: VersionModule, answer: Answer): TypeText | undefined {
  const content = responseContent(answer);
  if (content === undefined) return undefined;
  if (content.codec !== "bytes") {
    const type = pageType(module, content.use, "answer");
    // A stream in the pipeline looks like single items, so only events are marked.
    return content.codec === "events" ? { ...type, text: `Event of ${type.text}` } : type;
  }
  if (content.stated === "none") return undefined;
  return { text: content.stated === "file" ? "System.IO.FileInfo" : "String" };
}

function publishModel(module: VersionModule, declaration: Declaration): ModelPublication {
  const { name, aliases } = declarationNames(module.names, declaration.id).powershell;
  const type = (use: TypeUse, place: TypePlace = "parameter"): TypeText => pageType(module, use, place);
  const object = objectOf(module.declarations, { kind: "ref", id: declaration.id });
  const parameters = object === undefined ? [] : declarationNames(module.names, object.id).powershell.parameters;
  const parameterOf = new Map(parameters.map((parameter) => [parameter.wire, parameter.name]));
  return {
    name,
    aliases: aliasesOf(aliases),
    type: modelTypeName(module, declaration),
    functions: helperNames(module, declaration),
    properties: new Map(
      declaration.kind !== "object"
        ? []
        : declaration.properties.map((property) => {
            const parameter = parameterOf.get(property.wire);
            return [
              property.wire,
              {
                ...(parameter === undefined ? {} : { parameter }),
                type: type(property.use, "property"),
                sent: type(property.use),
              },
            ];
          }),
    ),
    ...memberTypes(declaration, (use) => type(use)),
  };
}
