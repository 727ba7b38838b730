# Calls of cmdlets and helpers: their names, their parameters, and their values without names.

function Read-CallArgument {
    # Returns the arguments of a call: the meaning of each, and its position. $Known returns the meaning of a
    # parameter's name. It sees the variables of the caller, except those whose names are also used in this function.
    param([System.Management.Automation.Language.CommandAst] $Command, [scriptblock] $Known)
    $elements = $Command.CommandElements
    $from = $elements[0].Extent.EndOffset
    for ($index = 1; $index -lt $elements.Count; $index++) {
        $element = $elements[$index]
        $argument = @{ Kind = 'value'; Name = ''; Parameter = $null; Value = $element; From = $from; End = $element.Extent.EndOffset; Found = $null }
        if ($element -is [System.Management.Automation.Language.CommandParameterAst]) {
            $meaning = & $Known $element.ParameterName
            $argument.Kind = 'named'
            $argument.Name = $element.ParameterName
            $argument.Parameter = $element
            $argument.Found = $meaning
            $argument.Value = $element.Argument
            $next = if ($index + 1 -lt $elements.Count) { $elements[$index + 1] }
            $isSwitch = $script:migrationSwitches.Contains($element.ParameterName) -or $meaning.Kind -eq 'common' -and -not $script:migrationCommon.Contains($element.ParameterName) -and @(foreach ($one in $script:migrationSwitches) { if ($one.StartsWith($element.ParameterName, 'OrdinalIgnoreCase')) { $one } }).Count -gt 0
            if ($null -eq $element.Argument -and -not $isSwitch -and $null -ne $next -and ($next -isnot [System.Management.Automation.Language.CommandParameterAst])) {
                $index++
                $argument.Value = $next
                $argument.End = $next.Extent.EndOffset
            }
        }
        elseif ($element -is [System.Management.Automation.Language.VariableExpressionAst] -and $element.Splatted) { $argument.Kind = 'splat' }
        $from = $argument.End
        $argument
    }
}

function Test-PipelineInput {
    param([System.Management.Automation.Language.CommandAst] $Command)
    $Command.Parent -is [System.Management.Automation.Language.PipelineAst] -and -not [object]::ReferenceEquals($Command.Parent.PipelineElements[0], $Command)
}

