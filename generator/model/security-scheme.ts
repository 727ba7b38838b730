/** The credentials that an API requires. A part of the intermediate model; see `model.ts`. Types only. */

/**
 * How a caller authenticates:
 * - `apiKey`: a text in a header, a query parameter or a cookie
 * - `basic`: a user and a password
 * - `bearer`: a token; `flows` and `discovery` say how to get it
 */
export type SecurityScheme = {
  readonly name: string;
  readonly description: string;
  readonly deprecated: boolean;
} & (
  | { readonly kind: "apiKey"; readonly place: "header" | "query" | "cookie"; readonly wire: string }
  | { readonly kind: "basic" }
  | {
      readonly kind: "bearer";
      readonly flows: readonly OAuthFlow[];
      /** The URL where the service describes its flows: OpenID Connect, or the metadata of RFC 8414. */
      readonly discovery?: string;
    }
);

/** A way to get a token (RFC 6749, RFC 8628). */
export interface OAuthFlow {
  readonly flow: "implicit" | "password" | "clientCredentials" | "authorizationCode" | "deviceAuthorization";
  readonly authorizationUrl?: string;
  readonly tokenUrl?: string;
  readonly refreshUrl?: string;
  readonly scopes: readonly { readonly name: string; readonly description: string }[];
}

/** Schemes that a call needs together. */
export interface SecurityAlternative {
  readonly schemes: readonly { readonly scheme: string; readonly scopes: readonly string[] }[];
}
