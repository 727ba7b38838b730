import { hash } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/** Where a process number means something: on one machine (or in one container), and only until it starts again. */
export interface Machine {
  /** Eight hex digits of the machine's name and of the space of its process numbers. */
  readonly host: string;
  /** Eight hex digits of its present start; always the same where the system does not number them. */
  readonly boot: string;
}

/** The machine that this process runs on. */
export function thisMachine(): Machine {
  const space = read(() => readlinkSync("/proc/self/ns/pid"));
  const boot = read(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8"));
  return { host: short(`${hostname()}\n${space}`), boot: short(boot) };
}

function read(look: () => string): string {
  try {
    return look();
  } catch {
    // Another system than Linux.
    return "";
  }
}

function short(text: string): string {
  return hash("sha256", text, "hex").slice(0, 8);
}
