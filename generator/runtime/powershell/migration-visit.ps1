# Visits the nodes of a script, and calls the function that moves each.

$script:migrationSwitches = [System.Collections.Generic.HashSet[string]]::new([string[]] @('All', 'WithHttpInfo', 'Force', 'IncludeTotalCount', 'PassThru', 'WhatIf', 'Confirm', 'Verbose', 'Debug', 'wi', 'cf', 'vb', 'db'), [System.StringComparer]::OrdinalIgnoreCase)
$script:migrationCommon = [System.Collections.Generic.HashSet[string]]::new([string[]] @(@('Body', 'First', 'Skip', 'Connection', 'Headers', 'TimeoutSec', 'Accept', 'OutFile', 'Unnamed', 'ea', 'wa', 'infa', 'proga', 'ev', 'wv', 'iv', 'ov', 'ob', 'pv') + [System.Management.Automation.PSCmdlet]::CommonParameters), [System.StringComparer]::OrdinalIgnoreCase)

function Find-Ast {
    # Returns all nodes of the given types, in the order of the text.
    param([System.Management.Automation.Language.Ast] $Ast, [type[]] $Type)
    $found = $Ast.FindAll({ param($node) foreach ($one in $Type) { if ($node -is $one) { return $true } }; $false }.GetNewClosure(), $true)
    [System.Linq.Enumerable]::OrderBy([object[]] @($found), [System.Func[object, int]] { param($node) $node.Extent.StartOffset })
}

function Move-Script {
    param([hashtable] $File, [System.Management.Automation.Language.Ast] $Ast, [System.Management.Automation.Language.Token[]] $Tokens)
    $commands = @(Find-Ast $Ast ([System.Management.Automation.Language.CommandAst]))
    if (-not $File.IsComment) {
        $File.Preferred = Get-PreferredVersion $File $commands
        $File.Aliases = Read-AliasTable $commands
        foreach ($using in $Ast.UsingStatements) { Move-UsingModule $File $using }
    }
    foreach ($command in $commands) { Move-Command $File $command }
    foreach ($member in Find-Ast $Ast ([System.Management.Automation.Language.MemberExpressionAst])) { Move-ErrorBody $File $member }
    foreach ($clause in Find-Ast $Ast ([System.Management.Automation.Language.CatchClauseAst])) { Move-CatchType $File $clause }
    if (-not $File.IsComment) {
        if ([System.IO.Path]::GetExtension($File.Path) -eq '.psd1') { Move-Manifest $File $Ast }
        foreach ($token in $Tokens) { if ($token.Kind -eq 'Comment') { Move-Comment $File $token } }
    }
    foreach ($text in Find-Ast $Ast ([System.Management.Automation.Language.StringConstantExpressionAst], [System.Management.Automation.Language.ExpandableStringExpressionAst])) { Move-Text $File $text }
}

function Get-PreferredVersion {
    # Returns the version that all cmdlets of a file belong to; nothing if there are no cmdlets, or cmdlets of several
    # versions.
    param([hashtable] $File, [object[]] $Commands)
    $prefixes = [System.Collections.Generic.HashSet[string]]::new()
    foreach ($command in $Commands) {
        $name = $command.GetCommandName()
        $found = if ($name) { Resolve-MigrationName $File ($name -replace '^.*\\') }
        if ($null -ne $found -and $found.Kind -ne 'helper') { $null = $prefixes.Add($found.Version.prefix) }
    }
    if ($prefixes.Count -eq 1) { @($prefixes)[0] }
}

function Move-Command {
    param([hashtable] $File, [System.Management.Automation.Language.CommandAst] $Command)
    $name = $Command.GetCommandName()
    if (-not $name) { Move-DynamicCall $File $Command; return }
    if ($Command.InvocationOperator -eq 'Dot' -or $name -match '\.ps(?:1|m1)$') { Add-ScriptNote $File $Command; return }
    $name = $name -replace '^.*\\'
    if (Test-ModuleCommand $name) { Move-ModuleCommand $File $Command $name; return }
    if ($name -in 'Get-Command', 'gcm') { Move-ModuleCommand $File $Command $name }
    if ($name -in 'Mock', 'Should', 'Assert-MockCalled') { Add-MockNote $File $Command }
    switch ($name) {
        'Invoke-Paginate' { Move-Paginate $File $Command; return }
        'Set-DefaultConfiguration' { Move-DefaultConfiguration $File $Command; return }
        { $_ -in 'Invoke-Expression', 'iex' } { Move-Expression $File $Command; return }
    }
    if ($File.Aliases.ContainsKey($name)) { Move-AliasCall $File $Command $File.Aliases[$name]; return }
    $found = Resolve-MigrationName $File $name
    if ($null -ne $found) { Move-Call $File $Command $found; return }
    if ($File.Run.Defined.ContainsKey($name)) { Add-HiddenNote $File $Command $name; return }
    if ($name -match '^ConvertFrom-(?:Beta|V\d+)?JsonTo\w+$') { Move-MissingReader $File $Command $name; return }
    if ($name -match '^Initialize-(?:Beta|V\d+)\p{Lu}\w*$') {
        Add-CallNote $File $Command 'Error' "there is no model of $name here: make a hashtable, or look for the model with Get-Command -Name 'Initialize-*'"
        return
    }
    if ($name -match '^[A-Za-z]+-(?:Beta|V\d+)(\p{Lu}\w*)$') {
        Add-CallNote $File $Command 'Error' "there is no cmdlet $name here, nor one of that name in another version: look for it with Find-IscCmdlet '*$($Matches[1])*'"
    }
}

