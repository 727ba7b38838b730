import type { AliasName } from "../../../names/table.ts";

/** The TypeScript package's names: what `names/table.ts` has under `typescript`. */
export interface TypeScriptVersionNames {
  /** Class of the client of all versions: `IscClient`. */
  readonly root: string;
  /** Folder and subpath segment: `beta`. */
  readonly module: string;
  /** Property of the client: `beta`. */
  readonly property: string;
  /** Class of the version's client: `BetaClient`. */
  readonly client: string;
  readonly formerTags: readonly FormerTagNames[];
}

export interface TypeScriptTagNames {
  /** File and subpath segment: `public-identities` in `isc-sdk/v2024/public-identities`. */
  readonly module: string;
  /** `PublicIdentitiesApi`. */
  readonly class: string;
  /** Property of the version's client: `publicIdentities`. */
  readonly property: string;
}

/** A tag that no operation has any more; its class has deprecated methods only. */
export interface FormerTagNames extends TypeScriptTagNames {
  readonly wire: string;
}

/** What an operation is still called in the class of a tag that it had. */
export interface FormerCallNames extends FormerTagNames {
  readonly names: readonly AliasName[];
}

export interface TypeScriptOperationNames {
  /** `getIdentity`. */
  readonly method: string;
  readonly aliases: readonly AliasName[];
  readonly formerCalls: readonly FormerCallNames[];
  /** The constant that describes the operation, for mocks: `getIdentityOperation`. */
  readonly descriptor: string;
  /** What the constant is called where a version's descriptors stand together: unique there. */
  readonly ownDescriptor: string;
  /** Type of the arguments object: `GetIdentityArgs`. Unique in its tag's module, also against the models. */
  readonly arguments: string;
  /** Type of the declared filter fields: `ListIdentitiesFilters`. */
  readonly filters: string;
  /** Type of the declared sorter fields: `ListIdentitiesSorters`. */
  readonly sorters: string;
  /** By `parameterKey(place, wire)`: the argument's key; `body` is reserved. */
  readonly parameters: ReadonlyMap<string, string>;
}

export interface TypeScriptDeclarationNames {
  /** `Role`. */
  readonly name: string;
  /** `RoleInput`: the request form, where it differs. Reserved for every declaration. */
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
