import type { OutputFile } from "./output.ts";
import { formatChunks } from "./format-pool.ts";
import { tidyChunk } from "./canonical.ts";

/**
 * Formats a TypeScript file as `prettier` with its default options would. What needs prettier is under way in another
 * thread when this returns.
 */
export async function formatTypeScript(file: OutputFile): Promise<OutputFile> {
  const pieces = splitStatements(file.content);
  const chunks = pieces.filter((piece) => !piece.isDone);
  if (chunks.length > 0) {
    const formatted = await formatChunks(chunks.map(({ text }) => ({ text, parser: "typescript" })));
    chunks.forEach((chunk, index) => (chunk.text = formatted[index] ?? chunk.text));
  }
  return { path: file.path, content: joinPieces(pieces) };
}

interface Piece {
  text: string;
  readonly isDone: boolean;
}

/**
 * Top-level statements are formatted one by one: prettier's work on one does not depend on its neighbours, most are
 * printed in its style already, and equal ones are formatted once. A statement starts at a line that is not indented
 * and follows an empty one, or closes a run of imports.
 */
function splitStatements(source: string): Piece[] {
  const pieces: Piece[] = [];
  for (const text of source.trim().split(/\n\n(?=[^\s*])/u)) {
    const { text: tidied, isCertain } = tidyChunk(text.trim());
    pieces.push({ text: tidied, isDone: isCertain });
  }
  return pieces;
}

function joinPieces(pieces: readonly Piece[]): string {
  const text = pieces.map((piece) => piece.text.trimEnd()).join("\n\n");
  return `${text}\n`;
}
