/** Does what may fail without harm: what is left over is the next run's to clear away, and no failure of this one. */
export function quietly(action: () => void): void {
  try {
    action();
  } catch {
    // See above.
  }
}
