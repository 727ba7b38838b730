# What is left of the published module in migrated scripts: by the engine's parser and binder. One line per problem.
param([string] $Folder, [string[]] $Tables)

$old = [System.Collections.Generic.Dictionary[string, string]]::new([System.StringComparer]::OrdinalIgnoreCase)
$ignored = [System.Collections.Generic.Dictionary[string, string[]]]::new([System.StringComparer]::OrdinalIgnoreCase)
foreach ($path in $Tables) {
    $table = ConvertFrom-Json -InputObject ([System.IO.File]::ReadAllText($path)) -AsHashtable
    foreach ($entry in $table.cmdlets + $table.helpers) {
        foreach ($name in @($entry['old'])) { if ($name) { $old[$name] = $entry.name } }
        if ($entry.ContainsKey('ignored')) { $ignored[$entry.name] = $entry.ignored }
    }
}
$names = [regex]::new('(?<![\w$-])[A-Za-z]+-[A-Za-z]\w*(?![\w-])')
foreach ($file in [System.IO.Directory]::GetFiles($Folder, '*.ps1')) {
    $label = [System.IO.Path]::GetFileNameWithoutExtension($file)
    $tokens = $null
    $errors = $null
    $ast = [System.Management.Automation.Language.Parser]::ParseFile($file, [ref] $tokens, [ref] $errors)
    foreach ($problem in $errors) { "${label}: $($problem.Message)" }
    foreach ($match in $names.Matches($ast.Extent.Text)) { if ($old.ContainsKey($match.Value)) { "${label}: still has $($match.Value)" } }
    foreach ($command in $ast.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true)) {
        $name = $command.GetCommandName()
        if (-not $name -or $name -in 'Write-Host', 'ConvertFrom-Json') { continue }
        $found = $ExecutionContext.InvokeCommand.GetCommand($name, 'Function,Alias,Cmdlet')
        if ($null -eq $found) { "${label}: there is no $name"; continue }
        if ($found.CommandType -ne 'Function') { "${label}: $name is no function"; continue }
        foreach ($element in $command.CommandElements) {
            if ($element -isnot [System.Management.Automation.Language.CommandParameterAst]) { continue }
            $parameter = $element.ParameterName
            if (-not $found.Parameters.ContainsKey($parameter)) { "${label}: -$parameter is no parameter of $name but another name of one" }
            if ($ignored.ContainsKey($name) -and $parameter -in $ignored[$name]) { "${label}: -$parameter is ignored" }
        }
        # What is in a table is bound when the script runs.
        if ($command.CommandElements.Where({ $_ -is [System.Management.Automation.Language.VariableExpressionAst] -and $_.Splatted }).Count -gt 0) { continue }
        $bound = [System.Management.Automation.Language.StaticParameterBinder]::BindCommand($command, $true)
        foreach ($problem in $bound.BindingExceptions.Values) { "${label}: $name does not bind: $($problem.BindingException.Message)" }
    }
}
