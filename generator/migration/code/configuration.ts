import { ts } from "ts-morph";
import { newLineOf, type FileContext } from "./context.ts";
import { retryOptions } from "./retry.ts";

/** Moves `new Configuration(...)` to a client, with the options that the next statements set on the configuration. */
export function moveConfiguration(context: FileContext, node: ts.NewExpression): void {
  const { edits, names, lookup } = context;
  const client = names.need({ module: lookup.to, name: CLIENT, isType: false }, CLIENT);
  const given = node.arguments?.[0];
  const extra = takeSettings(context, node);
  const options = optionsOf(context, node, given);
  const all = lastOfEach([...options, ...extra]);
  const [only] = all;
  const text = all.length === 1 && only?.startsWith("...") === true ? only.slice(3) : objectText(context, node, all);
  edits.replace(node.getStart(), node.end, `new ${client}(${text})`);
}

/** The options without those that a later one of the same name replaces, as a later statement replaced a setting. */
function lastOfEach(options: readonly string[]): readonly string[] {
  const nameOf = (option: string): string => /^\w+(?=:)/u.exec(option)?.[0] ?? option;
  return options.filter((option, index) => !options.slice(index + 1).some((later) => nameOf(later) === nameOf(option)));
}

/** The longest object literal that stays on one line. */
const LONGEST_LINE = 100;

/** The options as an object literal, on several lines if the replaced literal was, or if it is long. */
function objectText({ source }: FileContext, node: ts.NewExpression, members: readonly string[]): string {
  const given = node.arguments?.[0];
  const first = given !== undefined && ts.isObjectLiteralExpression(given) ? given.properties[0] : undefined;
  const line =
    first === undefined ? "" : source.text.slice(source.text.lastIndexOf("\n", first.getStart()) + 1, first.getStart());
  const short = `{ ${members.join(", ")} }`;
  const isOnLines = first !== undefined && line.trim() === "";
  if (!isOnLines && short.length <= LONGEST_LINE && !short.includes("\n")) return short;
  const newLine = newLineOf(source.text);
  const begin = source.text.slice(source.text.lastIndexOf("\n", node.getStart()) + 1);
  const indent = /^[ \t]*/u.exec(begin)?.[0] ?? "";
  const inner = isOnLines ? line : `${indent}${/^\t/mu.test(source.text) ? "\t" : "  "}`;
  return `{${newLine}${members.map((member) => `${inner}${member},${newLine}`).join("")}${indent}}`;
}

/** The name of the client class in the emitted package. */
export const CLIENT = "IscClient";

function optionsOf(context: FileContext, node: ts.NewExpression, given: ts.Expression | undefined): readonly string[] {
  if (given === undefined) return [`...${loadText(context, node)}`];
  if (ts.isObjectLiteralExpression(given)) return literalOptions(context, given);
  const { checker } = context.symbols;
  const text = context.edits.textOf(given.getStart(), given.end);
  const literal = literalBehind(context, given);
  const later = literal === undefined ? undefined : setLater(context, given);
  const initial = literal?.properties.some(ts.isSpreadAssignment) === true || later === undefined ? undefined : literal;
  const has = (name: string): boolean =>
    initial === undefined
      ? checker.getTypeAtLocation(given).getProperty(name) !== undefined
      : later?.has(name) === true || initial.properties.some((member) => member.name?.getText() === name);
  const settings = new Map(SETTINGS.filter((name) => has(name)).map((name) => [name, `${text}.${name}`] as const));
  // A declared type may say that a setting is optional although the literal has it.
  const isOptional = ["clientId", "clientSecret"].some((name) => {
    const property = checker.getTypeAtLocation(given).getProperty(name);
    return property !== undefined && (property.flags & ts.SymbolFlags.Optional) !== 0;
  });
  return settingsOptions(context, settings, initial === undefined || isOptional);
}

