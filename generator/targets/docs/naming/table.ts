export interface DocsOperationNames {
  readonly anchor: string;
  /** Anchors of ids that it had before. */
  readonly formerAnchors: readonly string[];
}

/** The pages' names: what `names/table.ts` has under `docs`. */
export interface DocsTagNames {
  /** As published, capital runs included. */
  readonly title: string;
  /** Of the page, unique over versions: `beta-public-identities`. */
  readonly id: string;
  readonly slug: string;
}

export interface DocsDeclarationNames {
  readonly slug: string;
  /** Slugs of the aliases. */
  readonly redirects: readonly string[];
}

export interface FormerPage {
  readonly slug: string;
  readonly tag: string;
}

declare module "../../../names/table.ts" {
  interface VersionNames {
    /** `prefix` stands before the version's titles and ids. */
    readonly docs: {
      readonly prefix: string;
      /** Pages of tags that no operation has any more: the slug, and the tag that most of their operations have now. */
      readonly formerPages: readonly FormerPage[];
    };
  }
  interface TagNames {
    readonly docs: DocsTagNames;
  }
  interface OperationNames {
    readonly docs: DocsOperationNames;
  }
  interface DeclarationNames {
    readonly docs: DocsDeclarationNames;
  }
  interface EventNames {
    readonly docs: { readonly title: string; readonly slug: string };
  }
}
