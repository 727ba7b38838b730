import { codeSpan, link, plainText } from "../../emit/markdown/escape-markdown.ts";
import { SECTIONS } from "./headings.ts";
import type { ExtraSection } from "./extra-section.ts";
import type { Entry } from "./library.ts";
import type { Writer } from "./writer.ts";

/** Describes how to wait for the job that an operation starts or polls. */
export function jobSection(writer: Writer, entry: Entry): ExtraSection | undefined {
  const { shelf, language, library } = writer;
  const { job, key } = entry.operation;
  const poll = shelf.entries.get(job?.poll ?? "");
  if (job === undefined || poll === undefined) return undefined;
  const values = (list: readonly string[]): string => list.map((value) => codeSpan(value)).join(", ");
  const name = writer.operationLink(shelf, poll);
  const status = codeSpan(job.status.join("."));
  const ends = [
    `The job is done when ${status} is ${values(job.done)}`,
    ...(job.failed.length === 0 ? [] : [`it has failed when ${status} is ${values(job.failed)}`]),
  ].join("; ");
  const parts = [
    poll.operation.key === key
      ? `The call returns the state of a job. ${ends}.`
      : `The call starts a job, which continues after the response. ${name} returns the state of the job. ${ends}.`,
    language.jobText(library, shelf, entry),
    `See ${link("how to wait for jobs", writer.href({ page: [language.id, "jobs"] }))}.`,
  ];
  return { title: plainText(SECTIONS.job), text: parts.filter((part) => part !== "").join(" ") };
}
