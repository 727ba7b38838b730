# Tables that are splatted to calls: their keys are parameters.

function Get-SplatTable {
    # Returns the hashtables that the script assigns to a splatted variable.
    param([System.Management.Automation.Language.Ast] $From, [System.Management.Automation.Language.VariableExpressionAst] $Variable)
    foreach ($value in Find-Assigned $From $Variable.VariablePath.UserPath) { if ($value -is [System.Management.Automation.Language.HashtableAst]) { $value } }
}

function Get-SplatKey {
    # Returns the constant keys of a splatted variable; nothing if the script does not show them.
    param([System.Management.Automation.Language.Ast] $From, [System.Management.Automation.Language.VariableExpressionAst] $Variable)
    $tables = @(Get-SplatTable $From $Variable)
    if ($tables.Count -eq 0) { return }
    , @(foreach ($table in $tables) { foreach ($pair in $table.KeyValuePairs) { if ($pair.Item1 -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $pair.Item1.Value } } }
        foreach ($place in Find-SplatPlace $From $Variable) { $place.Key.Value })
}

function Get-FunctionAst {
    # Returns the function that a node is in, or else the script.
    param([System.Management.Automation.Language.Ast] $From)
    $scope = $From
    while ($null -ne $scope.Parent -and $scope -isnot [System.Management.Automation.Language.FunctionDefinitionAst]) { $scope = $scope.Parent }
    $scope
}

function Find-SplatPlace {
    # Returns the keys that a script uses of a table: $x.Key, $x['Key'], $x.Add('Key', ...) and similar.
    param([System.Management.Automation.Language.Ast] $From, [System.Management.Automation.Language.VariableExpressionAst] $Variable)
    $scope = Get-FunctionAst $From
    $name = $Variable.VariablePath.UserPath -replace '^\w+:'
    foreach ($node in Find-Ast $scope ([System.Management.Automation.Language.MemberExpressionAst], [System.Management.Automation.Language.IndexExpressionAst])) {
        $isIndex = $node -is [System.Management.Automation.Language.IndexExpressionAst]
        $target = if ($isIndex) { $node.Target } else { $node.Expression }
        if ($target -isnot [System.Management.Automation.Language.VariableExpressionAst] -or ($target.VariablePath.UserPath -replace '^\w+:') -ne $name) { continue }
        $isCall = $node -is [System.Management.Automation.Language.InvokeMemberExpressionAst]
        $key = if ($isIndex) { $node.Index } elseif (-not $isCall) { $node.Member } elseif ($node.Member.Value -in 'Add', 'Remove', 'ContainsKey', 'Contains', 'set_Item') { @($node.Arguments)[0] }
        if ($key -is [System.Management.Automation.Language.StringConstantExpressionAst]) { @{ Key = $key; IsMember = -not $isIndex -and -not $isCall } }
    }
}

function Move-Splat {
    # Renames the keys of the tables that are splatted to a call.
    param([hashtable] $File, [hashtable] $Call)
    foreach ($argument in $Call.Arguments) {
        if ($argument.Kind -ne 'splat') { continue }
        $variable = $argument.Value
        $tables = @(Get-SplatTable $Call.Command $variable)
        if ($tables.Count -eq 0) {
            $moved = @(Get-MovedName $Call.Entry)
            if ($moved.Count -gt 0) { Add-CallNote $File $Call.Command 'Warning' "the table @$($variable.VariablePath.UserPath) is made where this cannot be seen: look whether it has an old name for a parameter of $($Call.Cmdlet) ($($moved -join ', '))" }
            continue
        }
        Add-SharedNote $File $Call $variable
        foreach ($table in $tables) { Move-TableKey $File @{ Table = $table; Entry = $Call.Entry; Cmdlet = $Call.Cmdlet } }
        foreach ($place in Find-SplatPlace $Call.Command $variable) {
            if ($place.IsMember -and $place.Key.Value -in 'Count', 'Keys', 'Values') { continue }
            $found = Resolve-MigrationParameter $Call.Entry $place.Key.Value
            if ($found.Kind -eq 'ignored') { Add-CallNote $File $place.Key.Parent 'Warning' "$($Call.Cmdlet) takes no $($place.Key.Value): take the line away" }
            if ($found.Kind -eq 'renamed' -and (Test-SplatUse $File $place.Key $found.New $Call.Cmdlet)) {
                Add-MigrationEntry $File @{ Edits = @(Build-NameEdit $File $place.Key $place.Key.Value $found.New); Severity = 'Information'; Message = "the key is a parameter of $($Call.Cmdlet)"; Whole = $place.Key.Parent }
            }
        }
    }
}

