import { defineDiagnostic } from "../diagnostics/diagnostic.ts";

/** The findings of the naming stage. */
export const clashSettled = defineDiagnostic<{ what: string; wanted: string; name: string; holder: string }>({
  code: "name-clash-settled",
  message: ({ what, wanted, holder }) => `${what} would be called ${wanted}, which is ${holder}`,
  action: ({ what, name }) =>
    `the ledger gains "${what}" as ${name}; to choose another name, add an override "at: ${what}" before it is committed`,
});

/** Reported in the runs after a clash was settled. The later name is locked and stays until a person changes it. */
export const clashLocked = defineDiagnostic<{ what: string; wanted: string; name: string; holder: string }>({
  code: "name-clash-locked",
  message: ({ what, wanted, holder }) => `${what} would be called ${wanted}, which is ${holder}`,
  action: ({ what, name }) =>
    `it keeps ${name}, the ledger's name; "isc-sdkgen names rename" gives "${what}" another one, with an alias`,
});

export const clashNumbered = defineDiagnostic<{ what: string; wanted: string; holder: string; name: string }>({
  code: "name-clash",
  message: ({ what, wanted, holder }) =>
    `${what} and ${holder} both want the name ${wanted}, and their own names do not tell them apart`,
  action: ({ what, name }) =>
    `the ledger gains "${what}" as ${name}; give it a name that says what it is, with an override "at: ${what}"`,
});

export const clashFrozen = defineDiagnostic<{ what: string; wanted: string; holder: string; name: string }>({
  code: "name-clash-frozen",
  message: ({ what, wanted, holder }) => `${what} would be called ${wanted}, which is ${holder}`,
  action: ({ what, name }) =>
    `run without --frozen to lock ${name}, or add an override "at: ${what}" with another name`,
});

export const unlockedName = defineDiagnostic<{ what: string; name: string }>({
  code: "name-unlocked",
  message: ({ what, name }) => `${what} has no entry in the ledger; its name would be ${name}`,
  action: () => "run without --frozen and commit the ledger",
});

export const deadOverride = defineDiagnostic<{ what: string; versions: string }>({
  code: "override-dead",
  message: ({ what, versions }) => `the override for ${what} fits nothing in ${versions}, and the ledger never held it`,
  action: () => "remove it from the overrides file, or correct its place",
});

export const movedSchema = defineDiagnostic<{ from: string; to: string; name: string; evidence: string }>({
  code: "schema-moved",
  message: ({ from, to, evidence }) => `${from} is gone and ${to} came: ${evidence}`,
  action: ({ name }) => `it keeps the name ${name}`,
});

export const movedOperation = defineDiagnostic<{ from: string; to: string; name: string; evidence: string }>({
  code: "operation-moved",
  message: ({ from, to, evidence }) => `${from} is gone and ${to} came: ${evidence}`,
  action: ({ name }) => `it keeps the name ${name}`,
});

export const movedEvent = defineDiagnostic<{ from: string; to: string; name: string; evidence: string }>({
  code: "event-moved",
  message: ({ from, to, evidence }) => `the event ${from} is gone and ${to} came: ${evidence}`,
  action: ({ name }) => `it keeps the name ${name}`,
});

export const longName = defineDiagnostic<{ what: string; name: string }>({
  code: "name-too-long",
  message: ({ what, name }) => `${what} would be called ${name}, which has ${String(name.length)} letters`,
  action: ({ what }) =>
    `the ledger gains it; to choose a shorter one, add an override "at: ${what}" before it is committed`,
});

export const renamedTag = defineDiagnostic<{ from: string; to: string; name: string }>({
  code: "tag-renamed",
  message: ({ from, to }) => `every operation of the tag ${from} has the tag ${to} now`,
  action: ({ name }) => `the class stays ${name}, and so do its property, its module and its page`,
});

export const changedTag = defineDiagnostic<{ what: string; method: string; from: string; to: string }>({
  code: "tag-changed",
  message: ({ what, from, to }) => `${what} had the tag ${from} and has ${to}`,
  action: ({ method, from, to }) =>
    `its method ${method} is in the class of ${to}; the call of ${from} stays as a deprecated method, and the cmdlet stays as it is`,
});

export const takenAlias = defineDiagnostic<{ what: string; alias: string; holder: string; version: string }>({
  code: "alias-taken",
  message: ({ what, alias, holder }) => `${what} is still called ${alias} by programs, and ${holder} has that name now`,
  action: ({ what, alias, holder, version }) =>
    `the live name wins; give ${holder} another one (names rename ${version} ${JSON.stringify(holder)}), or take ${alias} out of the ledger's entry of ${what}`,
});

export const doubtfulMove = defineDiagnostic<{
  from: string;
  to: string;
  name: string;
  evidence: string;
  version: string;
}>({
  code: "move-doubtful",
  message: ({ from, to, evidence }) => `${from} is gone and ${to} came: ${evidence}, which may be chance`,
  action: ({ from, to, name, version }) =>
    `it got a name of its own; if it is the same thing, give it ${name} back: names move ${version} ${JSON.stringify(from)} ${JSON.stringify(to)}`,
});

export const mendedFileName = defineDiagnostic<{ what: string; wanted: string; name: string }>({
  code: "file-name-mended",
  message: ({ what, wanted }) =>
    `${shortened(what)} cannot be called ${JSON.stringify(shortened(wanted))}: it is empty, too long, reserved, taken, or lacks letters of the whole name`,
  action: ({ name }) => `it is ${name}, and a ledger keeps that`,
});

function shortened(text: string): string {
  return text.length <= 120 ? text : `${text.slice(0, 120)}...`;
}