function Add-MockNote {
    # Reports the parameters of a mocked cmdlet in the code of a mock or of its filter, where they have today's names.
    param([hashtable] $File, [System.Management.Automation.Language.CommandAst] $Command)
    foreach ($element in $Command.CommandElements) {
        $found = if ($element -is [System.Management.Automation.Language.StringConstantExpressionAst]) { Resolve-MigrationName $File $element.Value }
        if ($null -eq $found) { continue }
        foreach ($variable in Find-Ast $Command ([System.Management.Automation.Language.VariableExpressionAst])) {
            $parameter = Resolve-MigrationParameter $found.Entry $variable.VariablePath.UserPath
            $map = Get-ParameterMap $found.Entry
            if ($map.ContainsKey($variable.VariablePath.UserPath) -and $parameter.Kind -eq 'renamed') { Add-CallNote $File $variable 'Warning' "in a mock of $($found.New) this parameter is `$$($parameter.New)" }
        }
        return
    }
}

function Add-HiddenNote {
    # Reports a call of a name that is ours, but also a function in another of the scripts.
    param([hashtable] $File, [System.Management.Automation.Language.CommandAst] $Command, [string] $Name)
    $by = $File.Run.Defined[$Name]
    if ($by -contains $File.Path -or $null -eq (Resolve-MigrationName $File $Name $true)) { return }
    Add-CallNote $File $Command 'Warning' "$($by[0]) has a function of this name, and so the call stays: if it means the cmdlet, write $((Resolve-MigrationName $File $Name $true).New)"
}

function Add-CallNote {
    # Reports a command that stays unchanged.
    param([hashtable] $File, [System.Management.Automation.Language.Ast] $Ast, [string] $Severity, [string] $Message)
    # The first line is enough to show which command it is.
    $text = $Ast.Extent.Text
    $line = $text.IndexOf([char] 10)
    $length = if ($line -ge 0) { $text.Substring(0, $line).TrimEnd().Length } else { $text.Length }
    $start = $File.Base + $Ast.Extent.StartOffset
    Add-MigrationEntry $File @{ Start = $start; End = $start + $length; Severity = $Severity; Message = $Message }
}

function Move-MissingReader {
    # Replaces a helper that reads a model which does not exist here: the engine reads its JSON.
    param([hashtable] $File, [System.Management.Automation.Language.CommandAst] $Command, [string] $Name)
    $elements = $Command.CommandElements
    $json = @(for ($index = 1; $index -lt $elements.Count; $index++) { if ($elements[$index] -is [System.Management.Automation.Language.CommandParameterAst]) { $elements[$index] } })
    if ($elements.Count -gt 3 -or $json.Count -gt 1 -or ($json.Count -eq 1 -and $json[0].ParameterName -ne 'Json')) {
        Add-CallNote $File $Command 'Error' "there is no model of $Name here: give the JSON text itself as -Body, or read it with ConvertFrom-Json"
        return
    }
    $edits = @(Build-NameEdit $File $elements[0] $Name 'ConvertFrom-Json -NoEnumerate')
    foreach ($parameter in $json) { $edits += Build-Edit $File $parameter.Extent.StartOffset ($parameter.Extent.StartOffset + 5) '-InputObject' }
    Add-MigrationEntry $File @{ Edits = $edits; Severity = 'Warning'; Message = "there is no model of $Name here: the engine reads the JSON. The text itself can be given as -Body too" }
}

function Find-Assigned {
    # Returns the expressions that a script assigns to a variable in the function where it is used, or otherwise around
    # it. Returns nothing if the variable is a parameter of the function.
    param([System.Management.Automation.Language.Ast] $From, [string] $Name)
    $plain = $Name -replace '^\w+:'
    for ($scope = $From.Parent; $null -ne $scope; $scope = $scope.Parent) {
        if ($scope -isnot [System.Management.Automation.Language.FunctionDefinitionAst] -and $null -ne $scope.Parent) { continue }
        $found = @(foreach ($assignment in Find-Ast $scope ([System.Management.Automation.Language.AssignmentStatementAst])) {
            $left = $assignment.Left
            if ($left -is [System.Management.Automation.Language.ConvertExpressionAst]) { $left = $left.Child }
            if ($left -is [System.Management.Automation.Language.VariableExpressionAst] -and ($left.VariablePath.UserPath -replace '^\w+:') -eq $plain) {
                $right = $assignment.Right
                if ($right -is [System.Management.Automation.Language.PipelineAst] -and $right.PipelineElements.Count -eq 1) { $right = $right.PipelineElements[0] }
                if ($right -is [System.Management.Automation.Language.CommandExpressionAst]) { $right = $right.Expression }
                while ($right -is [System.Management.Automation.Language.ConvertExpressionAst]) { $right = $right.Child }
                $right
            }
        })
        if ($found.Count -gt 0) { return $found }
        # The value of a parameter of the function is unknown here.
        if ($scope -is [System.Management.Automation.Language.FunctionDefinitionAst]) {
            $parameters = @($scope.Parameters) + @(if ($null -ne $scope.Body.ParamBlock) { $scope.Body.ParamBlock.Parameters })
            foreach ($parameter in $parameters) { if ($null -ne $parameter -and $parameter.Name.VariablePath.UserPath -eq $plain) { return } }
        }
    }
}
