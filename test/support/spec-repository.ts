import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { temporaryFolder } from "./generated.ts";

/** Files of a commit by path; a text that begins with `-> ` is a symbolic link, undefined removes. */
export type CommitFiles = Readonly<Record<string, string | undefined>>;

/** A bare repository with a history, and its commits, the oldest first. */
export interface SpecRepository {
  /** The path of the bare repository. */
  readonly bare: string;
  readonly commits: readonly string[];
  /** Adds a commit to the branch `main`. */
  readonly commit: (subject: string, files: CommitFiles) => string;
  readonly git: (...args: readonly string[]) => string;
}

/** Makes a bare repository from commits: subject and files. */
export function makeRepository(history: readonly (readonly [subject: string, files: CommitFiles])[]): SpecRepository {
  const folder = temporaryFolder("repository");
  const work = join(folder, "work");
  const bare = join(folder, "specs.git");
  const git = (...args: readonly string[]): string =>
    execFileSync("git", ["-c", "user.name=n", "-c", "user.email=n@x.example", "-c", "commit.gpgsign=false", ...args], {
      cwd: work,
      encoding: "utf8",
      env: { ...process.env, GIT_COMMITTER_DATE: "2025-11-20T12:00:00Z", GIT_AUTHOR_DATE: "2025-11-20T12:00:00Z" },
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  mkdirSync(work);
  git("init", "-q", "-b", "main");
  execFileSync("git", ["init", "-q", "--bare", "-b", "main", bare]);
  execFileSync("git", ["-C", bare, "config", "uploadpack.allowFilter", "true"]);
  git("remote", "add", "origin", bare);
  const commit = (subject: string, files: CommitFiles): string => {
    for (const [path, text] of Object.entries(files)) {
      const full = join(work, path);
      rmSync(full, { force: true });
      if (text === undefined) continue;
      mkdirSync(dirname(full), { recursive: true });
      if (text.startsWith("-> ")) symlinkSync(text.slice(3), full);
      else writeFileSync(full, text);
    }
    git("add", "-A");
    git("commit", "-q", "--allow-empty", "-m", subject);
    git("push", "-q", "--force", "origin", "main");
    return git("rev-parse", "HEAD");
  };
  return { bare, commits: history.map(([subject, files]) => commit(subject, files)), commit, git };
}