/** The object literal that a variable holds. */
function literalBehind({ symbols }: FileContext, given: ts.Expression): ts.ObjectLiteralExpression | undefined {
  const declaration = symbols.resolve(given)?.valueDeclaration;
  if (declaration === undefined || !ts.isVariableDeclaration(declaration)) return undefined;
  const { initializer } = declaration;
  return initializer !== undefined && ts.isObjectLiteralExpression(initializer) ? initializer : undefined;
}

/**
 * The settings that a program gives to a variable after its literal; undefined if they cannot be told, because other code
 * gets the variable.
 */
function setLater({ symbols, usesOf }: FileContext, given: ts.Expression): ReadonlySet<string> | undefined {
  const found = new Set<string>();
  for (const use of usesOf(symbols.resolve(given))) {
    const { parent } = use;
    if (use === given) continue;
    if (!ts.isPropertyAccessExpression(parent) || parent.expression !== use) {
      if (!ts.isNewExpression(parent)) return undefined;
    } else if (setBy(parent) !== undefined || !ts.isExpressionStatement(parent.parent.parent))
      found.add(parent.name.text);
  }
  return found;
}

const SETTINGS = ["baseurl", "basePath", "clientId", "clientSecret", "tokenUrl", "accessToken"] as const;

function literalOptions(context: FileContext, literal: ts.ObjectLiteralExpression): readonly string[] {
  const settings = new Map<string, string>();
  for (const member of literal.properties) {
    const name = member.name?.getText();
    if (name === undefined || !SETTINGS.some((known) => known === name)) {
      if (name !== "serverIndex")
        context.todo(
          member,
          "configuration",
          `IscClient has no option ${name ?? member.getText()}; see ClientOptions.`,
        );
      continue;
    }
    if (ts.isPropertyAssignment(member))
      settings.set(
        name,
        name === "accessToken"
          ? tokenText(context, member.initializer)
          : context.edits.textOf(member.initializer.getStart(), member.initializer.end),
      );
    else settings.set(name, name);
  }
  return settingsOptions(context, settings, false);
}

/** The options that replace the settings. An access token wins over a client secret, as in the published package. */
function settingsOptions(
  context: FileContext,
  settings: ReadonlyMap<string, string>,
  mayLack: boolean,
): readonly string[] {
  const { names, lookup } = context;
  const base = settings.get("baseurl") ?? settings.get("basePath");
  const token = settings.get("accessToken");
  const id = settings.get("clientId");
  const secret = settings.get("clientSecret");
  const tokenUrl = settings.get("tokenUrl");
  const options = base === undefined ? [] : [`baseUrl: ${base}`];
  const credentials = (): string => {
    const name = names.need({ module: lookup.to, name: "clientCredentials", isType: false }, "clientCredentials");
    // The published package sent an absent setting as an empty string.
    const pair = (key: string, value: string | undefined): string =>
      value === undefined
        ? `${key}: ""`
        : value === key
          ? key
          : `${key}: ${mayBeAbsent(value, mayLack) ? `${value} ?? ""` : value}`;
    const url = tokenUrl === undefined ? "" : tokenUrl === "tokenUrl" ? ", tokenUrl" : `, tokenUrl: ${tokenUrl}`;
    return `${name}({ ${pair("clientId", id)}, ${pair("clientSecret", secret)}${url} })`;
  };
  const hasClient = id !== undefined || secret !== undefined;
  if (token !== undefined && hasClient) options.push(`auth: ${token} || ${credentials()}`);
  else if (token !== undefined) options.push(`auth: ${token}`);
  else if (hasClient) options.push(`auth: ${credentials()}`);
  return options;
}

/**
 * Whether a value may be undefined: `process.env.ID` and a property of a type may be, `process.env.ID!` and a string
 * are not.
 */
function mayBeAbsent(text: string, mayLack: boolean): boolean {
  return mayLack || /^process\.env(?:\.\w+|\[[^\]]*\])$/u.test(text);
}

/**
 * The code that loads the settings: from the environment or `config.json`, or only from the environment where `await`
 * is not allowed.
 */
