import type { ApiModel, Deprecation, Operation } from "../model/model.ts";
import { slugOf } from "../model/slug.ts";
import type { ModelPass } from "./pass.ts";

/** A link into the vendor's API reference. The groups are the version and the slug (the kebab-case operationId). */
const DOC_LINK = /https?:\/\/developer\.sailpoint\.com\/(?:docs\/api|idn\/api)\/([a-z0-9.-]+)\/([a-z0-9-]+)\/?/iu;

/**
 * Sets the replacement of each deprecated operation: the operation that its text links to, or the same endpoint in a
 * later version. A link to an unknown operation is kept as a link.
 */
export const deprecation: ModelPass = {
  id: "deprecation",
  title: "Deprecated operations name their replacement.",
  runAll: (model) => {
    const slugs = slugIndex(model);
    return {
      value: {
        versions: model.versions.map((version) => ({
          ...version,
          operations: version.operations.map((operation) =>
            operation.deprecation === undefined
              ? operation
              : {
                  ...operation,
                  deprecation: resolve(operation.deprecation, { model, slugs, version: version.label, operation }),
                },
          ),
        })),
      },
      diagnostics: [],
    };
  },
};

function slugIndex(model: ApiModel): ReadonlyMap<string, string> {
  const slugs = new Map<string, string>();
  for (const version of model.versions) {
    for (const operation of version.operations)
      slugs.set(`${version.label} ${slugOf(operation.wireId)}`, operation.key);
  }
  return slugs;
}

function resolve(
  deprecated: Deprecation,
  at: { model: ApiModel; slugs: ReadonlyMap<string, string>; version: string; operation: Operation },
): Deprecation {
  const text = deprecated.text || at.operation.description;
  const match = DOC_LINK.exec(text);
  const [link, linkVersion = "", slug = ""] = match ?? [];
  if (link !== undefined) {
    // The link may name a version that is not part of this run. The same slug in another version then is the
    // replacement.
    const candidates = [linkVersion, ...at.model.versions.map((version) => version.label).reverse()].filter(
      (version) => version !== at.version,
    );
    for (const version of candidates) {
      const key = at.slugs.get(`${version} ${slug}`);
      if (key !== undefined) return { ...deprecated, replacement: { version, key } };
    }
    return { ...deprecated, link };
  }
  // Without a link, the replacement is the same endpoint in a later version, unless it is deprecated there too.
  for (const version of at.model.versions) {
    const same =
      version.label > at.version
        ? version.operations.find(
            (operation) => operation.key === at.operation.key && operation.deprecation === undefined,
          )
        : undefined;
    if (same !== undefined) return { ...deprecated, replacement: { version: version.label, key: same.key } };
  }
  return deprecated;
}
