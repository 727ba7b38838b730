# Names of cmdlets in strings and comments, and calls whose command is decided when the script runs.

function Move-DynamicCall {
    # Moves calls such as & $name and . $file.
    param([hashtable] $File, [System.Management.Automation.Language.CommandAst] $Command)
    $what = $Command.CommandElements[0]
    # The code of a script block is read like the rest.
    if ($what -is [System.Management.Automation.Language.ScriptBlockExpressionAst]) { return }
    if ($Command.InvocationOperator -eq 'Dot' -or $what.Extent.Text -match '\.ps(?:1|m1)\b') { Add-ScriptNote $File $Command; return }
    if ($what -is [System.Management.Automation.Language.VariableExpressionAst]) {
        if ($what.VariablePath.UserPath -in '_', 'PSItem') { return }
        $values = @(Find-Assigned $Command $what.VariablePath.UserPath)
        if ($values.Count -gt 0 -and $values.Where({ $_ -isnot [System.Management.Automation.Language.ScriptBlockExpressionAst] }).Count -eq 0) { return }
        if (Test-BlockParameter $Command $what.VariablePath.UserPath) { return }
        if ($values.Count -eq 1 -and $values[0] -is [System.Management.Automation.Language.StringConstantExpressionAst]) {
            $found = Resolve-MigrationName $File $values[0].Value
            if ($null -eq $found -or $found.Entry.ContainsKey('former')) { if ($null -eq $found) { return } }
            else { Move-NamedCall $File $Command @{ Found = $found; Text = $values[0] }; return }
        }
    }
    Add-CallNote $File $Command 'Warning' 'what this calls is decided when the script runs: look whether it is an old cmdlet, and whether its parameters are old'
}

function Move-Expression {
    # Reports Invoke-Expression, which runs a string as code.
    param([hashtable] $File, [System.Management.Automation.Language.CommandAst] $Command)
    foreach ($text in Find-Ast $Command ([System.Management.Automation.Language.StringConstantExpressionAst], [System.Management.Automation.Language.ExpandableStringExpressionAst])) { $null = $File.Done.Add($File.Base + $text.Extent.StartOffset) }
    $text = $Command.Extent.Text
    $names = @(foreach ($found in Find-OldName $File $text) { "$($text.Substring($found.Start, $found.Length)) is $($found.New) here" })
    Add-CallNote $File $Command 'Warning' "the text is run as code, and nothing in it was changed: $(if ($names.Count -gt 0) { $names -join ', ' } else { 'look whether it calls old cmdlets' }). Call them without Invoke-Expression"
}

function Move-NamedCall {
    # Moves a call by a variable that has one constant name: the name is changed where it is assigned.
    param([hashtable] $File, [System.Management.Automation.Language.CommandAst] $Command, [hashtable] $Call)
    $found = $Call.Found
    $text = $Call.Text
    $null = $File.Done.Add($File.Base + $text.Extent.StartOffset)
    if ($text.Value -ne $found.New) { Add-MigrationEntry $File @{ Edits = @(Build-NameEdit $File $text $text.Value $found.New); Severity = $(if ($found.Kind -eq 'version') { 'Warning' } else { 'Information' }); Message = "the cmdlet that $($Command.CommandElements[0].Extent.Text) is called for" } }
    Move-NamedArgument $File $Command $found
}

function Read-AliasTable {
    # Returns the aliases that a script makes, each with the name of its command.
    param([object[]] $Commands)
    $aliases = @{}
    foreach ($command in $Commands) {
        if ($command.GetCommandName() -notin 'Set-Alias', 'sal', 'New-Alias', 'nal') { continue }
        $given = @{ Name = $null; Value = $null }
        foreach ($argument in Read-CallArgument $command { param($name) @{ Kind = 'common'; New = $name } }) {
            $key = foreach ($one in 'Name', 'Value') { if ($argument.Kind -eq 'value' ? ($null -eq $given[$one]) : ($argument.Name -and $one.StartsWith($argument.Name, 'OrdinalIgnoreCase'))) { $one; break } }
            if ($key -and $argument.Value -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $given[$key] = $argument.Value.Value }
        }
        if ($given.Name -and $given.Value) { $aliases[$given.Name] = $given.Value }
    }
    $aliases
}