function loadText(context: FileContext, node: ts.Node): string {
  const { names, lookup } = context;
  const module = `${lookup.to}/node`;
  if (canAwait(context, node))
    return `await ${names.need({ module, name: "loadConfig", isType: false }, "loadConfig")}()`;
  context.note(
    node,
    "configuration",
    "nothing can be awaited here, so that the settings come from the environment alone; use await loadConfig() in an async function to read config.json.",
  );
  return `${names.need({ module, name: "fromEnvironment", isType: false }, "fromEnvironment")}()`;
}

/** Whether `await` is allowed at a node. */
export function canAwait({ isCommonJs }: FileContext, node: ts.Node): boolean {
  const owner = ts.findAncestor(node.parent, (parent) => ts.isFunctionLike(parent) || ts.isPropertyDeclaration(parent));
  if (owner === undefined) return !isCommonJs;
  if (ts.isPropertyDeclaration(owner)) return false;
  return (ts.getCombinedModifierFlags(owner as ts.Declaration) & ts.ModifierFlags.Async) !== 0;
}

/**
 * Moves options that the statements of the same block set on the configuration: the client gets them as options, and
 * the statements are removed.
 */
function takeSettings(context: FileContext, node: ts.NewExpression): readonly string[] {
  const { symbol, block } = holderOf(context, node);
  const options: string[] = [];
  for (const use of context.usesOf(symbol)) {
    const holder = ts.isPropertyAccessExpression(use.parent) && use.parent.name === use ? use.parent : use;
    const access = holder.parent;
    if (!ts.isPropertyAccessExpression(access) || access.expression !== holder) continue;
    const set = setBy(access);
    if (set === undefined || set.statement.parent !== block) {
      moveSettingUse(context, access);
      continue;
    }
    context.done.add(access);
    const option = settingOptions(context, { name: access.name.text, value: set.value, client: node });
    if (option === undefined) {
      context.todo(access, "configuration", `IscClient has no ${access.name.text} to set; see ClientOptions.`);
      continue;
    }
    options.push(...option);
    removeStatement(context, set.statement);
  }
  return options;
}

/** The variable or property that a configuration is given to, and the block with the statement that does it. */
function holderOf(
  { symbols }: FileContext,
  node: ts.NewExpression,
): { readonly symbol?: ts.Symbol | undefined; readonly block?: ts.Node | undefined } {
  const { parent } = node;
  if (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name))
    return {
      symbol: symbols.checker.getSymbolAtLocation(parent.name),
      block: ts.findAncestor(node, ts.isVariableStatement)?.parent,
    };
  if (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    const target = ts.isPropertyAccessExpression(parent.left) ? parent.left.name : parent.left;
    return { symbol: symbols.resolve(target), block: ts.findAncestor(node, ts.isExpressionStatement)?.parent };
  }
  return {};
}

/** The statement that sets a property, and the value. */
function setBy(
  access: ts.PropertyAccessExpression,
): { readonly statement: ts.ExpressionStatement; readonly value: ts.Expression } | undefined {
  const { parent } = access;
  return ts.isBinaryExpression(parent) &&
    parent.left === access &&
    parent.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    ts.isExpressionStatement(parent.parent)
    ? { statement: parent.parent, value: parent.right }
    : undefined;
}

/** Moves a member of a configuration that is not set where the configuration is made. */
export function moveSettingUse(context: FileContext, access: ts.PropertyAccessExpression): void {
  const { done, edits } = context;
  if (done.has(access) || !MEMBERS.has(access.name.text)) return;
  done.add(access);
  if (access.name.text === "basePath") {
    edits.replace(access.name.getStart(), access.name.end, "core.baseUrl");
    return;
  }
  const set = setBy(access);
  const isInBlock = set !== undefined && (ts.isBlock(set.statement.parent) || ts.isSourceFile(set.statement.parent));
  if (isInBlock && WITHOUT_USE.has(access.name.text)) {
    removeStatement(context, set.statement);
    return;
  }
  context.todo(access, "configuration", `IscClient has no ${access.name.text}; give it to the client when it is made.`);
}

