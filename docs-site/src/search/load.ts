import type { SearchEngine } from "./engine";
import type { DetailsPart, NamesPart, SearchRoom } from "./record";

export interface LoadedSearch {
  readonly engine: SearchEngine;
}

interface LoadOptions {
  readonly baseUrl: string;
  readonly rooms: readonly SearchRoom[];
  /** Is called after each part, for a question may have better answers then. */
  readonly onPart: (engine: SearchEngine) => void;
}

let loading: Promise<SearchEngine> | undefined;
const listeners = new Set<(engine: SearchEngine) => void>();

/** Loads the engine and the index's parts once: first the names of all rooms, then their details. */
export function loadSearch({ baseUrl, rooms, onPart }: LoadOptions): () => void {
  listeners.add(onPart);
  loading ??= load(baseUrl, rooms);
  loading.then(onPart, () => {
    // Without its index the search finds nothing; the next opening tries again.
    loading = undefined;
  });
  return () => {
    listeners.delete(onPart);
  };
}

async function load(baseUrl: string, rooms: readonly SearchRoom[]): Promise<SearchEngine> {
  const { createEngine } = await import("./engine");
  const engine = createEngine(rooms);
  const part = async <Part>(name: string): Promise<Part> => {
    const answer = await fetch(`${baseUrl}search/${name}.json`);
    if (!answer.ok) throw new Error(`${name}: status ${String(answer.status)}`);
    return (await answer.json()) as Part;
  };
  const names = await Promise.all(rooms.map(({ id }) => part<NamesPart>(`${id}.names`)));
  for (const loaded of names) engine.addNames(loaded);
  void addDetails();
  return engine;

  async function addDetails(): Promise<void> {
    for (const { id } of rooms) {
      engine.addDetails(await part<DetailsPart>(`${id}.details`));
      for (const listener of listeners) listener(engine);
    }
  }
}
