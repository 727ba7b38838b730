import { omittedOperation } from "./diagnostics.ts";
import { report, type BuildState } from "./state.ts";
import type { Origin } from "../model.ts";

/** Leaves a node out of the model: adds it to the omissions once and reports it. */
export function omit(state: BuildState, left: { readonly what: string; readonly reason: string }, at: Origin): void {
  const { file, pointer } = at;
  const isKnown = state.omissions.some(({ origin }) => origin.file === file && origin.pointer === pointer);
  if (!isKnown) state.omissions.push({ ...left, origin: { file, pointer } });
  report(state, omittedOperation, left, at);
}
