import { reserve, type ReservedNames } from "../../../names/rules/reserved.ts";

/** Parameters every cmdlet has, and those the module's own cmdlets add: an operation's parameter cannot have the name, nor an alias. */
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
 * Variables that PowerShell sets or reads itself: a parameter of the name would change them, so it gets another and keeps
 * this as an alias, which is no variable. From about_Automatic_Variables and about_Preference_Variables of version 7.
 * Everything else that emitted code reads has a scope in its name (`$script:Isc`), which no parameter can have.
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
 * Why a name may not be the variable of a parameter; undefined where it may. The engine ignores case by writing large
 * letters, where a long s and a dotless i have those of the plain ones.
 */
export function reservedVariable(name: string): string | undefined {
  return POWERSHELL_AUTOMATIC_VARIABLES.get(name.toUpperCase().toLowerCase());
}

/** Why a parameter of a cmdlet may not have a name, as a variable or beside the others; undefined where it may. */
export function reservedParameter(name: string): string | undefined {
  return reservedVariable(name) ?? POWERSHELL_COMMON_PARAMETERS.get(name.toUpperCase().toLowerCase());
}

/** Words of the language: legal as `${Filter}`, so nothing is renamed; the published models call them `VarFilter`, which stays as an alias. */
export const POWERSHELL_KEYWORDS: ReservedNames = new Map(
  reserve(
    "a word of the language",
    "begin break catch class continue data define do dynamicparam else elseif end exit filter finally for from function if in inlinescript parallel param process return throw trap try until using var while workflow",
  ),
);
