/** The anchors of an operation on the page of its tag. */
export interface DocsOperationNames {
  readonly anchor: string;
  /** The anchors of the operation's former ids. */
  readonly formerAnchors: readonly string[];
}

/** The names of the pages: the `docs` part of `names/table.ts`. */
export interface DocsTagNames {
  /** The published title, including runs of capital letters. */
  readonly title: string;
  /** The id of the page, unique across versions: `beta-public-identities`. */
  readonly id: string;
  readonly slug: string;
}

/** The slug of a model's page, and the slugs that redirect to it. */
export interface DocsDeclarationNames {
  readonly slug: string;
  /** The slugs of the model's aliases. */
  readonly redirects: readonly string[];
}

/** The page of a tag that has no operations any more. It redirects to the page of another tag. */
export interface FormerPage {
  readonly slug: string;
  /** The wire name of the tag that most of its operations have now. */
  readonly tag: string;
}

declare module "../../../names/table.ts" {
  interface VersionNames {
    /** `prefix` is the version's prefix in titles and ids. */
    readonly docs: {
      readonly prefix: string;
      /** The pages of tags without operations: the slug, and the tag that most of their operations have now. */
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
