import { INT64_TYPES, LINT_LEVELS } from "./config.ts";

/** JSON Schema of `isc-sdkgen.config.json`; docs/configuration.md explains each key. */
const text = { type: "string", minLength: 1, maxLength: 4096 } as const;
/** One line of prose, without line breaks, invisible characters, and characters that change the reading direction. */
const line = {
  type: "string",
  maxLength: 1000,
  pattern:
    "^(?:[^\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\\p{Default_Ignorable_Code_Point}]|[\\u200c\\u200d\\ufe0e\\ufe0f])*$",
  description: "one line without invisible characters",
} as const;
/** The path of a URL, with only characters that cannot end any place where a URL is printed. */
const URL_PATH = "(?:/(?:[A-Za-z0-9._~!$&+,;=:@-]|%[0-9A-Fa-f]{2})*)*";
const URL_QUERY = "(?:\\?[A-Za-z0-9._~!$&+,;=:@/?%-]*)?(?:#[A-Za-z0-9._~!$&+,;=:@/?%-]*)?";
const HOST = "[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?(?::[0-9]{1,5})?";
const webAddress = {
  type: "string",
  maxLength: 2000,
  pattern: `^https?://${HOST}${URL_PATH}${URL_QUERY}$`,
  description: "an http(s) URL without user and password",
} as const;
/** A base address without a query, because paths are appended to it. */
const baseAddress = {
  type: "string",
  maxLength: 2000,
  pattern: `^https?://${HOST}${URL_PATH}$`,
  description: "an http(s) URL without user, password, query and fragment",
} as const;
const repository = {
  type: "string",
  maxLength: 2000,
  pattern: `^(?:(?:git\\+)?https?://${HOST}${URL_PATH}${URL_QUERY}|(?:git\\+)?ssh://(?:git@)?${HOST}${URL_PATH}|git://${HOST}${URL_PATH}|git@${HOST}:[A-Za-z0-9._/-]+|(?:github|gitlab|bitbucket|gist):[A-Za-z0-9._/-]+)$`,
  description: "the URL of a repository (https, ssh, git, or github:owner/name) without a password",
} as const;
const semanticVersion = {
  type: "string",
  maxLength: 100,
  pattern: "^[0-9]+\\.[0-9]+\\.[0-9]+(?:-[0-9A-Za-z.-]+)?(?:\\+[0-9A-Za-z.-]+)?$",
  description: "a semantic version (1.2.3, 1.2.3-beta.1)",
} as const;
const license = {
  type: "string",
  maxLength: 200,
  pattern: "^[A-Za-z0-9(][A-Za-z0-9 .+()/_-]*$",
  description: "an SPDX license expression, or SEE LICENSE IN and a file",
} as const;
const sitePath = {
  type: "string",
  maxLength: 500,
  pattern: "^/?[A-Za-z0-9_~-][A-Za-z0-9._~-]*(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*$",
  description: "a path of a site: letters, digits and -._~ between slashes, without a slash at the end",
} as const;
/** A label is used in the names of folders, modules and a client. */
const label = {
  pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$",
  description: "a label: a letter or digit, then letters, digits and ._- (v1, 2024-06)",
} as const;
const guid = { type: "string", pattern: "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" } as const;
/** A path that the run writes, inside the configuration's folder; see {@link problemOfOwnPath}. */
const ownPath = { type: "string", minLength: 1, maxLength: 1000 } as const;

export const CONFIG_SCHEMA = {
  type: "object",
  additionalProperties: false,
  properties: {
    $schema: text,
    specs: {
      type: "object",
      propertyNames: label,
      additionalProperties: {
        type: "object",
        additionalProperties: false,
        required: ["roots"],
        properties: {
          roots: { type: "array", items: text, minItems: 1 },
          top: text,
          partial: { type: "boolean" },
          overlays: { type: "array", items: text, maxItems: 100 },
          label: { type: "string", ...label },
        },
      },
    },
    references: {
      type: "object",
      additionalProperties: false,
      properties: { allow: { type: "array", items: text } },
    },
    overlays: { type: "array", items: text, maxItems: 100 },
    pull: {
      type: "object",
      additionalProperties: false,
      properties: { source: text, ref: text, folder: text, to: ownPath, lock: ownPath },
    },
    out: ownPath,
    names: ownPath,
    overrides: ownPath,
    jobs: ownPath,
    typescript: {
      type: "object",
      additionalProperties: false,
      properties: {
        // The README contains `npm install NAME`. A hyphen at the beginning would make the name an option, and a dot or
        // a tilde would make it a folder.
        name: {
          type: "string",
          maxLength: 214,
          pattern: "^(?:@[a-z0-9][a-z0-9._-]*/)?[a-z0-9][a-z0-9._-]*$",
          description: "the name of an npm package: lower-case letters, digits and -._",
        },
        version: semanticVersion,
        license,
        description: line,
        changelog: ownPath,
        repository,
        int64: { type: "string", enum: [...INT64_TYPES] },
      },
    },
    powershell: {
      type: "object",
      additionalProperties: false,
      properties: {
        // The name is also the name of a folder and a file, so it has no dot at the end and is not a Windows device.
        name: {
          type: "string",
          maxLength: 100,
          pattern:
            "^(?!(?:[Cc][Oo][Nn]|[Pp][Rr][Nn]|[Aa][Uu][Xx]|[Nn][Uu][Ll]|(?:[Cc][Oo][Mm]|[Ll][Pp][Tt])[0-9])(?:\\.|$))[A-Za-z][A-Za-z0-9_]*(?:\\.[A-Za-z0-9_]+)*$",
          description: "the name of a module: a letter, then letters, digits and _, in parts joined by dots",
        },
        version: { type: "string", pattern: "^[0-9]+\\.[0-9]+\\.[0-9]+(-[A-Za-z0-9]+)?$", maxLength: 50 },
        author: { ...line, minLength: 1 },
        companyName: { ...line, minLength: 1 },
        licenseUri: webAddress,
        projectUri: webAddress,
        guid,
        changelog: ownPath,
        versions: {
          type: "object",
          propertyNames: label,
          additionalProperties: {
            type: "object",
            additionalProperties: false,
            required: ["prefix", "guid"],
            properties: { prefix: { type: "string", pattern: "^[A-Z][A-Za-z0-9]{0,63}$" }, guid },
          },
        },
        confirmHigh: { type: "array", items: text },
      },
    },
    docs: {
      type: "object",
      additionalProperties: false,
      properties: { slugBase: sitePath, apiReference: baseAddress },
    },
    custom: {
      type: "object",
      additionalProperties: false,
      properties: { typescript: ownPath, powershell: ownPath },
    },
    lint: {
      type: "object",
      additionalProperties: false,
      properties: {
        severities: { type: "object", additionalProperties: { enum: LINT_LEVELS } },
        baseline: ownPath,
      },
    },
  },
} as const;
