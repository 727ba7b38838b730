import { docText, propertyName, stringLiteral } from "../../emit/escape.ts";
import { assignmentCode, callCode, plainCode, returnMadeOnce } from "../../emit/typescript/code.ts";
import type {
  ClassDeclaration,
  ExportDeclaration,
  GetAccessorDeclaration,
  InterfaceDeclaration,
} from "../../emit/typescript/structures.ts";
import {
  indexedType,
  keywordType,
  referenceType,
  unionType,
  uniqueTypes,
  type Type,
} from "../../emit/typescript/type-doc.ts";
import { assertNever } from "../../model/assert-never.ts";
import type { ApiModel, ApiVersion, SecurityScheme } from "../../model/model.ts";
import { ownSchemes, schemeText } from "../../model/security.ts";
import { versionNames, type NameTable } from "../../names/table.ts";
import { printedTags } from "./former-calls.ts";
import { comment } from "./jsdoc.ts";
import type { ModuleBuilder } from "./module.ts";
import type { ExportedName } from "./public-types.ts";
import { runtimeType } from "./type-of-use.ts";

/**
 * Prints the client of one version, with a property for each tag. One function creates all properties at once. A getter
 * for each property would be slower, because the engine compiles each getter at its first call.
 */
export function addVersionClient(module: ModuleBuilder, version: ApiVersion, names: NameTable): void {
  const table = versionNames(names, version.label);
  const tags = [...printedTags(version, table)]
    .sort((left, right) => (left.names.property < right.names.property ? -1 : 1))
    .map(({ tag, names: own, former }) => ({
      tag,
      former,
      property: own.property,
      type: module.use(`${table.typescript.module}/apis/${own.module}`, own.class, "value"),
    }));
  const core = runtimeType(module.types, "Core");
  module.statements.push({
    kind: "Class",
    name: table.typescript.client,
    isExported: true,
    docs: [comment([docText(version.title)]) ?? ""],
    properties: [
      {
        name: "core",
        type: core,
        isReadonly: true,
        hasDeclareKeyword: true,
        docs: ["Sends the requests; see `createCore`."],
      },
      ...tags.map(({ tag, property, type, former }) => ({
        name: property,
        type: referenceType(type),
        isReadonly: true,
        // `declare` emits no field. A field would assign the property a second time.
        hasDeclareKeyword: true,
        docs: [
          comment(
            [docText(firstParagraph(tag.description)) || `Operations of ${docText(tag.wire)}.`],
            former === undefined ? [] : [former],
          ) ?? "",
        ],
      })),
    ],
    ctors: [
      {
        parameters: [{ name: "core", type: core }],
        statements: [
          plainCode("this.core = core;"),
          ...tags.map(({ property, type }) =>
            assignmentCode(`this.${property}`, callCode({ callee: `new ${type}`, parts: ["core"] })),
          ),
        ],
      },
    ],
  } satisfies ClassDeclaration);
}

function firstParagraph(text: string): string {
  return text.split(/\n\s*\n/u)[0] ?? "";
}

/** The name of the client of all versions. The names of every version contain it. */
export function rootClient({ versions }: ApiModel, names: NameTable): string {
  const [first] = versions;
  if (first === undefined) throw new Error("a package needs at least one version");
  return versionNames(names, first.label).typescript.root;
}

