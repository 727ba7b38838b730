import type { ApiVersion, Tag } from "../../model/model.ts";
import type { NameTable } from "../../names/table.ts";
import type { VersionIntegers } from "./integers-file.ts";

/** What the files of a tag are printed from. */
export interface TagInput {
  readonly version: ApiVersion;
  readonly tag: Tag;
  readonly names: NameTable;
  /** Operation ids by key: unique in the version. */
  readonly ids: ReadonlyMap<string, string>;
  readonly integers: VersionIntegers;
}
