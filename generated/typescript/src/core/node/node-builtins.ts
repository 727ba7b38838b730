/** The object `process` of Node, which Deno and Bun have too. */
interface NodeProcess {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly getBuiltinModule?: (name: string) => unknown;
}

/**
 * Imports a module whose name is not a literal, so that no bundler includes it and the compiler needs no types for it.
 */
export async function importModule<Module>(name: string): Promise<Module> {
  const loaded: unknown = await import(
    /* webpackIgnore: true */ /* @vite-ignore */ name
  );
  return loaded as Module;
}

/**
 * Loads a module of Node. `process.getBuiltinModule` (Node 20.16) is used if it exists, because a bundler follows an
 * `import`, and a script in a context of its own (a Jest test) may not have `import`.
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
