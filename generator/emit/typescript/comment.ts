/** A JSDoc block. A text that starts with a newline gets lines of its own, as in ts-morph. */
export function commentBlock(text: string, indent: string): string {
  if (!text.startsWith("\n")) return `${indent}/** ${text} */`;
  const lines = text
    .slice(1)
    .split("\n")
    .map((line) => (line === "" ? `${indent} *` : `${indent} * ${line}`));
  return `${indent}/**\n${lines.join("\n")}\n${indent} */`;
}
