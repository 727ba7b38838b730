/**
 * Runs an action and ignores its failure. Only for actions whose failure does no harm: the next run removes what is
 * left.
 */
export function quietly(action: () => void): void {
  try {
    action();
  } catch {
    // See the docstring.
  }
}
