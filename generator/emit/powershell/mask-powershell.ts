/** A script with comments and strings blanked, and the position of a comment or string without an end. */
export interface MaskedScript {
  /** As long as the script, so that positions are the same; an escaped line end becomes two spaces. */
  readonly code: string;
  readonly open?: { readonly offset: number; readonly what: string };
}

/**
 * Comments and strings, each with its end. Here-strings come first, because a string begins in the same way. A backtick
 * escapes a character.
 */
const PARTS = [
  { what: "comment", begin: "<#", whole: /<#[\s\S]*?#>/uy },
  { what: "comment", begin: "#", whole: /(?<![^\s;(){}|&,=])#[^\n]*/uy },
  { what: "here-string", begin: "@'", whole: /@'[^\S\n]*\n[\s\S]*?(?<=\n)'@/uy },
  { what: "here-string", begin: '@"', whole: /@"[^\S\n]*\n[\s\S]*?(?<=\n)"@/uy },
  { what: "string", begin: "'", whole: /'(?:[^']|'')*'/uy },
  { what: "string", begin: '"', whole: /"(?:[^"`]|`[\s\S]|"")*"/uy },
  { what: "escape", begin: "`", whole: /`[\s\S]/uy },
] as const;

/** Blanks comments and strings, so that only code remains. */
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
    // A statement continues after an escaped line end.
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
