/** A script whose comments and texts are blank, and the place where one of them has no end. */
export interface MaskedScript {
  /** As long as the script, so that places are the same; an escaped line end is two blanks. */
  readonly code: string;
  readonly open?: { readonly offset: number; readonly what: string };
}

/** Comments and texts, each with its end: here-texts first, for a text begins as they do. A backtick escapes a sign. */
const PARTS = [
  { what: "comment", begin: "<#", whole: /<#[\s\S]*?#>/uy },
  { what: "comment", begin: "#", whole: /(?<![^\s;(){}|&,=])#[^\n]*/uy },
  { what: "here-string", begin: "@'", whole: /@'[^\S\n]*\n[\s\S]*?(?<=\n)'@/uy },
  { what: "here-string", begin: '@"', whole: /@"[^\S\n]*\n[\s\S]*?(?<=\n)"@/uy },
  { what: "string", begin: "'", whole: /'(?:[^']|'')*'/uy },
  { what: "string", begin: '"', whole: /"(?:[^"`]|`[\s\S]|"")*"/uy },
  { what: "escape", begin: "`", whole: /`[\s\S]/uy },
] as const;

/** Blanks comments and texts out, so that what is left is code. */
export function maskPowerShell(script: string): MaskedScript {
  let code = "";
  for (let at = 0; at < script.length;) {
    const part = PARTS.find(
      ({ begin, whole }) => script.startsWith(begin, at) && (begin !== "#" || matchAt(whole, script, at)),
    );
    if (part === undefined) {
      code += script.charAt(at);
      at += 1;
      continue;
    }
    const found = matchAt(part.whole, script, at);
    if (found === undefined) return { code: code + blank(script.slice(at)), open: { offset: at, what: part.what } };
    // An escaped line end goes on with the statement.
    code += part.what === "escape" ? "  " : blank(found);
    at += found.length;
  }
  return { code };
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function blank(text: string): string {
  return text.replaceAll(/[^\n]/gu, " ");
}