function Move-Call {
    # Moves a call of a cmdlet or helper that has a name here.
    param([hashtable] $File, [System.Management.Automation.Language.CommandAst] $Command, [hashtable] $Found)
    $old = $Command.GetCommandName()
    $notes = [System.Collections.Generic.List[string]]::new()
    $severity = 'Information'
    $target = $Found
    $arguments = @(Read-CallArgument $Command { param($name) Resolve-MigrationParameter $Found.Entry $name })
    if ($Found.Entry.ContainsKey('former')) {
        $target = Select-FormerCall $File $Command @{ Found = $Found; Arguments = $arguments }
        if ($null -eq $target) { return }
        if (-not [object]::ReferenceEquals($target, $Found)) {
            $arguments = @(Read-CallArgument $Command { param($name) Resolve-MigrationParameter $target.Entry $name })
            $notes.Add("the published module gave the name $old to two operations, and this call means the other one")
        }
    }
    $edits = [System.Collections.Generic.List[object]]::new()
    $name = $old -replace '^.*\\'
    $qualifier = if ($old.Contains('\')) { $old.Substring(0, $old.LastIndexOf('\')) }
    if ($null -ne $qualifier -and (Get-NewModule $File $qualifier)) { $edits.Add((Build-NameEdit $File $Command.CommandElements[0] $old "$($target.Version.module)\$($target.New)")) }
    elseif ($name -cne $target.New -and $name -ne $target.New) {
        if ($Command.CommandElements[0] -isnot [System.Management.Automation.Language.StringConstantExpressionAst]) { return }
        $edits.Add((Build-NameEdit $File $Command.CommandElements[0] $name $target.New))
    }
    if ($target.Kind -eq 'version') {
        $severity = 'Warning'
        $notes.Add("$name is of another version of the API; in $($target.Version.api) it is $($target.New): look whether its answer has what the script reads")
    }
    $unknown = @(Move-Argument $File @{ Command = $Command; Arguments = $arguments; Entry = $target.Entry; Edits = $edits; Notes = $notes })
    $null = Move-Splat $File @{ Command = $Command; Arguments = $arguments; Entry = $target.Entry; Cmdlet = $target.New }
    if ($edits.Count -gt 0) {
        if ($notes.Count -eq 0) { $notes.Add('the same request by today''s names') }
        Add-MigrationEntry $File @{ Edits = $edits; Severity = $severity; Message = [string]::Join('; ', $notes); Whole = $Command }
    }
    foreach ($parameter in $unknown) { Add-CallNote $File $parameter 'Error' "$($target.New) has no parameter $($parameter.Extent.Text): Get-Help $($target.New) tells what it takes" }
}

function Move-Argument {
    # Adds the edits for the parameters of a call. Returns the parameters that are unknown.
    param([hashtable] $File, [hashtable] $Call)
    foreach ($argument in $Call.Arguments) {
        if ($argument.Kind -ne 'named') { continue }
        $parameter = $argument.Parameter
        switch ($argument.Found.Kind) {
            'renamed' { $Call.Edits.Add((Build-Edit $File $parameter.Extent.StartOffset ($parameter.Extent.StartOffset + 1 + $parameter.ParameterName.Length) "-$($argument.Found.New)")) }
            'ignored' {
                $Call.Edits.Add((Build-Edit $File $argument.From $argument.End ''))
                $Call.Notes.Add("-$($parameter.ParameterName) is gone: the module sends what it stood for, where it is needed")
            }
            'unknown' { $parameter }
        }
    }
    Move-Position $File $Call
}

function Move-Position {
    # Moves the values without names, because the published cmdlets accepted every parameter by position.
    param([hashtable] $File, [hashtable] $Call)
    $values = @($Call.Arguments.Where({ $_.Kind -eq 'value' }))
    if ($values.Count -eq 0 -or $Call.Entry.isHelper) { return }
    $isSplatted = $Call.Arguments.Where({ $_.Kind -eq 'splat' }).Count -gt 0
    $given = @(foreach ($argument in $Call.Arguments) { if ($argument.Kind -eq 'named') { if ($argument.Found.Kind -eq 'ignored') { $argument.Name } else { $argument.Found.New } } })
    $before = @(foreach ($name in @($Call.Entry['positions'])) { if ($name -and $name -notin $given) { $name } })
    $now = @(foreach ($name in @($Call.Entry['taken'])) { if ($name -and $name -notin $given) { $name } })
    $isSame = $values.Count -le $now.Count -and $values.Count -le $before.Count
    for ($index = 0; $isSame -and $index -lt $values.Count; $index++) { if ($before[$index] -ne $now[$index]) { $isSame = $false } }
    if ($isSame) { return }
    if ($isSplatted) {
        Add-CallNote $File $Call.Command 'Error' 'values without names stand beside a splatted table: give each its name'
        return
    }
    if ($values.Count -gt $before.Count) {
        if ($values.Count -gt $now.Count) { Add-CallNote $File $Call.Command 'Error' "more values without names than the cmdlet takes: give each its name" }
        return
    }
    # A call that is valid only today is not an old call. Of a call that is valid in both modules a person decides what
    # it means.
    $mandatory = if ($Call.Entry.ContainsKey('mandatory')) { @($Call.Entry.positions)[0..($Call.Entry.mandatory - 1)] } else { @() }
    $lacking = @(foreach ($name in $mandatory) { if ($before.IndexOf($name) -ge $values.Count) { $name } })
    if ($values.Count -le $now.Count) {
        if ($lacking.Count -eq 0) { Add-CallNote $File $Call.Command 'Error' "the published cmdlet took its values in the order $($before -join ', '), and this one takes $($now -join ', '): give each its name" }
        return
    }
    for ($index = 0; $index -lt $values.Count; $index++) {
        $value = $values[$index]
        if ($before[$index] -in @($Call.Entry['ignored'])) {
            $Call.Edits.Add((Build-Edit $File $value.From $value.End ''))
            $Call.Notes.Add("the value for -$($before[$index]) is gone: the module sends what it stood for, where it is needed")
        }
        else { $Call.Edits.Add((Build-Edit $File $value.Value.Extent.StartOffset $value.Value.Extent.StartOffset "-$($before[$index]) ")) }
    }
}

function Get-PayloadShape {
    # Returns whether the last value of a call is written as a table or as a list, in the call or where its variable is
    # assigned.
    param([object[]] $Values)
    if ($Values.Count -eq 0) { return }
    $ast = $Values[-1].Value
    $shapes = @(foreach ($one in @(if ($ast -is [System.Management.Automation.Language.VariableExpressionAst]) { Find-Assigned $ast $ast.VariablePath.UserPath } else { $ast })) {
        while ($one -is [System.Management.Automation.Language.ParenExpressionAst] -or $one -is [System.Management.Automation.Language.ConvertExpressionAst]) {
            $one = if ($one -is [System.Management.Automation.Language.ConvertExpressionAst]) { $one.Child } else { Get-PairValue $one.Pipeline }
        }
        if ($one -is [System.Management.Automation.Language.HashtableAst]) { 'table' }
        elseif ($one -is [System.Management.Automation.Language.ArrayExpressionAst] -or $one -is [System.Management.Automation.Language.ArrayLiteralAst]) { 'list' }
        else { 'other' }
    })
    if ($shapes.Count -gt 0 -and @($shapes -ne $shapes[0]).Count -eq 0) { $shapes[0] }
}

function Select-FormerCall {
    # Selects the operation that a call means, if the published module gave the cmdlet's name to two operations. Returns
    # nothing and adds an entry if the call does not show it.
    param([hashtable] $File, [System.Management.Automation.Language.CommandAst] $Command, [hashtable] $Call)
    $found = $Call.Found
    $former = $found.Entry.former
    $other = $null
    if (-not $File.Run.Table.Names.TryGetValue($former.cmdlet, [ref] $other)) { return $found }
    $given = [System.Collections.Generic.HashSet[string]]::new([System.StringComparer]::OrdinalIgnoreCase)
    $isOpen = Test-PipelineInput $Command
    foreach ($argument in $Call.Arguments) {
        if ($argument.Kind -eq 'named') { $null = $given.Add($argument.Name); $null = $given.Add($argument.Found.New) }
        if ($argument.Kind -eq 'splat') {
            $keys = Get-SplatKey $Command $argument.Value
            if ($null -eq $keys) { $isOpen = $true }
            foreach ($key in @($keys)) { if ($key) { $null = $given.Add($key); $null = $given.Add((Resolve-MigrationParameter $found.Entry $key).New) } }
        }
    }
    $unnamed = $Call.Arguments.Where({ $_.Kind -eq 'value' }).Count
    if ($former.ContainsKey('lacks')) {
        foreach ($name in $former.lacks) { if ($given.Contains($name)) { return $found } }
        if (-not $isOpen) { return $other }
        $what = "-$($former.lacks -join ' and -') by name, or call $($former.cmdlet)"
    }
    elseif ($former.ContainsKey('body')) {
        $theirs = Get-ParameterMap $other.Entry
        $own = Get-ParameterMap $found.Entry
        foreach ($name in $given) { if ($name -eq $former.body -or ($theirs.ContainsKey($name) -and $theirs[$name] -eq 'Body' -and -not $own.ContainsKey($name))) { return $other } }
        # A call with -Body is not an old call, because the published cmdlet had another name for its body.
        if ($given.Contains('Body') -and -not $isOpen -and $unnamed -eq 0) { return $found }
        # Without a name the value itself shows the operation: a JSON Patch is a list.
        $shape = if (-not $isOpen) { Get-PayloadShape @($Call.Arguments.Where({ $_.Kind -eq 'value' })) }
        if ($shape -eq 'table') { return $other }
        if ($shape -eq 'list') { return $found }
        $what = "-Body by name, or call $($former.cmdlet)"
    }
    else { return $other }
    Add-CallNote $File $Command 'Error' "the published module gave the name $($found.New) to two operations, and this call does not tell which it means: give $what for what it did there"
    $null
}
