import { callCode, returnCode } from "../../emit/typescript/code.ts";
import type { MethodDeclaration } from "../../emit/typescript/structures.ts";
import { compareText } from "../../model/order.ts";
import type { ApiVersion, Operation, Tag } from "../../model/model.ts";
import { operationNames, tagNames, versionNames, type OperationNames, type VersionNames } from "../../names/table.ts";
import { comment } from "./jsdoc.ts";
import type { ModuleBuilder } from "./module.ts";
import type { FormerCallNames, TypeScriptTagNames } from "./naming/table.ts";
import { callParameters, operationTypes, typeParametersOf } from "./operation-types.ts";
import type { TagInput } from "./tag-input.ts";

/** An operation that moved to another tag and keeps a deprecated method in the class of its former tag. */
export interface FormerOperation {
  readonly operation: Operation;
  readonly own: OperationNames;
  readonly call: FormerCallNames;
}

/** The operations that moved away from a tag, sorted by method name. */
export function formerOperations(version: ApiVersion, names: VersionNames, tag: string): readonly FormerOperation[] {
  return version.operations
    .flatMap((operation): FormerOperation[] => {
      const own = operationNames(names, operation.key);
      const call = own.typescript.formerCalls.find(({ wire }) => wire === tag);
      return call === undefined ? [] : [{ operation, own, call }];
    })
    .sort((left, right) => compareText(left.own.typescript.method, right.own.typescript.method));
}

/** A tag with a printed class. */
export interface PrintedTag {
  readonly tag: Tag;
  readonly names: TypeScriptTagNames;
  /** The `@deprecated` comment for the class and the property of a tag without operations. */
  readonly former?: string;
}

/**
 * The tags of a version, and former tags without operations. The classes of former tags stay, so that existing calls
 * compile.
 */
export function printedTags(version: ApiVersion, names: VersionNames): readonly PrintedTag[] {
  return [
    ...version.tags.map((tag) => ({ tag, names: tagNames(names, tag.wire).typescript })),
    ...names.typescript.formerTags.map((former) => {
      const homes = formerOperations(version, names, former.wire).map(
        ({ operation }) => tagNames(names, operation.tag).typescript.class,
      );
      const links = [...new Set(homes)].sort(compareText).map((home) => `{@link ${home}}`);
      return {
        tag: { wire: former.wire, description: "" },
        names: former,
        former: `@deprecated Use ${links.join(" and ")}.`,
      };
    }),
  ];
}

/** The deprecated methods in the class of a former tag. Each calls the method of the operation's current class. */
export function formerMethods(module: ModuleBuilder, { version, tag, names }: TagInput): readonly MethodDeclaration[] {
  const table = versionNames(names, version.label);
  return formerOperations(version, table, tag.wire).flatMap(({ operation, own, call }) => {
    const home = tagNames(table, operation.tag).typescript;
    const path = `${table.typescript.module}/apis/${home.module}`;
    const owner = module.use(path, home.class, "value");
    const args = module.use(path, own.typescript.arguments, "type");
    const types = operationTypes(module.types, operation, { own, version });
    const { method } = own.typescript;
    return call.names.map(({ name }): MethodDeclaration => ({
      kind: "Method",
      name,
      parameters: callParameters(args, types),
      ...typeParametersOf(types),
      returnType: types.result,
      statements: [returnCode(callCode({ callee: `new ${owner}(this.core).${method}`, parts: ["args", "options"] }))],
      docs: [comment([], [`@deprecated Use {@link ${owner}.${method}}.`]) ?? ""],
    }));
  });
}