/** Settings that have no use any more. */
const WITHOUT_USE = new Set(["experimental", "serverIndex", "formDataCtor"]);

/** The members of the published configuration. */
const MEMBERS = new Set([
  ...WITHOUT_USE,
  ...["basePath", "accessToken", "apiKey", "clientId", "clientSecret", "tokenUrl", "username", "password"],
  ...["baseOptions", "retriesConfig", "activeenvironment", "authtype", "debug", "isJsonMime"],
]);

/** The new options for a setting. Empty: the setting has no use any more. Undefined: there is no such option. */
function settingOptions(
  context: FileContext,
  { name, value, client }: { readonly name: string; readonly value: ts.Expression; readonly client: ts.Node },
): readonly string[] | undefined {
  if (WITHOUT_USE.has(name)) return [];
  const text = context.edits.textOf(value.getStart(), value.end);
  switch (name) {
    case "basePath":
      return [`baseUrl: ${text}`];
    case "accessToken":
      return [`auth: ${tokenText(context, value)}`];
    case "retriesConfig":
      return ts.isObjectLiteralExpression(value) ? retryOptions(context, value, client) : undefined;
    default:
      return undefined;
  }
}

/**
 * A token as `auth` takes it: a text, or a function without the name and the scopes that the published package gave it.
 * A promise becomes a function too.
 */
function tokenText({ edits, symbols, note }: FileContext, value: ts.Expression): string {
  const text = edits.textOf(value.getStart(), value.end);
  const type = symbols.checker.getNonNullableType(symbols.checker.getTypeAtLocation(value));
  if (type.getSymbol()?.name === "Promise") {
    if (ts.isCallExpression(value)) note(value, "token", "this is called for each request: let it keep the token.");
    return `() => ${text}`;
  }
  const takes = type.getCallSignatures().some(({ parameters }) => parameters.length > 0);
  if (!takes) return text;
  note(value, "token", "the function of the token gets no name and no scopes.");
  return `() => ${/^[\w$.]+$/u.test(text) ? text : `(${text})`}()`;
}

/** Removes a statement, with its line. */
function removeStatement({ edits, source }: FileContext, statement: ts.Statement): void {
  const begin = source.text.lastIndexOf("\n", statement.getStart() - 1) + 1;
  const isAlone = source.text.slice(begin, statement.getStart()).trim() === "";
  const rest = /^[^\S\n]*\r?\n/u.exec(source.text.slice(statement.end))?.[0].length;
  if (isAlone && rest !== undefined) edits.replace(begin, statement.end + rest, "");
  else edits.replace(statement.getStart(), statement.end, "");
}

/** Moves `new AccountsApi(configuration)` and `AccountsApiFactory(configuration)` to a property of the client. */
export function moveClassInstance(
  context: FileContext,
  node: ts.NewExpression | ts.CallExpression,
  className: string,
): void {
  const { edits, lookup } = context;
  const home = lookup.classes.get(className);
  if (home === undefined) {
    context.todo(node, "no class", `no class replaces ${className}.`);
    return;
  }
  const [configuration, ...rest] = node.arguments ?? [];
  if (rest.some((argument) => argument.getText() !== "undefined"))
    context.todo(node, "class", "base URL and fetch are options of IscClient.");
  if (configuration === undefined || configuration.getText() === "undefined") {
    const name = context.names.need({ module: lookup.to, name: CLIENT, isType: false }, CLIENT);
    edits.replace(node.getStart(), node.end, `new ${name}(${loadText(context, node)}).${home.path}`);
    return;
  }
  const text = edits.textOf(configuration.getStart(), configuration.end);
  const isSimple = /^[\w$.()[\]"'!?]+$/u.test(text) || /^new \w+\(/u.test(text);
  edits.replace(node.getStart(), node.end, `${isSimple ? text : `(${text})`}.${home.path}`);
}
