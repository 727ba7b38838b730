/**
 * The table of jobs: which operations start work that goes on behind their answer, and how to ask how far it is. It is
 * data of the project, for no spec says it in a form that can be read.
 */
export interface JobTable {
  readonly polls: readonly PollRow[];
  readonly jobs: readonly JobRow[];
}

interface JobTableRow {
  /** An operation key: `POST /sp-config/export`. */
  readonly at: string;
  /** Labels of the versions it is for; absent when for all. */
  readonly versions?: readonly string[];
  /** What in the spec says so. */
  readonly reason: string;
  /** Where it stands in the table's file: `/jobs/3`. */
  readonly pointer: string;
}

/** An operation that tells how far a job is. Paths of properties go through the first item of a list. */
export interface PollRow extends JobTableRow {
  /** The parameter that takes the job's id, as `path id`; absent: there is none. */
  readonly id?: string;
  /** The property that tells how far the job is: `status`, `job.state`. */
  readonly status: string;
  /** The values that end a job well. */
  readonly done: readonly string[];
  /** The values that end it otherwise. */
  readonly failed: readonly string[];
  /** The property that says why; of a list every item is told. */
  readonly message?: string;
  /** The property that says how far it is, from 0 to 100. */
  readonly percent?: string;
}

/** An operation that starts a job. */
export interface JobRow extends JobTableRow {
  /** Key of the operation that tells how far it is. */
  readonly poll: string;
  /** What has the job's id: a property of the answer (`task.id`), or a parameter of the call (`path id`). */
  readonly id?: string;
  /** In place of the poll's, where the job ends with other values. */
  readonly done?: readonly string[];
  readonly failed?: readonly string[];
}

export const NO_JOBS: JobTable = { polls: [], jobs: [] };

/** A table with the file that it stands in. */
export interface JobFile {
  readonly table: JobTable;
  readonly path: string;
  readonly text: string;
}
