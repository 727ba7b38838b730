import type { CatalogEntry } from "./entry.ts";

/** Codes of pulling specs from a repository. */
export const PULL = {
  "pull-source": {
    severity: "error",
    title: "Specs come from a repository on https, ssh or the disk",
    why: "Git treats an argument that begins with a hyphen as an option, and some of its transports run programs.",
    example: "`pull.source` is `ext::sh -c evil`, or `pull.ref` is `--upload-pack=evil`.",
    advice:
      "Set `pull.source` to an https or ssh URL without a password, or to a path. Set `pull.ref` to a branch, a tag or a hash.",
  },
  "failed-pull": {
    severity: "error",
    title: "Git can read the repository",
    why: "Without the new commit there is nothing to compare and nothing to update.",
    example: "The repository does not exist, you have no access to it, or it does not have the branch.",
    advice: "Read the message of git, and try `git ls-remote` with the same URL.",
  },
  "pull-content": {
    severity: "error",
    title: "The repository contains the roots of the configuration as regular files",
    why: "Specs that are missing, or that are only pointers to another store, cannot be read.",
    example: "No folder of the commit has all roots, two folders have them, or a file is a Git LFS pointer.",
    advice: "Name the folder with `pull.folder` or `--folder`, or correct the roots of the configuration.",
  },
  "pull-left-out": {
    severity: "warning",
    title: "The specs of a repository are regular files",
    why: "A symbolic link may point anywhere, and a submodule is another repository, so both are omitted.",
    example: "`schemas/Role.yaml` of the commit is a symbolic link.",
    advice: "In the repository, replace the link with the file, or refer to the file itself.",
  },
  "broken-lock": {
    severity: "error",
    title: "The lock file of the specs can be read",
    why: "The lock file states the commit that the specs come from. `pull` compares it with the new commit.",
    example: "A merge left conflict marks in `specs.lock.json`.",
    advice: "Restore the file from version control, or delete it. The next `isc-sdkgen pull` creates it again.",
  },
} as const satisfies Record<string, CatalogEntry>;
