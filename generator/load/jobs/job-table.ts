/**
 * The table of jobs: which operations start work that continues after the response, and which operations poll it. The
 * table is data of the project, because no spec states this in a machine-readable way.
 */
export interface JobTable {
  readonly polls: readonly PollRow[];
  readonly jobs: readonly JobRow[];
}

interface JobTableRow {
  /** An operation key: `POST /sp-config/export`. */
  readonly at: string;
  /** Labels of the versions that the row is for. Absent: all versions. */
  readonly versions?: readonly string[];
  /** The evidence in the spec, as a sentence. */
  readonly reason: string;
  /** The pointer of the row in its file: `/jobs/3`. */
  readonly pointer: string;
}

/** An operation that returns the state of a job. Paths of properties continue in the first item of a list. */
export interface PollRow extends JobTableRow {
  /** The parameter with the job's id, as `path id`. Absent: the poll has no such parameter. */
  readonly id?: string;
  /** The path of the property with the job's state: `status`, `job.state`. */
  readonly status: string;
  /** The values that mean success. */
  readonly done: readonly string[];
  /** The values that mean failure. */
  readonly failed: readonly string[];
  /** The path of the property that explains the result. If it is a list, every item is shown. */
  readonly message?: string;
  /** The path of the property with the progress, from 0 to 100. */
  readonly percent?: string;
}

/** An operation that starts a job. */
export interface JobRow extends JobTableRow {
  /** Key of the operation that returns the job's state. */
  readonly poll: string;
  /** The source of the job's id: a property of the response (`task.id`), or a parameter of the call (`path id`). */
  readonly id?: string;
  /** Replace the poll's values, where this job ends with other ones. */
  readonly done?: readonly string[];
  readonly failed?: readonly string[];
}

/** The table without rows. */
export const NO_JOBS: JobTable = { polls: [], jobs: [] };

/** A table of jobs and its file. */
export interface JobFile {
  readonly table: JobTable;
  readonly path: string;
  readonly text: string;
}
