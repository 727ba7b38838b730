import type { AliasName } from "../../../names/table.ts";

/** The names of the TypeScript package: the `typescript` part of `names/table.ts`. */
export interface TypeScriptVersionNames {
  /** The class of the client of all versions: `IscClient`. */
  readonly root: string;
  /** The folder and subpath segment: `beta`. */
  readonly module: string;
  /** The property of the client: `beta`. */
  readonly property: string;
  /** The class of the version's client: `BetaClient`. */
  readonly client: string;
  readonly formerTags: readonly FormerTagNames[];
}

/** The names of a tag's class, and of the places where programs find it. */
export interface TypeScriptTagNames {
  /** The file and subpath segment: `public-identities` in `isc-sdk/v2024/public-identities`. */
  readonly module: string;
  /** `PublicIdentitiesApi`. */
  readonly class: string;
  /** The property of the version's client: `publicIdentities`. */
  readonly property: string;
}

/** A tag without operations. Its class has only deprecated methods. */
export interface FormerTagNames extends TypeScriptTagNames {
  readonly wire: string;
}

/** The deprecated methods of an operation in the class of a former tag. */
export interface FormerCallNames extends FormerTagNames {
  readonly names: readonly AliasName[];
}

/** The names of an operation's method, and of the constants and types that belong to it. */
export interface TypeScriptOperationNames {
  /** `getIdentity`. */
  readonly method: string;
  readonly aliases: readonly AliasName[];
  readonly formerCalls: readonly FormerCallNames[];
  /** The constant that describes the operation, for mocks: `getIdentityOperation`. */
  readonly descriptor: string;
  /** The name of the constant in a module with all descriptors of the version. It is unique in the version. */
  readonly ownDescriptor: string;
  /** The type of the arguments object: `GetIdentityArgs`. It is unique in its tag's module and among the models. */
  readonly arguments: string;
  /** The type of the declared filter fields: `ListIdentitiesFilters`. */
  readonly filters: string;
  /** The type of the declared sorter fields: `ListIdentitiesSorters`. */
  readonly sorters: string;
  /** The argument keys by `parameterKey(place, wire)`; `body` is reserved. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** The names of a declaration's type, and of its request form. */
export interface TypeScriptDeclarationNames {
  /** `Role`. */
  readonly name: string;
  /** The name of the request form, if it differs: `RoleInput`. The name is reserved for every declaration. */
  readonly input: string;
  readonly aliases: readonly AliasName[];
}

declare module "../../../names/table.ts" {
  interface VersionNames {
    readonly typescript: TypeScriptVersionNames;
  }
  interface TagNames {
    readonly typescript: TypeScriptTagNames;
  }
  interface OperationNames {
    readonly typescript: TypeScriptOperationNames;
  }
  interface DeclarationNames {
    readonly typescript: TypeScriptDeclarationNames;
  }
  interface EventNames {
    readonly typescript: { readonly name: string };
  }
}
