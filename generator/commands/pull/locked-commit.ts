import type { Config } from "../../config/config.ts";
import { normaliseOwnPath } from "../../config/own-paths.ts";
import { guardFolder } from "../../files/guard.ts";
import { parseLock } from "./specs-lock.ts";

/** The commit of the project's specs; undefined without a lock, or with an invalid lock, which `pull` replaces. */
export function lockedCommit({ base, pull }: Config): string | undefined {
  try {
    const text = guardFolder(base).read(normaliseOwnPath(pull.lock))?.toString("utf8");
    const parsed = text === undefined ? undefined : parseLock(text);
    return parsed !== undefined && "lock" in parsed ? parsed.lock.commit : undefined;
  } catch {
    return undefined;
  }
}
