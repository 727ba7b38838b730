import type { AliasName } from "../../../names/table.ts";

/** The PowerShell modules' names: what `names/table.ts` has under `powershell`. */
export interface PowerShellVersionNames {
  /** Stands between verb and noun: `Beta`. */
  readonly prefix: string;
  /** The variable that an example keeps a value of a name in: `$Input` and the like belong to the engine. */
  readonly variableOf: (name: string) => string;
}

export interface PowerShellOperationNames {
  /** `Get-BetaIdentity`. */
  readonly cmdlet: string;
  readonly aliases: readonly AliasName[];
  /** In the order of the operation's parameters, then form fields or the body. */
  readonly parameters: readonly PowerShellParameterNames[];
  /** Parameters of the published cmdlet that no parameter of the operation stands for. */
  readonly kept: readonly KeptParameterNames[];
  /** The published cmdlet's parameters by position, where no rule finds them. */
  readonly positions?: readonly string[];
  /** Set where the published module gave this cmdlet's name to another operation too, which answered to it. */
  readonly former?: FormerNames;
}

/** A published parameter that the spec does not have: taken, so that old calls bind. */
export interface KeptParameterNames {
  readonly name: string;
  /** What it is called in the query; absent: it never reached the service, and is ignored. */
  readonly wire?: string;
}

/** The operation that a cmdlet's name meant in the published module. */
export interface FormerNames {
  /** Its operation key. */
  readonly key: string;
  /** Its cmdlet today. */
  readonly cmdlet: string;
  /** What tells a call of the one from a call of the other. */
  readonly told: FormerTold;
}

/**
 * `path`: the published call lacks these parameters of the path, by wire name. `body`: it gives its payload under this
 * name. `nothing`: no call can be told from the other.
 */
export type FormerTold =
  | { readonly by: "path"; readonly wires: readonly string[] }
  | { readonly by: "body"; readonly name: string }
  | { readonly by: "nothing" };

export interface PowerShellParameterNames {
  readonly in: "path" | "query" | "header" | "cookie" | "body" | "form";
  /** Null for a body. */
  readonly wire: string | null;
  readonly name: string;
  readonly aliases: readonly string[];
  /** An alias that the module adds, by which objects bind: `Id`. */
  readonly bindsBy?: string;
  /** Where it stands among what is given without a name; absent: it has to be named. */
  readonly position?: number;
}

export interface PowerShellDeclarationNames {
  /** Model name without prefix: `Role`. */
  readonly name: string;
  readonly aliases: readonly AliasName[];
  /** Of `Initialize-<Prefix><Model>`, in the order of the properties; empty unless the model is an object. */
  readonly parameters: readonly ModelParameterNames[];
}

export interface ModelParameterNames {
  readonly wire: string;
  readonly name: string;
  readonly aliases: readonly string[];
}

declare module "../../../names/table.ts" {
  interface VersionNames {
    readonly powershell: PowerShellVersionNames;
  }
  interface OperationNames {
    readonly powershell: PowerShellOperationNames;
  }
  interface DeclarationNames {
    readonly powershell: PowerShellDeclarationNames;
  }
  interface EventNames {
    readonly powershell: { readonly name: string };
  }
}
