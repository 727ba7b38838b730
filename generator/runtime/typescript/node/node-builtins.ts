/** The process of Node, which Deno and Bun have too. */
interface NodeProcess {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly getBuiltinModule?: (name: string) => unknown;
}

/**
 * Loads a module of Node. The process gives it where it can (since Node 20.16), for a bundler follows an `import`, and
 * a script that runs in a context of its own (a test of Jest) may have none. The name is not a literal so that this file
 * needs no types of Node.
 */
export async function importBuiltin<Module>(name: string): Promise<Module> {
  const { process } = globalThis as { process?: NodeProcess };
  const loaded: unknown =
    process?.getBuiltinModule?.(name) ??
    (await import(/* webpackIgnore: true */ /* @vite-ignore */ name));
  return loaded as Module;
}

/** The environment variables. */
export function readEnvironment(): Readonly<
  Record<string, string | undefined>
> {
  const { process } = globalThis as { process?: NodeProcess };
  return process?.env ?? {};
}