function Move-AliasCall {
    # Moves the parameters of a call by an alias of the script. The name is changed where the alias is made.
    param([hashtable] $File, [System.Management.Automation.Language.CommandAst] $Command, [string] $Name)
    $found = Resolve-MigrationName $File $Name
    if ($null -eq $found) { return }
    if ($found.Entry.ContainsKey('former')) { Add-CallNote $File $Command 'Error' "the published module gave the name $($found.New) to two operations, and a call by an alias does not tell which it means: call $($found.New) or $($found.Entry.former.cmdlet) by its name" }
    else { Move-NamedArgument $File $Command $found }
}

function Move-NamedArgument {
    # Moves the parameters of a call whose cmdlet is named elsewhere.
    param([hashtable] $File, [System.Management.Automation.Language.CommandAst] $Command, [hashtable] $Found)
    $edits = [System.Collections.Generic.List[object]]::new()
    $notes = [System.Collections.Generic.List[string]]::new()
    $arguments = @(Read-CallArgument $Command { param($name) Resolve-MigrationParameter $Found.Entry $name })
    $unknown = @(Move-Argument $File @{ Command = $Command; Arguments = $arguments; Entry = $Found.Entry; Edits = $edits; Notes = $notes })
    $null = Move-Splat $File @{ Command = $Command; Arguments = $arguments; Entry = $found.Entry; Cmdlet = $found.New }
    $notes.Insert(0, "parameters of $($found.New)")
    if ($edits.Count -gt 0) { Add-MigrationEntry $File @{ Edits = $edits; Severity = 'Information'; Message = [string]::Join('; ', $notes); Whole = $Command } }
    foreach ($parameter in $unknown) { Add-CallNote $File $parameter 'Error' "$($found.New) has no parameter $($parameter.Extent.Text)" }
}

function Move-DefaultValue {
    # Moves a key of $PSDefaultParameterValues, such as 'New-BetaRole:Role'. Returns whether the text is such a key.
    param([hashtable] $File, [System.Management.Automation.Language.ExpressionAst] $Ast)
    if ($Ast -isnot [System.Management.Automation.Language.StringConstantExpressionAst] -or -not $File.Text.Contains('PSDefaultParameterValues', 'OrdinalIgnoreCase')) { return $false }
    if ($Ast.Value -match '^[\w*?-]*(?:Beta|V\d+)[\w*?]*:\w+$' -and $Ast.Value -match '[*?]') {
        Add-CallNote $File $Ast 'Warning' 'a pattern for names of cmdlets: look whether it means old names, and whether the parameter has its old name'
        return $true
    }
    if ($Ast.Value -notmatch '^([A-Za-z]+-\w+):(\w+)$') { return $false }
    $cmdlet, $name = $Matches[1], $Matches[2]
    $found = Resolve-MigrationName $File $cmdlet
    if ($null -eq $found) { return $false }
    $parameter = Resolve-MigrationParameter $found.Entry $name
    switch ($parameter.Kind) {
        'ignored' { Add-CallNote $File $Ast 'Warning' "$($found.New) takes no -${name}: take the line away"; return $true }
        'unknown' { Add-CallNote $File $Ast 'Error' "$($found.New) has no parameter -$name"; return $true }
    }
    $new = "$($found.New):$($parameter.New)"
    if ($new -ne $Ast.Value) { Add-MigrationEntry $File @{ Edits = @(Build-NameEdit $File $Ast $Ast.Value $new); Severity = $(if ($found.Kind -eq 'version' -or $found.Entry.ContainsKey('former')) { 'Warning' } else { 'Information' }); Message = "the default of a parameter of $($found.New)" } }
    $true
}

