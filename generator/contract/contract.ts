import type { ApiModel } from "../model/model.ts";
import type { RetryPolicy } from "../model/retry-policy.ts";
import type { PageIndex, Publication } from "./publication.ts";
import type { Surface } from "./surface-format.ts";

/**
 * The public API of a run: the model, and the publication of each target. Docs, `surface.json` and other tools read the
 * contract and never the internals of a target.
 */
export interface Contract {
  readonly model: ApiModel;
  /** In the order of the targets. */
  readonly publications: readonly Publication[];
  readonly pages: PageIndex;
  /** The rules by which the SDKs send a request again. */
  readonly retry: RetryPolicy;
  /** The whole contract without descriptions. */
  readonly surface: Surface;
}

/** The publication of a target. Throws an exception if there is none: that is a bug of the pipeline. */
export function publicationOf(contract: Pick<Contract, "publications">, target: string): Publication {
  const found = contract.publications.find((publication) => publication.target === target);
  if (found === undefined) throw new Error(`the target ${target} published nothing`);
  return found;
}

/** The name of the error for a status code in a target. */
export function errorNameOf({ errors }: Publication, status: string): string {
  const found = errors.find(
    (entry) =>
      entry.status === status ||
      entry.status === "default" ||
      (entry.status.endsWith("XX") && entry.status.charAt(0) === status.charAt(0)),
  );
  return (found?.name ?? "").replace("{status}", /^\d{3}$/u.test(status) ? status : "…");
}
