import { reserve, type ReservedNames } from "../../../names/rules/reserved.ts";

/**
 * The common parameters of PowerShell and the parameters that the module adds. No parameter of an operation and no
 * alias can have their names.
 */
export const POWERSHELL_COMMON_PARAMETERS: ReservedNames = new Map([
  ...reserve(
    "a common parameter",
    "verbose debug erroraction warningaction informationaction progressaction errorvariable warningvariable informationvariable outvariable outbuffer pipelinevariable whatif confirm",
  ),
  ...reserve("the short name of a common parameter", "vb db ea wa infa proga ev wv iv ov ob pv wi cf"),
  ...reserve(
    "a parameter of this module's cmdlets",
    "withhttpinfo all first skip includetotalcount outfile connection body unnamed",
  ),
]);

/**
 * Variables that PowerShell sets or reads. A parameter of the same name would change the variable, so the parameter is
 * renamed and this name becomes its alias. An alias is not a variable. The names are from about_Automatic_Variables and
 * about_Preference_Variables of version 7. All other variables of emitted code have a scope in their name
 * (`$script:Isc`), which no parameter can have.
 */
export const POWERSHELL_AUTOMATIC_VARIABLES: ReservedNames = new Map([
  ...reserve(
    "an automatic variable",
    "args consolefilename enabledexperimentalfeatures error event eventargs eventsubscriber executioncontext false foreach home host input iscoreclr islinux ismacos iswindows " +
      "lastexitcode matches myinvocation nestedpromptlevel null pid profile psboundparameters pscmdlet pscommandpath psculture psdebugcontext psedition pshome psitem " +
      "psscriptroot pssenderinfo psstyle psuiculture psversiontable pwd sender shellid sourceargs sourceeventargs stacktrace switch this true _",
  ),
  ...reserve(
    "a preference variable",
    "confirmpreference debugpreference erroractionpreference errorview formatenumerationlimit informationpreference logcommandhealthevent logcommandlifecycleevent " +
      "logenginehealthevent logenginelifecycleevent logproviderhealthevent logproviderlifecycleevent maximumaliascount maximumdrivecount maximumerrorcount maximumfunctioncount " +
      "maximumhistorycount maximumvariablecount ofs outputencoding progresspreference psdefaultparametervalues psemailserver psmoduleautoloadingpreference " +
      "psnativecommandargumentpassing psnativecommanduseerroractionpreference pssessionapplicationname pssessionconfigurationname pssessionoption transcript " +
      "verbosepreference warningpreference whatifpreference",
  ),
  ...reserve("the variable of this module", "isc"),
]);

/**
 * Why a name cannot be the variable of a parameter; undefined if it can. PowerShell compares names in upper case, so a
 * long s equals S and a dotless i equals I.
 */
export function reservedVariable(name: string): string | undefined {
  return POWERSHELL_AUTOMATIC_VARIABLES.get(name.toUpperCase().toLowerCase());
}

/** The names for which `reservedVariable` has a reason, in the form in which it compares them. */
export const RESERVED_VARIABLES: ReadonlySet<string> = new Set(POWERSHELL_AUTOMATIC_VARIABLES.keys());

/** Why a name cannot be a parameter of a cmdlet, as a variable or beside the other parameters; undefined if it can. */
export function reservedParameter(name: string): string | undefined {
  return reservedVariable(name) ?? POWERSHELL_COMMON_PARAMETERS.get(name.toUpperCase().toLowerCase());
}

/**
 * Keywords of PowerShell. They are legal as `${Filter}`, so parameters keep them. The published models use `VarFilter`,
 * which is an alias.
 */
export const POWERSHELL_KEYWORDS: ReservedNames = new Map(
  reserve(
    "a word of the language",
    "begin break catch class continue data define do dynamicparam else elseif end exit filter finally for from function if in inlinescript parallel param process return throw trap try until using var while workflow",
  ),
);
