import type { OutputFile } from "./output.ts";
import { formatChunks, type FormatParser } from "./format-pool.ts";
import { isCanonical, tidyChunk } from "./canonical.ts";

/** Formats every .ts, .json and .md file as `prettier` with default options would. */
export async function formatFiles(files: readonly OutputFile[]): Promise<OutputFile[]> {
  const jobs = files.map((file) => planFile(file));
  const chunks = jobs.flatMap((job) => job.pieces.filter((piece) => !piece.isDone));
  const formatted = await formatChunks(chunks.map(({ text, parser }) => ({ text, parser })));
  chunks.forEach((chunk, index) => (chunk.text = formatted[index] ?? chunk.text));
  return jobs.map(({ path, pieces }) => ({ path, content: joinPieces(pieces) }));
}

interface Piece {
  text: string;
  readonly isDone: boolean;
  readonly parser: FormatParser;
}

function planFile({ path, content }: OutputFile): { path: string; pieces: Piece[] } {
  if (path.endsWith(".ts")) return { path, pieces: splitStatements(content) };
  const parser: FormatParser | undefined = path.endsWith(".md") ? "markdown" : undefined;
  return {
    path,
    pieces: [
      parser === undefined ? { text: content, isDone: true, parser: "json" } : { text: content, isDone: false, parser },
    ],
  };
}

/**
 * Top-level statements are formatted one by one: prettier's work on one does not depend on its neighbours, most are
 * printed in its style already, and equal ones are formatted once. A statement starts at a line that is not indented
 * and follows an empty one, or closes a run of imports.
 */
function splitStatements(source: string): Piece[] {
  const pieces: Piece[] = [];
  for (const text of source.trim().split(/\n\n(?=[^\s*])/u)) {
    const tidy = tidyChunk(text.trim());
    pieces.push({ text: tidy, isDone: isCanonical(tidy), parser: "typescript" });
  }
  return pieces;
}

function joinPieces(pieces: readonly Piece[]): string {
  const text = pieces.map((piece) => piece.text.trimEnd()).join("\n\n");
  return `${text}\n`;
}