/** The client of all versions. */
export function addClient(module: ModuleBuilder, model: ApiModel, at: { names: NameTable; product: string }): void {
  const root = rootClient(model, at.names);
  const getters = model.versions.map((version): GetAccessorDeclaration => {
    const own = versionNames(at.names, version.label).typescript;
    const client = module.use(`${own.module}/client`, own.client, "value");
    return {
      kind: "GetAccessor",
      name: own.property,
      returnType: referenceType(client),
      statements: [
        returnMadeOnce(`this.#${privateName(own.client)}`, callCode({ callee: `new ${client}`, parts: ["this.core"] })),
      ],
      docs: [comment([docText(version.title)]) ?? ""],
    };
  });
  const schemes = ownSchemes(model);
  if (schemes.size > 0) module.statements.push(credentialsInterface(module, schemes));
  const optionsType =
    schemes.size > 0
      ? runtimeType(module.types, "SchemeOptions", [referenceType(CREDENTIALS)])
      : runtimeType(module.types, "ClientOptions");
  module.statements.push({
    kind: "Class",
    name: root,
    isExported: true,
    docs: [
      "\nOne client for all versions. It holds no global state: make one per tenant.\n\n@example\n```ts\nconst isc = new " +
        root +
        '({ tenant: "acme", auth: clientCredentials({ clientId, clientSecret }) });\n```',
    ],
    properties: [
      {
        name: "core",
        type: runtimeType(module.types, "Core"),
        isReadonly: true,
        docs: ["Sends the requests. The class of one tag can use it alone: `new RolesApi(isc.core)`."],
      },
      ...model.versions.map((version) => {
        const own = versionNames(at.names, version.label).typescript;
        return {
          name: `#${privateName(own.client)}`,
          type: unionType([referenceType(own.client), keywordType("undefined")]),
        };
      }),
    ],
    ctors: [
      {
        parameters: [{ name: "options", type: optionsType }],
        statements: [
          assignmentCode(
            "this.core",
            callCode({
              callee: module.runtime(schemes.size > 0 ? "createSchemeCore" : "createClientCore"),
              parts: ["options", stringLiteral(at.product)],
            }),
          ),
        ],
        docs: ["@throws SdkError when neither a base URL nor a tenant's name is given."],
      },
    ],
    getAccessors: getters,
    methods: [
      {
        name: "request",
        typeParameters: [{ name: "T", default: keywordType("unknown") }],
        parameters: [
          { name: "method", type: indexedType(module.runtime("Operation"), "method") },
          { name: "path", type: keywordType("string") },
          { name: "request", type: runtimeType(module.types, "RawRequest"), hasQuestionToken: true },
        ],
        returnType: runtimeType(module.types, "Call", [referenceType("T")]),
        statements: [plainCode(`return ${module.runtime("sendRaw")}<T>(this.core, method, path, request);`)],
        docs: ["Sends a request that no method covers, with the client's authentication, retries and timeouts."],
      },
    ],
  } satisfies ClassDeclaration);
}

/** The name of the type that holds a client's credentials by security scheme. */
export const CREDENTIALS = "Credentials";

function credentialsInterface(
  module: ModuleBuilder,
  schemes: ReadonlyMap<string, readonly SecurityScheme[]>,
): InterfaceDeclaration {
  const typeOf = ({ kind }: SecurityScheme): Type => {
    switch (kind) {
      case "apiKey":
        return runtimeType(module.types, "ApiKey");
      case "basic":
        return runtimeType(module.types, "BasicCredentials");
      case "bearer":
        return unionType([keywordType("string"), runtimeType(module.types, "TokenProvider")]);
      default:
        return assertNever(kind);
    }
  };
  return {
    kind: "Interface",
    isExported: true,
    name: CREDENTIALS,
    docs: ["Credentials by security scheme."],
    properties: [...schemes].map(([name, own]) => ({
      kind: "PropertySignature",
      name: propertyName(name),
      type: unionType(uniqueTypes(own.map(typeOf))),
      hasQuestionToken: true,
      isReadonly: true,
      docs: [
        comment(own.map((scheme) => docText(`${capitalised(schemeText(scheme))}. ${scheme.description}`.trim()))) ?? "",
      ],
    })),
  };
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function privateName(client: string): string {
  return client.charAt(0).toLowerCase() + client.slice(1);
}

/** `export { a, b as c, type B } from "./c.js";` */
export function reexport(specifier: string, names: readonly ExportedName[]): ExportDeclaration {
  const sorted = [...names].sort((left, right) => ((left.alias ?? left.name) < (right.alias ?? right.name) ? -1 : 1));
  const isTypeOnly = sorted.every((entry) => entry.kind === "type");
  return {
    kind: "ExportDeclaration",
    moduleSpecifier: specifier,
    isTypeOnly,
    namedExports: sorted.map(({ name, kind, alias }) => ({
      name,
      ...(alias === undefined ? {} : { alias }),
      isTypeOnly: !isTypeOnly && kind === "type",
    })),
  };
}
