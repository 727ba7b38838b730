import { existsSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { watch, type FSWatcher } from "chokidar";
import { isWithin } from "../../load/allowance.ts";
import { isInput, type WatchedInputs } from "./inputs.ts";

/** What is watched, and what is done. */
export interface Watching {
  /** Runs once, tells what it found, and gives what to watch from then on. `changed` is empty in the first run. */
  readonly run: (changed: readonly string[]) => Promise<{ readonly inputs: WatchedInputs; readonly out: string }>;
  /** Called with the function that ends the watch; gives the one that forgets it. */
  readonly onInterrupt: (end: () => void) => () => void;
  /** Told whenever nothing is left to do. */
  readonly onIdle: (files: number) => void;
}

/** Milliseconds without a further change before a run: an editor saves several files, and git moves thousands. */
const QUIET = 150;

/**
 * Runs once, and again whenever an input changes, until it is interrupted. A run is never cut short: what changes
 * meanwhile makes one more. What a run writes itself starts none.
 */
export async function watchInputs({ run, onInterrupt, onIdle }: Watching): Promise<void> {
  let inputs: WatchedInputs | undefined;
  let out = "";
  let ledger: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let hasEnded = false;
  const changed = new Set<string>();

  const watcher = watch([], {
    ignoreInitial: true,
    // Folders are gone through where any of their files may count.
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
    ({ inputs, out } = await run(paths));
    ledger = inputs.ledger === undefined ? undefined : textOf(inputs.ledger);
    addInputs(watcher, inputs);
    if (changed.size === 0) onIdle(inputs.files.size);
  };
  const flush = (): void => {
    running ??= work().finally(() => (running = undefined));
  };
  watcher.on("all", (event, path) => {
    if (inputs === undefined || hasEnded) return;
    if (event === "addDir") {
      // A folder that an input was missing in.
      const missing = [...inputs.files].filter((file) => isWithin(path, file) && existsSync(file));
      if (missing.length === 0) return;
      addInputs(watcher, inputs);
      for (const file of missing) changed.add(file);
    } else if (isInput(path, inputs, out)) changed.add(path);
    else return;
    clearTimeout(timer);
    timer = setTimeout(flush, QUIET);
  });
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
  await watcher.close();
}

/** Watches the folders of all inputs: a file that is replaced, or that comes back, is seen by its folder. */
function addInputs(watcher: FSWatcher, { files, folders }: WatchedInputs): void {
  const parents = new Set([...files].map((file) => nearestFolder(dirname(file))));
  watcher.add([...parents, ...folders, ...[...files].filter((file) => existsSync(file))]);
}

function nearestFolder(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : nearestFolder(dirname(folder));
}

/** What the watcher does not look at: files that are no input, and folders that have none. */
function isLeftAlone(path: string, isFile: boolean | undefined, inputs: WatchedInputs, out: string): boolean {
  if (isInput(path, inputs, out)) return false;
  if (isFile === true) return true;
  return (
    ![...inputs.files].some((file) => isWithin(path, file)) && !inputs.folders.some((folder) => isWithin(path, folder))
  );
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
