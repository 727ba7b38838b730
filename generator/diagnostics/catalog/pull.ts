import type { CatalogEntry } from "./entry.ts";

/** Codes of pulling specs from a repository. */
export const PULL = {
  "pull-source": {
    severity: "error",
    title: "Specs come from a repository over https, ssh or from the disk",
    why: "Git takes what begins with a hyphen for an option, and some of its transports run programs.",
    example: "`pull.source` is `ext::sh -c evil`, or `pull.ref` is `--upload-pack=evil`.",
    advice: "Name the repository by an https or ssh address or a path, without a password, and a branch, tag or hash.",
  },
  "failed-pull": {
    severity: "error",
    title: "Git can read the repository",
    why: "Without the new commit there is nothing to compare or to put in place.",
    example: "The repository does not exist, nobody may read it, or it has no such branch.",
    advice: "Read what git says, and try `git ls-remote` with the same address.",
  },
  "pull-content": {
    severity: "error",
    title: "The repository holds the roots of the configuration as plain files",
    why: "Specs that are not there, or that are only pointers to another store, cannot be read.",
    example: "No folder of the commit has all roots, or two have; a file is a pointer of Git LFS.",
    advice: "Name the folder with `pull.folder` or `--folder`, or correct the roots of the configuration.",
  },
  "pull-left-out": {
    severity: "warning",
    title: "The specs of a repository are regular files",
    why: "A symbolic link may lead anywhere, and a submodule is another repository.",
    example: "`schemas/Role.yaml` of the commit is a symbolic link.",
    advice: "Replace the link by the file in the repository, or refer to the file itself.",
  },
  "broken-lock": {
    severity: "error",
    title: "The lock of the specs can be read",
    why: "It says which commit the specs are from, so that a run can tell what is new.",
    example: "A merge left conflict marks in `specs.lock.json`.",
    advice: "Restore the file from version control, or delete it: the next `isc-sdkgen pull` writes it anew.",
  },
} as const satisfies Record<string, CatalogEntry>;
