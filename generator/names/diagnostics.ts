import { defineDiagnostic } from "../diagnostics/diagnostic.ts";

/** The findings of the naming stage. */
export const clashSettled = defineDiagnostic<{ what: string; wanted: string; name: string; holder: string }>({
  code: "name-clash-settled",
  message: ({ what, wanted, holder }) => `${what} would be named ${wanted}, but that name is taken (${holder})`,
  action: ({ what, name }) =>
    `it is named ${name} in the ledger; to choose another name, add an override "at: ${what}" before you commit the ledger`,
});

/** Reported in the runs after a clash was settled. The later name is locked and stays until a person changes it. */
export const clashLocked = defineDiagnostic<{ what: string; wanted: string; name: string; holder: string }>({
  code: "name-clash-locked",
  message: ({ what, wanted, holder }) => `${what} would be named ${wanted}, but that name is taken (${holder})`,
  action: ({ name }) =>
    `it keeps the name ${name} from the ledger; to change the name and keep ${name} as an alias, run "isc-sdkgen names rename"`,
});

export const clashNumbered = defineDiagnostic<{ what: string; wanted: string; holder: string; name: string }>({
  code: "name-clash",
  message: ({ what, wanted, holder }) =>
    `${what} would be named ${wanted}, but that name is taken (${holder}), and nothing but a number distinguishes the two`,
  action: ({ what, name }) =>
    `it is named ${name} in the ledger; choose a descriptive name with an override "at: ${what}"`,
});

export const clashFrozen = defineDiagnostic<{ what: string; wanted: string; holder: string; name: string }>({
  code: "name-clash-frozen",
  message: ({ what, wanted, holder }) => `${what} would be named ${wanted}, but that name is taken (${holder})`,
  action: ({ what, name }) =>
    `run without --frozen to lock the name ${name}, or add an override "at: ${what}" with another name`,
});

export const unlockedName = defineDiagnostic<{ what: string; name: string }>({
  code: "name-unlocked",
  message: ({ what, name }) => `${what} has no entry in the ledger; its name would be ${name}`,
  action: () => "run without --frozen, and commit the ledger",
});

export const deadOverride = defineDiagnostic<{ what: string; versions: string }>({
  code: "override-dead",
  message: ({ what, versions }) => `the override for ${what} matches nothing in ${versions} or in the ledger`,
  action: () => 'remove it from the overrides file, or correct its key "at"',
});

export const movedSchema = defineDiagnostic<{ from: string; to: string; name: string; evidence: string }>({
  code: "schema-moved",
  message: ({ from, to, evidence }) => `${from} is gone and ${to} is new: ${evidence}`,
  action: ({ name }) => `it keeps the name ${name}`,
});

export const movedOperation = defineDiagnostic<{ from: string; to: string; name: string; evidence: string }>({
  code: "operation-moved",
  message: ({ from, to, evidence }) => `${from} is gone and ${to} is new: ${evidence}`,
  action: ({ name }) => `it keeps the name ${name}`,
});

export const movedEvent = defineDiagnostic<{ from: string; to: string; name: string; evidence: string }>({
  code: "event-moved",
  message: ({ from, to, evidence }) => `the event ${from} is gone and ${to} is new: ${evidence}`,
  action: ({ name }) => `it keeps the name ${name}`,
});

export const longName = defineDiagnostic<{ what: string; name: string }>({
  code: "name-too-long",
  message: ({ what, name }) => `the name of ${what} would be ${name}, which has ${String(name.length)} characters`,
  action: ({ what }) =>
    `the name is in the ledger; to choose a shorter one, add an override "at: ${what}" before you commit the ledger`,
});

export const renamedTag = defineDiagnostic<{ from: string; to: string; name: string }>({
  code: "tag-renamed",
  message: ({ from, to }) => `every operation of the tag ${from} now has the tag ${to}`,
  action: ({ name }) => `the class keeps the name ${name}; its property, module and page keep their names too`,
});

export const changedTag = defineDiagnostic<{ what: string; method: string; from: string; to: string }>({
  code: "tag-changed",
  message: ({ what, from, to }) => `${what} had the tag ${from} and now has the tag ${to}`,
  action: ({ method, from, to }) =>
    `its method ${method} is now in the class of ${to}; the class of ${from} keeps it as a deprecated method, and the cmdlet does not change`,
});

export const takenAlias = defineDiagnostic<{ what: string; alias: string; holder: string; version: string }>({
  code: "alias-taken",
  message: ({ what, alias, holder }) =>
    `${alias} is a former name of ${what}, which programs may still use, but it is now the name of ${holder}`,
  action: ({ what, alias, holder, version }) =>
    `the current name wins; rename ${holder} (names rename ${version} ${JSON.stringify(holder)}), or remove ${alias} from the ledger entry of ${what}`,
});

export const doubtfulMove = defineDiagnostic<{
  from: string;
  to: string;
  name: string;
  evidence: string;
  version: string;
}>({
  code: "move-doubtful",
  message: ({ from, to, evidence }) => `${from} is gone and ${to} came: ${evidence}, which may be a coincidence`,
  action: ({ from, to, name, version }) =>
    `it got a new name; if it is the same thing, restore the name ${name}: names move ${version} ${JSON.stringify(from)} ${JSON.stringify(to)}`,
});

export const repairedFileName = defineDiagnostic<{ what: string; wanted: string; name: string }>({
  code: "file-name-mended",
  message: ({ what, wanted }) =>
    `the file of ${shortened(what)} cannot be named ${JSON.stringify(shortened(wanted))}: the name is empty, too long, reserved, taken, or lacks characters of the full name`,
  action: ({ name }) => `it is named ${name}, and the ledger locks that name`,
});

function shortened(text: string): string {
  return text.length <= 120 ? text : `${text.slice(0, 120)}...`;
}
