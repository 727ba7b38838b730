import { hash } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/** The scope in which a process number is unique: one machine (or container), until it starts again. */
export interface Machine {
  /** Eight hex digits of the hash of the machine's name and of its process number space. */
  readonly host: string;
  /** Eight hex digits of the hash of its current boot; a constant on systems that do not identify boots. */
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
    // The system is not Linux.
    return "";
  }
}

function short(text: string): string {
  return hash("sha256", text, "hex").slice(0, 8);
}
