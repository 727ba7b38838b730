/**
 * Binds the examples of emitted help and pages by the real engine: parsing alone does not tell whether a parameter
 * exists, whether its set fits and whether its value can be made its type.
 */

/** Every example in the help of the imported modules, as somebody would type it: `{ name, code }`. */
export async function readHelpExamples(server, { session, modules }) {
  const answer = await server.run(
    `foreach ($module in Get-Module ${modules.map((name) => `'${name}'`).join(", ")}) {
      foreach ($function in $module.ExportedFunctions.Values) {
        $help = $function.ScriptBlock.Ast.GetHelpContent()
        if ($null -eq $help) { [pscustomobject] @{ name = $function.Name; code = '' }; continue }
        foreach ($example in $help.Examples) { [pscustomobject] @{ name = $function.Name; code = $example } }
      }
    }`,
    { session, timeout: 300 },
  );
  if (answer.thrown !== undefined) throw new Error(answer.thrown.message);
  return answer.output.map(({ name, code }) => ({
    name,
    // What stands after a blank line is a remark.
    code: code
      .trim()
      .split(/\n\s*\n/u, 1)[0]
      .replace(/^PS > /u, ""),
  }));
}

/** The call with all parameters stands in a comment of a page's snippet: it is an example too, in place of the first one. */
export function withAllParameters(code) {
  const [, call] = /^ {4}# With every optional parameter:\n {4}# (.*)$/mu.exec(code) ?? [];
  if (call === undefined) return [code];
  return [code, code.replace(/^try \{\n.*$/mu, (text) => text.replace(/\n.*$/u, () => `\n    ${call}`))];
}

/** Runs each example against a service; gives what went wrong, and how many requests each of the others sent. */
export async function bindExamples(examples, { server, session, service }) {
  const problems = [];
  const requests = [];
  for (const { name, code } of examples) {
    service.reset();
    // A file that another example saved would be asked for.
    const fresh = `[System.IO.File]::Delete($ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath('./download'))`;
    const answer = await server.run(`${fresh}\n${code}`, { session, timeout: 60 });
    // Snippets of pages catch what goes wrong and say so.
    const said = answer.host.filter((line) => line.includes(" failed with HTTP status"));
    // An engine without a person to ask ends with an error where a parameter must be given.
    const asked = answer.prompts?.find((prompt) => /^\w+$/u.test(prompt));
    const problem =
      answer.thrown?.message ??
      answer.errors[0]?.message ??
      (asked === undefined ? undefined : `asks for ${asked}`) ??
      (said.length > 0 ? answer.host.join(" ") : undefined);
    const isStopped = answer.stopped === true;
    if (code === "") problems.push({ name, code, message: "no example" });
    else if (problem !== undefined || isStopped) problems.push({ name, code, message: problem ?? "does not end" });
    else {
      const urls = service.state.requests.map(({ url }) => url);
      requests.push({ name, code, count: urls.length, urls });
    }
  }
  return { problems, requests };
}
