/**
 * Loads a module of Node. The name is not a literal so that this file needs no types of Node, and so that no
 * bundler tries to follow it; Deno and Bun have the same modules.
 */
export async function importBuiltin<Module>(name: string): Promise<Module> {
  const loaded: unknown = await import(/* @vite-ignore */ name);
  return loaded as Module;
}

/** The environment variables. */
export function readEnvironment(): Readonly<
  Record<string, string | undefined>
> {
  const { process } = globalThis as {
    process?: { env?: Record<string, string | undefined> };
  };
  return process?.env ?? {};
}
