import { defineDiagnostic, diagnose, type Diagnostic } from "../diagnostics/diagnostic.ts";
import type {
  ApiVersion,
  Body,
  BodyContent,
  Declaration,
  DeclarationId,
  Operation,
  Origin,
  TypeUse,
} from "../model/model.ts";
import { indexDeclarations, mapDeclarationUses, mapOperationUses, reachFrom } from "../model/uses.ts";
import type { VersionPass } from "./pass.ts";

export const binaryInJson = defineDiagnostic({
  code: "binary-in-json",
  message: () => "`format: binary` is used inside JSON, which cannot represent bytes",
  action: () => "typed as a string; how it encodes the bytes depends on the service",
});

/**
 * A payload that is a file, and a multipart part that is a file, stay bytes. Everywhere else bytes become text: JSON
 * and name-value pairs hold text only. A declaration that both JSON and a part use becomes text, because `FormField`
 * records on its own that a part is a file.
 */
export const binaryTexts: VersionPass = {
  id: "binary-texts",
  title: "Binary is a text wherever JSON holds it.",
  run: (version) => {
    const found: Origin[] = [];
    const declarations = indexDeclarations(version);
    const parts: PartsWalk = { declarations, asBytes: new Set(), inJson: [], walked: new Set() };
    for (const content of multipartContents(version)) walkParts(content.use, parts, true);
    const inJson = new Set(reachFrom(declarations, [...jsonUses(version), ...parts.inJson]));
    const isKept = ({ id, kind }: Declaration): boolean =>
      !inJson.has(id) && (parts.asBytes.has(id) || kind === "alias");
    const value: ApiVersion = {
      ...version,
      declarations: version.declarations.map((declaration) =>
        isKept(declaration) ? declaration : textDeclaration(declaration, found),
      ),
      operations: version.operations.map((operation) => textOperation(operation, found)),
      events: version.events.map((event) => ({
        ...event,
        payload: asText(event.payload, event.origin, found),
        ...(event.reply === undefined ? {} : { reply: asText(event.reply, event.origin, found) }),
      })),
    };
    const diagnostics: Diagnostic[] = distinct(found).map((origin) =>
      diagnose(binaryInJson, {}, { version: version.label, origin }),
    );
    return { value, diagnostics };
  },
};

function distinct(origins: readonly Origin[]): readonly Origin[] {
  return [...new Map(origins.map((origin) => [`${origin.file}#${origin.pointer}`, origin])).values()];
}

function multipartContents(version: ApiVersion): readonly BodyContent[] {
  return version.operations
    .flatMap(({ body }) => body?.contents ?? [])
    .filter((content) => content.codec === "multipart");
}

/** The uses whose values are written as JSON or as text. */
function jsonUses(version: ApiVersion): readonly TypeUse[] {
  return [
    ...version.operations.flatMap(({ parameters, body, answers }) => [
      ...parameters.map((parameter) => parameter.use),
      ...(body?.contents.filter(({ codec }) => codec !== "multipart").map((content) => content.use) ?? []),
      ...answers.flatMap(({ contents, headers }) => [...contents, ...headers].map((entry) => entry.use)),
    ]),
    ...version.events.flatMap(({ payload, reply }) => (reply === undefined ? [payload] : [payload, reply])),
  ];
}

interface PartsWalk {
  readonly declarations: ReadonlyMap<DeclarationId, Declaration>;
  /** Declarations whose values are multipart parts, or contain multipart parts. */
  readonly asBytes: Set<DeclarationId>;
  /** The uses inside parts that are JSON. */
  readonly inJson: TypeUse[];
  /** What was walked: a declaration as a payload, or as a part. */
  readonly walked: Set<string>;
}

