import type { Question } from "./host.ts";

/** Asks one question on the terminal: see `Ask`. */
export async function ask({ message, proposal, problemOf }: Question): Promise<string | undefined> {
  // Loaded here, because most runs ask nothing.
  const { isCancel, text } = await import("@clack/prompts");
  const answer = await text({
    message,
    initialValue: proposal,
    validate: (value) => problemOf((value ?? "").trim()),
  });
  return isCancel(answer) ? undefined : answer.trim();
}