function Add-ScriptNote {
    # Reports a call of another script, which has to be moved as well.
    param([hashtable] $File, [System.Management.Automation.Language.CommandAst] $Command)
    $text = $Command.CommandElements[0].Extent.Text.Trim('''"') -replace '^\$(?:\{PSScriptRoot\}|PSScriptRoot)', [System.IO.Path]::GetDirectoryName($File.Path) -replace '\\', '/'
    if ($text -notmatch '\$' -and $text) {
        $full = [System.IO.Path]::GetFullPath($text, [System.IO.Path]::GetDirectoryName($File.Path))
        if ($full -in $File.Run.Files) { return }
    }
    Add-CallNote $File $Command 'Warning' 'runs another script, which is not among the paths that were given: move that one too'
}

function Test-BlockParameter {
    # Returns whether a variable is a parameter for script blocks.
    param([System.Management.Automation.Language.Ast] $From, [string] $Name)
    for ($scope = $From.Parent; $null -ne $scope; $scope = $scope.Parent) {
        foreach ($parameter in @(Find-Ast $scope ([System.Management.Automation.Language.ParameterAst]))) { if ($parameter.Name.VariablePath.UserPath -eq $Name) { return $parameter.StaticType -eq [scriptblock] } }
    }
    $false
}

function Find-OldName {
    # Returns the names in a text that have another name here, with their offsets.
    param([hashtable] $File, [string] $Text)
    foreach ($match in [regex]::Matches($Text, '(?<![\w$.\\/-])[A-Za-z]+-[A-Za-z]\w*(?![\w-])')) {
        $found = Resolve-MigrationName $File $match.Value
        if ($null -ne $found -and $found.New -ne $match.Value) { @{ Start = $match.Index; Length = $match.Length; New = $found.New } }
    }
}

function Move-Text {
    # Handles a string of the script: names in messages are changed, names in other strings are reported.
    param([hashtable] $File, [System.Management.Automation.Language.ExpressionAst] $Ast)
    $start = $Ast.Extent.StartOffset
    if ($File.Done.Contains($File.Base + $start)) { return }
    $parent = $Ast.Parent
    $isCalled = $parent -is [System.Management.Automation.Language.CommandAst] -and [object]::ReferenceEquals($parent.CommandElements[0], $Ast)
    if ($isCalled) { return }
    # The commands of Pester take the name of a module without quotes too.
    if ($Ast -is [System.Management.Automation.Language.StringConstantExpressionAst] -and (Get-NewModule $File $Ast.Value) -and ($Ast.StringConstantType -ne 'BareWord' -or "$($parent.CommandElements)" -match '^(?:InModuleScope|Mock|Should|Assert-MockCalled)\s')) {
        Add-CallNote $File $Ast 'Warning' "the name of the published module, which is $(Get-NewModule $File $Ast.Value) here: it is not changed, because it may be data"
        return
    }
    $text = $Ast.Extent.Text
    # Code for another process, such as pwsh -Command "Import-Module ...", loads the published module.
    $loaded = [regex]::Match($text, '(?i)(?:Import-Module|ipmo|using module|#Requires -Modules)\s+(?:-Name\s+)?[''"]?([\w.]+)')
    if ($loaded.Success -and (Get-NewModule $File $loaded.Groups[1].Value) -and -not (Test-Message $Ast)) {
        Add-CallNote $File $Ast 'Warning' "a text that loads the published module, which is $(Get-NewModule $File $loaded.Groups[1].Value) here: it is not changed, so look at the names in it too"
        return
    }
    if (-not $text.Contains('-') -or (Move-DefaultValue $File $Ast)) { return }
    $inner = @(if ($Ast -is [System.Management.Automation.Language.ExpandableStringExpressionAst]) { foreach ($nested in $Ast.NestedExpressions) { @{ Start = $nested.Extent.StartOffset - $start; End = $nested.Extent.EndOffset - $start } } })
    $old = @(foreach ($found in Find-OldName $File $text) {
        $isCode = $false
        foreach ($place in $inner) { if ($found.Start -ge $place.Start -and $found.Start -lt $place.End) { $isCode = $true } }
        if (-not $isCode) { $found }
    })
    if ($old.Count -eq 0) { return }
    if (Test-Message $Ast) {
        $edits = @(foreach ($found in $old) { Build-Edit $File ($start + $found.Start) ($start + $found.Start + $found.Length) $found.New })
        Add-MigrationEntry $File @{ Edits = $edits; Severity = 'Information'; Message = 'the name in a message' }
        return
    }
    $names = @(foreach ($found in $old) { "$($text.Substring($found.Start, $found.Length)) is $($found.New) here" })
    Add-CallNote $File $Ast 'Warning' "a text with an old name, which is not changed, because it may be data: $($names -join ', ')"
}

function Test-Message {
    # Returns whether a string is only shown: it is an argument of Write-..., of throw, or the name of a command to look
    # up.
    param([System.Management.Automation.Language.Ast] $Ast)
    for ($node = $Ast.Parent; $null -ne $node; $node = $node.Parent) {
        if ($node -is [System.Management.Automation.Language.ThrowStatementAst]) { return $true }
        if ($node -is [System.Management.Automation.Language.CommandAst]) { return "$($node.GetCommandName())" -match '^(?:Write-\w+|echo|Get-Command|gcm|Get-Help|help|man|Set-Alias|sal|New-Alias|nal)$' }
        if ($node -is [System.Management.Automation.Language.StatementAst] -and $node -isnot [System.Management.Automation.Language.PipelineBaseAst] -and $node -isnot [System.Management.Automation.Language.CommandExpressionAst]) { return $false }
    }
    $false
}

function Move-Comment {
    # Moves a comment: calls in it are moved like other calls, and names are changed.
    param([hashtable] $File, [System.Management.Automation.Language.Token] $Token)
    if ($Token.Text -match '^#requires\b') { Move-Requirement $File $Token; return }
    if ($Token.Text -match '^# SIG # Begin signature block') {
        Add-MigrationEntry $File @{ Start = $Token.Extent.StartOffset; End = $Token.Extent.EndOffset; Severity = 'Warning'; Message = 'the file is signed: any change breaks the signature, so sign it again' }
        return
    }
    foreach ($line in [regex]::Matches($Token.Text, '[^\r\n]+')) {
        if (@(Find-CommentName $File $line.Value).Count -eq 0) { continue }
        # The text before the call: the sign of the comment, and a prompt.
        $code = [regex]::Match($line.Value, '^(?:<#|#)*\s*(?:PS[^>]*>\s*)?')
        Move-CommentLine $File ($Token.Extent.StartOffset + $line.Index + $code.Length) ($line.Value.Substring($code.Length) -replace '\s*#>$', '')
    }
}

function Find-CommentName {
    # Returns the cmdlets of ours in a comment, old and current ones, because their parameters may be old.
    param([hashtable] $File, [string] $Text)
    foreach ($match in [regex]::Matches($Text, '(?<![\w$.\\/-])[A-Za-z]+-[A-Za-z]\w*(?![\w-])')) { if ($match.Value -in 'Invoke-Paginate', 'Set-DefaultConfiguration' -or $null -ne (Resolve-MigrationName $File $match.Value)) { $match } }
}

function Move-CommentLine {
    param([hashtable] $File, [int] $Base, [string] $Text)
    $tokens = $null
    $problems = $null
    $ast = [System.Management.Automation.Language.Parser]::ParseInput($Text, [ref] $tokens, [ref] $problems)
    $commands = if (@($problems).Count -eq 0) { @(Find-Ast $ast ([System.Management.Automation.Language.CommandAst])) } else { @() }
    # Prose may begin with a name too. In a call, parameters or nothing follow the name.
    $isCall = $commands.Where({ $name = $_.GetCommandName(); $name -and @(Find-CommentName $File $name).Count -gt 0 -and $_.CommandElements.Where({ $_ -is [System.Management.Automation.Language.StringConstantExpressionAst] -and $_.StringConstantType -eq 'BareWord' }).Count -le 1 }).Count -gt 0
    $File.IsComment = $true
    $File.Base = $Base
    try {
        if ($isCall) { Move-Script $File $ast $tokens; return }
        foreach ($found in Find-OldName $File $Text) { Add-MigrationEntry $File @{ Edits = @(Build-Edit $File $found.Start ($found.Start + $found.Length) $found.New); Severity = 'Information'; Message = 'the name' } }
    }
    finally {
        $File.IsComment = $false
        $File.Base = 0
    }
}
