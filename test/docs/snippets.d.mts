export interface Snippet {
  readonly page: string;
  readonly index: number;
  readonly code: string;
}

export function readSnippets(docs: string, language: string): readonly Snippet[];
