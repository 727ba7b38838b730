export interface Query {
  readonly kind: string;
  readonly query: string;
  readonly pages: readonly string[];
}
export function answers(address: string, pages: readonly string[]): boolean;
