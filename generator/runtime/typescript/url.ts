import { UsageError } from "./errors.js";
import type { Arguments, Operation } from "./operation.js";

/** The operation's path with its arguments; refuses arguments that would address another resource. */
export function buildPath(operation: Operation, args: Arguments): string {
  return operation.path.replace(/\{([^}]+)\}/g, (_, key: string) => {
    const value = args[key];
    // "." and ".." are refused because URL parsers resolve them, percent-encoded too.
    if (/^\.{0,2}$/.test(String(value ?? "")))
      throw new UsageError(
        `the path argument "${key}" is ${JSON.stringify(value)}`,
        { operationId: operation.id },
      );
    return (
      operation.pathStyles?.[key]?.(value) ?? encodeURIComponent(String(value))
    );
  });
}

/** The query of a call without "?"; "" when there is none. */
export function buildQuery(operation: Operation, args: Arguments): string {
  const pieces: string[] = [];
  for (const parameter of operation.query ?? []) {
    if (typeof parameter === "function") pieces.push(parameter(args));
    else {
      const [key, wire] =
        typeof parameter === "string" ? [parameter, parameter] : parameter;
      for (const value of [args[key]].flat())
        if (value !== undefined)
          pieces.push(
            encodeURIComponent(wire) + "=" + encodeURIComponent(String(value)),
          );
    }
  }
  return pieces.filter((piece) => piece).join("&");
}

/** The headers that the operation's arguments make; names in lower case. */
export function buildHeaders(
  operation: Operation,
  args: Arguments,
): Record<string, string> {
  const headers: Record<string, string> = {
    accept: operation.accept ?? "application/json",
    ...operation.constantHeaders,
  };
  for (const parameter of operation.headers ?? []) {
    const [name, value] =
      typeof parameter === "function"
        ? (parameter(args) ?? [""])
        : typeof parameter === "string"
          ? [parameter, args[parameter]]
          : [parameter[1], args[parameter[0]]];
    if (value !== undefined) headers[name.toLowerCase()] = String(value);
  }
  return headers;
}
