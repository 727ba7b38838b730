/** The approved verbs of cmdlets: the output of `Get-Verb` in PowerShell 7.4. PowerShell 7.5 has the same list. */
export const APPROVED_VERBS = {
  source: "Get-Verb, PowerShell 7.4",
  verbs: new Set([
    // Common
    "Add",
    "Clear",
    "Close",
    "Copy",
    "Enter",
    "Exit",
    "Find",
    "Format",
    "Get",
    "Hide",
    "Join",
    "Lock",
    "Move",
    "New",
    "Open",
    "Optimize",
    "Pop",
    "Push",
    "Redo",
    "Remove",
    "Rename",
    "Reset",
    "Resize",
    "Search",
    "Select",
    "Set",
    "Show",
    "Skip",
    "Split",
    "Step",
    "Switch",
    "Undo",
    "Unlock",
    "Watch",
    // Communications
    "Connect",
    "Disconnect",
    "Read",
    "Receive",
    "Send",
    "Write",
    // Data
    "Backup",
    "Checkpoint",
    "Compare",
    "Compress",
    "Convert",
    "ConvertFrom",
    "ConvertTo",
    "Dismount",
    "Edit",
    "Expand",
    "Export",
    "Group",
    "Import",
    "Initialize",
    "Limit",
    "Merge",
    "Mount",
    "Out",
    "Publish",
    "Restore",
    "Save",
    "Sync",
    "Unpublish",
    "Update",
    // Diagnostic
    "Debug",
    "Measure",
    "Ping",
    "Repair",
    "Resolve",
    "Test",
    "Trace",
    // Lifecycle
    "Approve",
    "Assert",
    "Build",
    "Complete",
    "Confirm",
    "Deny",
    "Deploy",
    "Disable",
    "Enable",
    "Install",
    "Invoke",
    "Register",
    "Request",
    "Restart",
    "Resume",
    "Start",
    "Stop",
    "Submit",
    "Suspend",
    "Uninstall",
    "Unregister",
    "Wait",
    // Security
    "Block",
    "Grant",
    "Protect",
    "Revoke",
    "Unblock",
    "Unprotect",
    // Other
    "Use",
  ]) as ReadonlySet<string>,
} as const;

/**
 * The cmdlet verb for first words of ids that are no approved verbs. `put` replaces data, which `Get-Verb` calls Set
 * (the published SDK used Send, which is for messages). `cancel` is Stop, because Suspend means a pause.
 */
export const VERB_OF_WORD: ReadonlyMap<string, string> = new Map([
  ["cancel", "Stop"],
  ["check", "Test"],
  ["create", "New"],
  ["delete", "Remove"],
  ["destroy", "Remove"],
  ["download", "Save"],
  ["execute", "Invoke"],
  ["fetch", "Get"],
  ["generate", "New"],
  ["list", "Get"],
  ["load", "Get"],
  ["make", "Submit"],
  ["modify", "Update"],
  ["patch", "Update"],
  ["pause", "Suspend"],
  ["peek", "Search"],
  ["post", "Submit"],
  ["put", "Set"],
  ["query", "Search"],
  ["reject", "Deny"],
  ["replace", "Set"],
  ["retrieve", "Get"],
  ["run", "Start"],
  ["synchronize", "Sync"],
  ["upload", "Send"],
  ["validate", "Confirm"],
]);

/** First words of ids that name an action without an approved verb. They stay in the name, after Invoke. */
export const ACTION_WORDS: ReadonlySet<string> = new Set([
  "accept",
  "activate",
  "archive",
  "assign",
  "associate",
  "attach",
  "calculate",
  "cleanup",
  "claim",
  "clone",
  "convert",
  "deactivate",
  "decide",
  "detach",
  "dismiss",
  "evaluate",
  "follow",
  "force",
  "fork",
  "forward",
  "ignore",
  "launch",
  "link",
  "mark",
  "migrate",
  "minimize",
  "notify",
  "override",
  "pin",
  "predict",
  "provision",
  "reassign",
  "record",
  "redeliver",
  "refresh",
  "release",
  "reload",
  "remediate",
  "rerun",
  "resend",
  "review",
  "revert",
  "rotate",
  "sign",
  "snooze",
  "star",
  "subscribe",
  "suggest",
  "transfer",
  "trigger",
  "un",
  "unarchive",
  "unassign",
  "unfollow",
  "unlink",
  "unpin",
  "unstar",
  "unsubscribe",
  "verify",
]);

/** HTTP methods, which say nothing as a noun. The noun of `searchGet` comes from the path. */
export const HTTP_METHOD_WORDS: ReadonlySet<string> = new Set([
  "get",
  "post",
  "put",
  "patch",
  "delete",
  "head",
  "options",
  "trace",
]);

/** The approved verb for the first word of an operationId. Returns undefined where there is none. */
export function verbOfWord(word: string): string | undefined {
  const lower = word.toLowerCase();
  const listed = VERB_OF_WORD.get(lower);
  if (listed !== undefined) return listed;
  const own = lower.charAt(0).toUpperCase() + lower.slice(1);
  return APPROVED_VERBS.verbs.has(own) ? own : undefined;
}

/** Whether a verb is approved for cmdlets. */
export function isApprovedVerb(verb: string): boolean {
  return APPROVED_VERBS.verbs.has(verb);
}

/** The verb for an HTTP method, for operations whose id has none. */
export function verbOfMethod(method: string): string {
  switch (method) {
    case "put":
      return "Set";
    case "patch":
      return "Update";
    case "delete":
      return "Remove";
    case "post":
      return "Invoke";
    default:
      return "Get";
  }
}
