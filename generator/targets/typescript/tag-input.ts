import type { ApiVersion, Tag } from "../../model/model.ts";
import type { NameTable } from "../../names/table.ts";
import type { VersionIntegers } from "./integers-file.ts";

/** The input for the files of a tag. */
export interface TagInput {
  readonly version: ApiVersion;
  readonly tag: Tag;
  readonly names: NameTable;
  /** The ids of the operations by operation key. They are unique in the version. */
  readonly ids: ReadonlyMap<string, string>;
  readonly integers: VersionIntegers;
}
