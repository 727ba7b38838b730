/** `Remove-Source` is Remove-BetaSource; `Remove-` (a published name without a noun) is Remove-Beta. */
export function withPrefix(cmdlet: string, prefix: string): string {
  const at = cmdlet.indexOf("-");
  return `${cmdlet.slice(0, at)}-${prefix}${cmdlet.slice(at + 1)}`;
}