/** Walks from a multipart payload to its parts. A part that is an object is JSON. */
function walkParts(use: TypeUse, walk: PartsWalk, isRoot: boolean): void {
  switch (use.kind) {
    case "list":
      walkParts(use.item, walk, false);
      return;
    case "nullable":
      walkParts(use.of, walk, isRoot);
      return;
    case "map":
      if (isRoot) walkParts(use.value, walk, false);
      else walk.inJson.push(use);
      return;
    case "ref": {
      const declaration = walk.declarations.get(use.id);
      // One body may send a declaration as its payload, and another as a part: an object is bytes and JSON then.
      const step = `${isRoot ? "payload" : "part"} ${use.id}`;
      if (declaration === undefined || walk.walked.has(step)) return;
      walk.walked.add(step);
      if (declaration.kind === "object" && !isRoot) {
        walk.inJson.push(use);
        return;
      }
      walk.asBytes.add(use.id);
      walkDeclaration(declaration, walk, isRoot);
      return;
    }
    default:
      return;
  }
}

function walkDeclaration(declaration: Declaration, walk: PartsWalk, isRoot: boolean): void {
  switch (declaration.kind) {
    case "object":
      for (const property of declaration.properties) walkParts(property.use, walk, false);
      if (typeof declaration.rest !== "string") walkParts(declaration.rest, walk, false);
      for (const { members } of declaration.alternatives ?? [])
        for (const member of members) walkParts(member.use, walk, isRoot);
      return;
    case "union":
      for (const member of declaration.members) walkParts(member.use, walk, isRoot);
      return;
    case "alias":
      walkParts(declaration.target, walk, isRoot);
      return;
    case "enum":
      return;
  }
}

/**
 * Replaces binary scalars in a use by strings and adds `origin` to `found` for each of them. Returns the same object
 * where the use holds no binary scalar.
 */
function asText(use: TypeUse, origin: Origin, found: Origin[]): TypeUse {
  const inner = (value: TypeUse): TypeUse => asText(value, origin, found);
  switch (use.kind) {
    case "scalar":
      if (use.scalar !== "binary") return use;
      found.push(origin);
      return { kind: "scalar", scalar: "string", format: "binary" };
    case "list": {
      const item = inner(use.item);
      if (use.positions === undefined) return item === use.item ? use : { ...use, item };
      return { ...use, item, positions: { ...use.positions, uses: use.positions.uses.map(inner) } };
    }
    case "map": {
      const value = inner(use.value);
      return value === use.value ? use : { ...use, value };
    }
    case "nullable": {
      const of = inner(use.of);
      return of === use.of ? use : { ...use, of };
    }
    default:
      return use;
  }
}

function textDeclaration(declaration: Declaration, found: Origin[]): Declaration {
  if (declaration.kind !== "object")
    return mapDeclarationUses(declaration, (use) => asText(use, declaration.origin, found));
  const properties = declaration.properties.map((property) => {
    const use = asText(property.use, property.origin, found);
    return use === property.use ? property : { ...property, use };
  });
  return mapDeclarationUses({ ...declaration, properties }, (use) => asText(use, declaration.origin, found));
}

/** A request body, a response or a part that is a file as a whole stays bytes. */
function textOperation(operation: Operation, found: Origin[]): Operation {
  const { answers, body, ...rest } = operation;
  for (const { use, origin } of rest.parameters) asText(use, origin, found);
  return {
    // `success` repeats the uses of the responses, so its findings are discarded; the responses report them.
    ...mapOperationUses({ ...rest, answers: [] }, (use) => asText(use, operation.origin, [])),
    answers: answers.map((answer) => ({
      ...answer,
      headers: answer.headers.map((header) => ({ ...header, use: asText(header.use, answer.origin, found) })),
      contents: answer.contents.map((content) =>
        content.codec === "bytes" ? content : { ...content, use: asText(content.use, content.origin, found) },
      ),
    })),
    ...(body === undefined ? {} : { body: textBody(body, found) }),
  };
}

function textBody(body: Body, found: Origin[]): Body {
  return {
    ...body,
    contents: body.contents.map((content) => {
      if (content.codec === "bytes") return content;
      const isParts = content.codec === "multipart";
      return {
        ...content,
        use: isParts ? content.use : asText(content.use, content.origin, found),
        fields: content.fields.map((field) =>
          isParts && field.codec !== "json" ? field : { ...field, use: asText(field.use, field.origin, found) },
        ),
      };
    }),
  };
}
