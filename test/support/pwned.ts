import { createHash } from "node:crypto";
import ts from "typescript";
import type { Emitted } from "./emit-all.ts";

/**
 * Tells which files of a run hold what no run before it held. Most of what a package contains does not come from a
 * spec: guides and runtimes are the same in each run, and one look at them is enough.
 */
export function createNewFiles(): (emitted: Emitted) => readonly (readonly [path: string, text: string])[] {
  const seen = new Set<string>();
  return ({ files }) =>
    [...files].filter(([path, text]) => {
      const key = createHash("sha256").update(`${path}\0${text}`).digest("base64");
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    });
}

/** Names in code that the spec would have brought there; comments and literals are not names. */
export function pwnedNames(path: string, text: string): string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, false);
  const { parseDiagnostics } = file as unknown as { parseDiagnostics: readonly ts.Diagnostic[] };
  const found = parseDiagnostics.map(
    (problem) => `${path}: ${ts.flattenDiagnosticMessageText(problem.messageText, " ")}`,
  );
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === "__pwned") found.push(`${path}: ${node.text} is a name in code`);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** A script that tells what PowerShell's own parser finds wrong in a folder, and `done`. */
export const POWERSHELL_CHECK = `
param([string] $Folder)
foreach ($file in [System.IO.Directory]::GetFiles($Folder, '*.ps*1', 'AllDirectories')) {
    if ($file.EndsWith('.ps1xml')) { try { $null = [xml][System.IO.File]::ReadAllText($file) } catch { "\${file}: $_" }; continue }
    $tokens = $null; $errors = $null
    $ast = [System.Management.Automation.Language.Parser]::ParseFile($file, [ref] $tokens, [ref] $errors)
    foreach ($problem in $errors) { "\${file}: $($problem.Message)" }
    foreach ($found in $ast.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true)) { if ("$($found.GetCommandName())" -match '__pwned') { "\${file}: runs $($found.Extent.Text)" } }
    foreach ($found in $ast.FindAll({ $args[0] -is [System.Management.Automation.Language.VariableExpressionAst] }, $true)) { if ($found.VariablePath.UserPath -eq '__pwned') { "\${file}: reads $($found.Extent.Text)" } }
    foreach ($found in $ast.FindAll({ $args[0] -is [System.Management.Automation.Language.ExpandableStringExpressionAst] }, $true)) { if ($found.Extent.Text -match '__pwned') { "\${file}: expands $($found.Extent.Text)" } }
    foreach ($found in $ast.FindAll({ $args[0] -is [System.Management.Automation.Language.FunctionDefinitionAst] }, $true)) {
        $help = $found.GetHelpContent()
        if ($null -eq $help) { continue }
        if ("$($help.ForwardHelpTargetName)$($help.RemoteHelpRunspace)$($help.MamlHelpFile)") { "\${file}: help goes elsewhere" }
        foreach ($name in $help.Parameters.Keys) { if ($name -eq '__PWNED') { "\${file}: help has a parameter $name" } }
    }
}
'done'
`;
