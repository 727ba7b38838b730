/** A name that may not be used as it is, with the reason; keys are lower case where the language ignores case. */
export type ReservedNames = ReadonlyMap<string, string>;

function reserve(reason: string, names: string): readonly (readonly [string, string])[] {
  return names.split(" ").map((name) => [name, reason] as const);
}

/**
 * Type names that the emitted TypeScript needs for itself: a model of that name would shadow it in its module. `Error`,
 * `Event` and `Filter` are here because the published SDK calls them ModelError, ModelEvent and ModelFilter.
 * Globals the emitted code never uses (Comment, Range, Selection, Text...) are free.
 */
export const TYPESCRIPT_MODEL_NAMES: ReservedNames = new Map([
  ...reserve("published as Model<Name>: the generator of the published SDK reserves it", "Error Event Filter"),
  ...reserve(
    "a global type or value that emitted code uses",
    "Array AsyncIterable AsyncIterator Blob Boolean BigInt Date File FormData Function Infinity Iterable Iterator JSON Map Math NaN Number Object " +
      "Omit Partial Pick Promise Proxy ReadableStream Readonly ReadonlyArray ReadonlyMap Record Reflect RegExp Required Response Request Headers Set String Symbol Uint8Array URL " +
      "AbortSignal",
  ),
]);

/** Words that cannot be the name of a TypeScript type or variable, whatever the case of their first letter suggests. */
export const TYPESCRIPT_KEYWORDS: ReservedNames = new Map([
  ...reserve(
    "a reserved word",
    "break case catch class const continue debugger default delete do else enum export extends false finally for function if import in instanceof new null return super switch this throw true try typeof var void while with yield",
  ),
  ...reserve("reserved in strict mode", "implements interface let package private protected public static await"),
  ...reserve("a type of the language", "any bigint boolean never number object string symbol undefined unknown"),
]);

/** Members of the class that every generated class extends, and of every object: a method of that name would replace them. */
export const TYPESCRIPT_MEMBER_NAMES: ReservedNames = new Map([
  ...reserve("a member of the runtime's Api class", "core call pages"),
  ...reserve(
    "a member of every object",
    "constructor hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString toString valueOf prototype __proto__",
  ),
  ...reserve("a class with a method then is taken for a promise", "then"),
]);

/** Members of the version's client beside the tags. */
export const TYPESCRIPT_CLIENT_MEMBERS: ReservedNames = new Map([
  ...reserve("a member of the runtime's client", "core options request with"),
  ...reserve("a member of every object", "constructor hasOwnProperty isPrototypeOf toString valueOf then prototype"),
]);

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

/** Names no file may have on Windows, whatever its extension. */
export const WINDOWS_FILE_NAMES: ReservedNames = new Map(
  reserve(
    "a device name on Windows",
    "con prn aux nul com1 com2 com3 com4 com5 com6 com7 com8 com9 lpt1 lpt2 lpt3 lpt4 lpt5 lpt6 lpt7 lpt8 lpt9",
  ),
);
