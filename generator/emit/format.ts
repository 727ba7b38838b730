import type { OutputFile } from "./output.ts";
import { formatChunks, type FormatParser } from "./format-pool.ts";
import { tidyChunk } from "./canonical.ts";

/** Formats every .ts, .json and .md file as `prettier` with default options would. */
export function formatFiles(files: readonly OutputFile[]): Promise<OutputFile[]> {
  return Promise.all(files.map(formatFile));
}

/** Formats one file; what needs prettier is under way in another thread when this returns. */
export async function formatFile(file: OutputFile): Promise<OutputFile> {
  const pieces = piecesOf(file);
  const chunks = pieces.filter((piece) => !piece.isDone);
  if (chunks.length > 0) {
    const formatted = await formatChunks(chunks.map(({ text, parser }) => ({ text, parser })));
    chunks.forEach((chunk, index) => (chunk.text = formatted[index] ?? chunk.text));
  }
  return { path: file.path, content: joinPieces(pieces) };
}

interface Piece {
  text: string;
  readonly isDone: boolean;
  readonly parser: FormatParser;
}

function piecesOf({ path, content }: OutputFile): Piece[] {
  if (path.endsWith(".ts")) return splitStatements(content);
  return path.endsWith(".md")
    ? [{ text: content, isDone: false, parser: "markdown" }]
    : [{ text: content, isDone: true, parser: "json" }];
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
    pieces.push({ text: tidied, isDone: isCertain, parser: "typescript" });
  }
  return pieces;
}

function joinPieces(pieces: readonly Piece[]): string {
  const text = pieces.map((piece) => piece.text.trimEnd()).join("\n\n");
  return `${text}\n`;
}
