import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

let collect: (() => void) | undefined;

/**
 * Collects garbage now, in this thread. V8 lets a heap grow to several times what is in use before it collects all of
 * it. A large run calls this where much was made that nobody needs any more (ADR 11). It takes about a tenth of a
 * second for 100 MiB in use, and does nothing in an engine that lets no program collect.
 */
export function collectGarbage(): void {
  collect ??= findCollector();
  collect();
}

/** The function that V8 gives to contexts that are made after the flag is set. Node has no other way to it. */
function findCollector(): () => void {
  try {
    setFlagsFromString("--expose-gc");
    return runInNewContext("gc") as () => void;
  } catch {
    return () => undefined;
  }
}
