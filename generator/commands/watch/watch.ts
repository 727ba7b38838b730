import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { watch, type FSWatcher } from "chokidar";
import { isWithin } from "../../load/allowance.ts";
import { isInput, type WatchedInputs } from "./inputs.ts";

/** The work of a watch. */
export interface Watching {
  /** Runs once, prints its findings, and returns the inputs to watch next. `changed` is empty in the first run. */
  readonly run: (changed: readonly string[]) => Promise<{ readonly inputs: WatchedInputs; readonly out: string }>;
  /** Called with the function that ends the watch. Returns a function that unregisters it. */
  readonly onInterrupt: (end: () => void) => () => void;
  /** The clock of the files, in milliseconds since 1970. */
  readonly now: () => number;
  /** Called whenever no run is pending. */
  readonly onIdle: (files: number) => void;
}

/**
 * Milliseconds without a further change before a run starts: an editor saves several files, and git changes thousands.
 */
const QUIET = 150;

/**
 * Milliseconds between two looks at the inputs themselves. The operating system reports nothing of a change before the
 * watcher knows the file, and on some network drives it reports nothing at all.
 */
const LOOK = 2000;

/**
 * Runs once, and again whenever an input changes, until it is interrupted. A run is never cut short; changes during a
 * run, the first one included, cause one more run. The files that a run writes itself do not start another run.
 */
export async function watchInputs({ run, onInterrupt, now, onIdle }: Watching): Promise<void> {
  let inputs: WatchedInputs | undefined;
  let out = "";
  let ledger: string | undefined;
  let stamps: ReadonlyMap<string, string> = new Map();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let hasEnded = false;
  const changed = new Set<string>();

  const watcher = watch([], {
    ignoreInitial: true,
    // Folders are searched if any of their files may be an input.
    ignored: (path, status) => inputs !== undefined && isLeftAlone(path, status?.isFile(), inputs, out),
  });
  const isEcho = (path: string): boolean => path === inputs?.ledger && textOf(path) === ledger;
  const work = async (): Promise<void> => {
    while (changed.size > 0 && !hasEnded) {
      const paths = [...changed].filter((path) => !isEcho(path)).sort();
      changed.clear();
      if (paths.length > 0) await runOnce(paths);
    }
  };
  const runOnce = async (paths: readonly string[]): Promise<void> => {
    // The clock counts whole milliseconds, the times of files parts of them.
    const begin = now() + 1;
    const before = stampsOf(stamps.keys());
    ({ inputs, out } = await run(paths));
    // A file that the run read first has no earlier stamp; one that is younger than the run may have changed since then.
    stamps = new Map([...inputs.files].map((file) => [file, before.get(file) ?? stampOf(file, begin)]));
    ledger = inputs.ledger === undefined ? undefined : textOf(inputs.ledger);
    addInputs(watcher, inputs);
    if (changed.size === 0) onIdle(inputs.files.size);
  };
  const flush = (): void => {
    running ??= work().finally(() => (running = undefined));
  };
  /** Runs after a quiet moment for these inputs too. */
  const schedule = (paths: readonly string[]): void => {
    if (paths.length === 0) return;
    for (const path of paths) changed.add(path);
    clearTimeout(timer);
    timer = setTimeout(flush, QUIET);
  };
  const look = (): void => {
    if (inputs === undefined || hasEnded || running !== undefined) return;
    const found = stampsOf(stamps.keys());
    const missed = [...found].filter(([file, stamp]) => stamp !== stamps.get(file)).map(([file]) => file);
    stamps = found;
    schedule(missed);
  };
  watcher.on("all", (event, path) => {
    if (inputs === undefined || hasEnded) return;
    if (event === "addDir") {
      // An input was missing in this folder.
      const missing = [...inputs.files].filter((file) => isWithin(path, file) && existsSync(file));
      if (missing.length > 0) addInputs(watcher, inputs);
      schedule(missing);
    } else if (isInput(path, inputs, out)) schedule([path]);
  });
  const looks = setInterval(look, LOOK);
  try {
    await new Promise<void>((resolve, reject) => {
      const forget = onInterrupt(() => {
        hasEnded = true;
        clearTimeout(timer);
        forget();
        resolve();
      });
      running = runOnce([]).finally(() => (running = undefined));
      running.catch(reject);
    });
    await running;
  } finally {
    // Either would keep the process alive.
    clearInterval(looks);
    await watcher.close();
  }
}

/**
 * Watches the folders of all inputs, because a file that is replaced or created again is visible only through its
 * folder.
 */
function addInputs(watcher: FSWatcher, { files, folders }: WatchedInputs): void {
  const parents = new Set([...files].map((file) => nearestFolder(dirname(file))));
  watcher.add([...parents, ...folders, ...[...files].filter((file) => existsSync(file))]);
}

function nearestFolder(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : nearestFolder(dirname(folder));
}

/** Whether the watcher ignores a path: a file that is not an input, or a folder without inputs. */
function isLeftAlone(path: string, isFile: boolean | undefined, inputs: WatchedInputs, out: string): boolean {
  if (isInput(path, inputs, out)) return false;
  if (isFile === true) return true;
  return (
    ![...inputs.files].some((file) => isWithin(path, file)) && !inputs.folders.some((folder) => isWithin(path, folder))
  );
}

function stampsOf(files: Iterable<string>): ReadonlyMap<string, string> {
  return new Map([...files].map((file) => [file, stampOf(file)]));
}

/**
 * What tells whether a file has changed: its time and size; "" if it is missing. "changed", which no stamp equals, if
 * the file is younger than `since` (milliseconds since 1970).
 */
function stampOf(file: string, since = Infinity): string {
  try {
    const { mtimeMs, size, ino } = statSync(file);
    return mtimeMs > since ? "changed" : `${String(mtimeMs)} ${String(size)} ${String(ino)}`;
  } catch {
    return "";
  }
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
