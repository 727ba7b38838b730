import type { AliasName } from "../../../names/table.ts";

/** The names of the PowerShell modules: the `powershell` part of `names/table.ts`. */
export interface PowerShellVersionNames {
  /** The prefix between verb and noun: `Beta`. */
  readonly prefix: string;
  /** The names that a variable of an example cannot have, as `toUpperCase().toLowerCase()`: `input`. */
  readonly reservedVariables: ReadonlySet<string>;
}

/** The names of an operation's cmdlet and of its parameters. */
export interface PowerShellOperationNames {
  /** `Get-BetaIdentity`. */
  readonly cmdlet: string;
  readonly aliases: readonly AliasName[];
  /** In the order of the operation's parameters, then form fields or the request body. */
  readonly parameters: readonly PowerShellParameterNames[];
  /** Parameters of the published cmdlet without a counterpart in the operation. */
  readonly kept: readonly KeptParameterNames[];
  /** The positional parameters of the published cmdlet, if no rule derives them. */
  readonly positions?: readonly string[];
  /** Set if the published module used this cmdlet's name for another operation, too, and called that operation. */
  readonly former?: FormerNames;
}

/** A parameter of the published cmdlet that the spec lacks. It is accepted, so that existing calls bind. */
export interface KeptParameterNames {
  readonly name: string;
  /** The name of the query parameter. Absent for a parameter that was never sent; it is ignored. */
  readonly wire?: string;
}

/** The other operation of a cmdlet's name in the published module. */
export interface FormerNames {
  /** The operation key. */
  readonly key: string;
  /** The current cmdlet of the operation. */
  readonly cmdlet: string;
  /** What distinguishes calls of the two operations. */
  readonly told: FormerDistinction;
}

/**
 * `path`: the published call lacks these path parameters (wire names). `body`: it passes its request body under this
 * name. `nothing`: calls of the two operations are indistinguishable.
 */
export type FormerDistinction =
  | { readonly by: "path"; readonly wires: readonly string[] }
  | { readonly by: "body"; readonly name: string }
  | { readonly by: "nothing" };

/** The names of one parameter of a cmdlet. */
export interface PowerShellParameterNames {
  readonly in: "path" | "query" | "header" | "cookie" | "body" | "form";
  /** The wire name; null for a request body. */
  readonly wire: string | null;
  readonly name: string;
  readonly aliases: readonly string[];
  /** An alias that the module adds, so that objects bind by the property: `Id`. */
  readonly bindsBy?: string;
  /** The position of the parameter. Absent for a parameter that must be named. */
  readonly position?: number;
}

/** The names of a model, and of the parameters of the function that makes it. */
export interface PowerShellDeclarationNames {
  /** The model name without prefix: `Role`. */
  readonly name: string;
  readonly aliases: readonly AliasName[];
  /**
   * The parameters of `Initialize-<Prefix><Model>`, in the order of the properties. Empty unless the model is an
   * object.
   */
  readonly parameters: readonly ModelParameterNames[];
}

/** The names of the parameter that sets one property of a model. */
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
