/** The process of Node, which Deno and Bun have too. */
interface NodeProcess {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly getBuiltinModule?: (name: string) => unknown;
}

/** Loads a module whose name is not a literal: no bundler follows it, and this file needs no types of it. */
export async function importModule<Module>(name: string): Promise<Module> {
  const loaded: unknown = await import(
    /* webpackIgnore: true */ /* @vite-ignore */ name
  );
  return loaded as Module;
}

/**
 * Loads a module of Node. The process gives it where it can (since Node 20.16), for a bundler follows an `import`, and
 * a script that runs in a context of its own (a test of Jest) may have none.
 */
export async function importBuiltin<Module>(name: string): Promise<Module> {
  const { process } = globalThis as { process?: NodeProcess };
  const given = process?.getBuiltinModule?.(name) as Module | undefined;
  return given ?? importModule(name);
}

/** The environment variables. */
export function readEnvironment(): Readonly<
  Record<string, string | undefined>
> {
  const { process } = globalThis as { process?: NodeProcess };
  return process?.env ?? {};
}
