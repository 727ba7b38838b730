import { ts, type Project } from "ts-morph";
import { openProject, type CodeInput } from "./project.ts";

/** A place of the moved program that the compiler refuses, and did not refuse before the move. */
export interface CompileError {
  /** The path of the file, as in the sources. */
  readonly path: string;
  /** The position in the moved text. */
  readonly position: number;
  /** The compiler's code of the error. */
  readonly code: number;
  /** The compiler's first sentence, without a full stop. */
  readonly message: string;
}

/** The options of the program that decide what compiles. Others, such as those of the output, have no part in it. */
const DECISIVE = [
  "alwaysStrict",
  "exactOptionalPropertyTypes",
  "lib",
  "noImplicitAny",
  "noImplicitOverride",
  "noImplicitReturns",
  "noImplicitThis",
  "noPropertyAccessFromIndexSignature",
  "noUncheckedIndexedAccess",
  "noUnusedLocals",
  "noUnusedParameters",
  "strict",
  "strictBindCallApply",
  "strictFunctionTypes",
  "strictNullChecks",
  "strictPropertyInitialization",
  "types",
  "useUnknownInCatchVariables",
] as const satisfies readonly (keyof ts.CompilerOptions)[];

/**
 * The errors that tell a wrong name or a wrong number of arguments. Only these are looked at in JavaScript, whose
 * authors did not write for the compiler.
 */
const TOLD_IN_JAVASCRIPT: ReadonlySet<number> = new Set([2305, 2339, 2353, 2551, 2554, 2561, 2724]);

/** A file that changes, as the check needs it. */
interface Changed {
  readonly text: string;
  /** The line in the original text of a position in the moved text. */
  readonly lineBefore: (position: number) => number;
}

/**
 * Compiles a program before and after the move, and returns the errors that only the moved program has: they show what
 * the move does not know of. Returns an empty list if the declarations of the new package are not there. `changed`: the
 * files that change, by path.
 */
export function checkMoved(input: CodeInput, changed: ReadonlyMap<string, Changed>): readonly CompileError[] {
  if (input.sdk === undefined || changed.size === 0) return [];
  const { options = {} } = input;
  const own = Object.fromEntries(
    DECISIVE.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]]])),
  ) as ts.CompilerOptions;
  const hasOwn = Object.keys(options).length > 0;
  const project = openProject(input, { ...(hasOwn ? {} : { strict: true }), checkJs: true, ...own });
  for (const [path, text] of input.sources) project.createSourceFile(path, text, { overwrite: true });
  const paths = [...input.sources.keys()];
  // The names of types in a message change with the move, and then the line and the code tell an error of before.
  const keysOf = ({ path, position, code, message }: CompileError, lineOf: (position: number) => number) =>
    [`${path} ${message}`, `${path} ${String(lineOf(position))} ${String(code)}`] as const;
  const before = new Set(
    paths.flatMap((path) => {
      const lineOf = linesOf(input.sources.get(path) ?? "");
      return errorsOf(project, path).flatMap((error) => keysOf(error, lineOf));
    }),
  );
  for (const [path, { text }] of changed) project.createSourceFile(path, text, { overwrite: true });
  return paths.flatMap((path) => {
    const lineOf = changed.get(path)?.lineBefore ?? linesOf(input.sources.get(path) ?? "");
    return errorsOf(project, path).filter((error) => !keysOf(error, lineOf).some((key) => before.has(key)));
  });
}

/** A function that returns the line of a position, counted from 1. */
export function linesOf(text: string): (position: number) => number {
  const starts = [...text.matchAll(/\r?\n/gu)].map(({ index, 0: end }) => index + end.length);
  return (position) => 1 + starts.filter((start) => start <= position).length;
}

function errorsOf(project: Project, path: string): readonly CompileError[] {
  const program = project.getProgram().compilerObject;
  const source = program.getSourceFile(path);
  if (source === undefined) return [];
  const isJavaScript = /\.[cm]?jsx?$/u.test(path);
  return program.getSemanticDiagnostics(source).flatMap(({ code, start, messageText }): readonly CompileError[] => {
    if (start === undefined || (isJavaScript && !TOLD_IN_JAVASCRIPT.has(code))) return [];
    const [first = ""] = ts.flattenDiagnosticMessageText(messageText, "\n").split("\n");
    return [{ path, position: start, code, message: first.replace(/\.$/u, "") }];
  });
}