function Add-SharedNote {
    # Reports commands of other modules and functions of the script that get the same table: their parameters keep the
    # old names.
    param([hashtable] $File, [hashtable] $Call, [System.Management.Automation.Language.VariableExpressionAst] $Variable)
    $moved = @(@(Get-SplatKey $Call.Command $Variable).Where({ (Resolve-MigrationParameter $Call.Entry $_).Kind -in 'renamed', 'ignored' }))
    if ($moved.Count -eq 0) { return }
    foreach ($command in Find-Ast (Get-FunctionAst $Call.Command) ([System.Management.Automation.Language.CommandAst])) {
        $name = $command.GetCommandName()
        if (-not $name -or $null -ne (Resolve-MigrationName $File ($name -replace '^.*\\')) -or $File.Aliases.ContainsKey($name)) { continue }
        $splats = @($command.CommandElements.Where({ $_ -is [System.Management.Automation.Language.VariableExpressionAst] -and $_.Splatted -and $_.VariablePath.UserPath -eq $Variable.VariablePath.UserPath }))
        if ($splats.Count -gt 0) { Add-CallNote $File $command 'Warning' "the table goes to $($Call.Cmdlet) too, which has other names for $($moved -join ', '): make a table for each" }
    }
}

function Get-MovedName {
    param([hashtable] $Entry)
    $map = Get-ParameterMap $Entry
    foreach ($name in $map.Keys) { if ($map[$name] -ne $name) { "$name is $($map[$name]) now" } }
    foreach ($name in @($Entry['ignored'])) { if ($name) { "$name is gone" } }
}

function Test-SplatUse {
    # Returns whether a key may be renamed. If another call with the same table needs another name, an entry reports
    # that.
    param([hashtable] $File, [System.Management.Automation.Language.Ast] $Key, [string] $New, [string] $Cmdlet)
    $place = $Key.Extent.StartOffset
    if (-not $File.Splats.ContainsKey($place)) { $File.Splats[$place] = @{ New = $New; Cmdlet = $Cmdlet }; return $true }
    $other = $File.Splats[$place]
    if ($other.New -eq $New) { return $false }
    Add-CallNote $File $Key 'Error' "the table goes to $($other.Cmdlet) and to $Cmdlet, where this key has different names: make a table for each"
    $false
}

function Move-TableKey {
    # Renames the keys of one table, and removes the keys of ignored parameters.
    param([hashtable] $File, [hashtable] $Call)
    $table = $Call.Table
    $edits = [System.Collections.Generic.List[object]]::new()
    $notes = [System.Collections.Generic.List[string]]::new()
    $pairs = $table.KeyValuePairs
    for ($index = 0; $index -lt $pairs.Count; $index++) {
        $key = $pairs[$index].Item1
        if ($key -isnot [System.Management.Automation.Language.StringConstantExpressionAst]) { continue }
        $found = Resolve-MigrationParameter $Call.Entry $key.Value
        $new = if ($found.Kind -in 'renamed', 'ignored') { $found.New } elseif ($found.Kind -eq 'unknown') { $key.Value } else { $key.Value }
        if ($found.Kind -eq 'unknown') { Add-CallNote $File $key 'Error' "$($Call.Cmdlet) has no parameter $($key.Value)"; continue }
        if (-not (Test-SplatUse $File $key $new $Call.Cmdlet)) { continue }
        if ($found.Kind -eq 'renamed') { $edits.Add((Build-NameEdit $File $key $key.Value $new)) }
        if ($found.Kind -eq 'ignored') {
            $edits.Add((Get-PairRemoval $File $table $index))
            $notes.Add("$($key.Value) is gone: the module sends what it stood for, where it is needed")
        }
    }
    if ($edits.Count -eq 0) { return }
    $notes.Insert(0, "the keys are parameters of $($Call.Cmdlet)")
    Add-MigrationEntry $File @{ Edits = $edits; Severity = 'Information'; Message = [string]::Join('; ', $notes) }
}

function Get-PairRemoval {
    # Removes a pair and the separator to the next pair, or to the previous pair if it is the last.
    param([hashtable] $File, [System.Management.Automation.Language.HashtableAst] $Table, [int] $Index)
    $pairs = $Table.KeyValuePairs
    $start = $pairs[$Index].Item1.Extent.StartOffset
    $end = $pairs[$Index].Item2.Extent.EndOffset
    if ($Index + 1 -lt $pairs.Count) { $end = $pairs[$Index + 1].Item1.Extent.StartOffset }
    elseif ($Index -gt 0) { $start = $pairs[$Index - 1].Item2.Extent.EndOffset }
    Build-Edit $File $start $end ''
}
