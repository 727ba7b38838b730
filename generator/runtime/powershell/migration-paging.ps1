# Replaces Invoke-Paginate with the cmdlet itself and -First, and Set-DefaultConfiguration with a client or a token with
# Connect-Isc.

function Resolve-PlainParameter {
    # Returns the full name of a parameter of a function with few parameters.
    param([string[]] $Names, [string] $Name)
    $fits = @(foreach ($one in $Names) { if ($one.StartsWith($Name, 'OrdinalIgnoreCase')) { $one } })
    if ($fits.Count -eq 1) { return @{ Kind = 'same'; New = $fits[0] } }
    @{ Kind = 'common'; New = $Name }
}

function Move-Paginate {
    param([hashtable] $File, [System.Management.Automation.Language.CommandAst] $Command)
    $names = 'Function', 'Increment', 'Limit', 'InitialOffset', 'Parameters', 'WithHttpInfo'
    $arguments = @(Read-CallArgument $Command { param($name) Resolve-PlainParameter $names $name })
    $given = @{}
    foreach ($argument in $arguments) {
        if ($argument.Kind -eq 'named') { $given[$argument.Found.New] = $argument }
        elseif ($argument.Kind -eq 'value' -and -not $given.ContainsKey('Function')) { $given['Function'] = $argument }
        elseif ($argument.Kind -eq 'splat') { Move-PaginateTable $File $Command $argument; return }
        else { $given['More'] = $argument }
    }
    if (-not $given.ContainsKey('Function')) { return }
    $function = $given.Function.Value
    $called = Get-ConstantText $File $function
    if ($null -eq $called) {
        Add-CallNote $File $Command 'Warning' 'the name of the cmdlet is decided when the script runs: look whether it is an old one, and whether its parameters are'
        return
    }
    $found = Resolve-MigrationName $File $called.Value
    if ($null -eq $found) {
        if (-not $File.Run.Defined.ContainsKey($called.Value)) { Add-CallNote $File $Command 'Error' "there is no cmdlet $($called.Value) here: Find-IscCmdlet looks for one" }
        return
    }
    if ($found.Entry.ContainsKey('former')) { $found = Select-FormerPage $File $found $given }
    $reason = Get-PaginateReason $File $Command @{ Found = $found; Given = $given; IsDirect = [object]::ReferenceEquals($called, $function) }
    if ($reason) { Move-PaginateName $File $Command @{ Found = $found; Given = $given; Called = $called; Reason = $reason }; return }
    $edits = [System.Collections.Generic.List[object]]::new()
    $edits.Add((Build-NameEdit $File $Command.CommandElements[0] ($Command.GetCommandName() -replace '^.*\\') $found.New))
    $edits.Add((Build-Edit $File $given.Function.From $given.Function.End ''))
    if ($given.ContainsKey('Increment')) { $edits.Add((Edit-ParameterName $File $given.Increment 'Limit')) }
    $offset = if ($given.ContainsKey('InitialOffset')) { $given.InitialOffset }
    if ($null -ne $offset -and $offset.Value.Extent.Text -eq '0') {
        $edits.Add((Build-Edit $File $offset.From $offset.End ''))
        $offset = $null
    }
    if ($null -ne $offset) { $edits.Add((Edit-ParameterName $File $offset 'Skip')) }
    # The old limit is a position, but -First is a number of items.
    if ($given.ContainsKey('Limit')) {
        $edits.Add((Edit-ParameterName $File $given.Limit 'First'))
        if ($null -ne $offset) {
            $extent = $given.Limit.Value.Extent
            $edits.Add((Build-Edit $File $extent.StartOffset $extent.EndOffset "($($extent.Text) - $($offset.Value.Extent.Text))"))
        }
    }
    else {
        $first = if ($null -ne $offset) { "(10000 - $($offset.Value.Extent.Text))" } else { '10000' }
        $at = $Command.CommandElements[-1].Extent.EndOffset
        $edits.Add((Build-Edit $File $at $at " -First $first"))
    }
    if ($given.ContainsKey('Parameters')) { foreach ($edit in Edit-PageParameter $File $Command @{ Argument = $given.Parameters; Found = $found }) { $edits.Add($edit) } }
    if ($given.ContainsKey('WithHttpInfo')) { $edits.Add((Build-Edit $File $given.WithHttpInfo.From $given.WithHttpInfo.End '')) }
    $null = $File.Done.Add($File.Base + $function.Extent.StartOffset)
    Add-MigrationEntry $File @{ Edits = $edits; Severity = $(if ($found.Kind -eq 'version') { 'Warning' } else { 'Information' }); Message = "the cmdlet reads page by page itself$(if (-not $given.ContainsKey('Limit')) { '; 10000 is the limit that was not written, -All gives everything' })"; Whole = $Command }
}

function Edit-ParameterName {
    param([hashtable] $File, [hashtable] $Argument, [string] $New)
    $start = $Argument.Parameter.Extent.StartOffset
    Build-Edit $File $start ($start + 1 + $Argument.Parameter.ParameterName.Length) "-$New"
}

function Get-ConstantText {
    # Returns the constant of an argument, or the only constant that is assigned to its variable.
    param([hashtable] $File, [System.Management.Automation.Language.Ast] $Ast)
    if ($Ast -is [System.Management.Automation.Language.StringConstantExpressionAst]) { return $Ast }
    if ($Ast -isnot [System.Management.Automation.Language.VariableExpressionAst]) { return }
    $values = @(Find-Assigned $Ast $Ast.VariablePath.UserPath)
    if ($values.Count -eq 1 -and $values[0] -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $values[0] }
}

function Select-FormerPage {
    # Selects the other operation of a former name, if it is a list in pages and the one with today's name is not.
    param([hashtable] $File, [hashtable] $Found, [hashtable] $Given)
    $other = $null
    if (-not $File.Run.Table.Names.TryGetValue($Found.Entry.former.cmdlet, [ref] $other)) { return $Found }
    if ($other.Entry['isPaged'] -and -not $Found.Entry['isPaged']) { $other } else { $Found }
}

function Get-PaginateReason {
    # Returns why a call of Invoke-Paginate has to stay; nothing if the cmdlet's own parameters do the same.
    param([hashtable] $File, [System.Management.Automation.Language.CommandAst] $Command, [hashtable] $Call)
    $given = $Call.Given
    if (-not $Call.IsDirect) { return 'the name of the cmdlet stands in a variable' }
    if (-not $Call.Found.Entry['isPaged']) { return "$($Call.Found.New) is not a list with limit and offset" }
    if ($given.ContainsKey('WithHttpInfo')) { return 'one object of all pages with -WithHttpInfo has no other form' }
    if ($given.ContainsKey('More') -or (Test-PipelineInput $Command)) { return 'it has values without names' }
    foreach ($name in 'Limit', 'InitialOffset') {
        if (-not $given.ContainsKey($name)) { continue }
        $value = $given[$name].Value
        if ($value -isnot [System.Management.Automation.Language.ConstantExpressionAst] -and $value -isnot [System.Management.Automation.Language.VariableExpressionAst] -and $value -isnot [System.Management.Automation.Language.MemberExpressionAst] -and $value -isnot [System.Management.Automation.Language.ParenExpressionAst]) { return "-$name is not a plain value" }
    }
    if (-not $given.ContainsKey('Parameters')) { return }
    $value = $given.Parameters.Value
    $keys = @()
    if ($value -is [System.Management.Automation.Language.HashtableAst]) {
        if ($value.Extent.Text -match '#') { return 'its table of parameters may hold comments' }
        foreach ($pair in $value.KeyValuePairs) {
            if ($pair.Item1 -isnot [System.Management.Automation.Language.StringConstantExpressionAst]) { return 'its table of parameters has keys that are decided when the script runs' }
            $keys += $pair.Item1.Value
        }
    }
    elseif ($value -is [System.Management.Automation.Language.VariableExpressionAst]) {
        $keys = Get-SplatKey $Command $value
        if ($null -eq $keys) { return 'its table of parameters is made where this cannot be seen' }
        if (@($keys) -match '^(?:Limit|Offset|WithHttpInfo)$') { return 'its table of parameters has a limit or an offset of its own' }
    }
    else { return 'its table of parameters is not a plain hashtable' }
    foreach ($key in $keys) { if ((Resolve-MigrationParameter $Call.Found.Entry $key).Kind -eq 'unknown') { return "$($Call.Found.New) has no parameter $key" } }
}

function Move-PaginateName {
    # Moves a call of Invoke-Paginate that stays: the name of its cmdlet, and the keys of its parameters.
    param([hashtable] $File, [System.Management.Automation.Language.CommandAst] $Command, [hashtable] $Call)
    $found = $Call.Found
    $null = $File.Done.Add($File.Base + $Call.Called.Extent.StartOffset)
    Add-CallNote $File $Command 'Warning' "Invoke-Paginate stays, because $($Call.Reason); $($found.New) has -All and -First of its own where it is a list"
    if ($Call.Called.Value -ne $found.New) { Add-MigrationEntry $File @{ Edits = @(Build-NameEdit $File $Call.Called $Call.Called.Value $found.New); Severity = 'Information'; Message = 'the cmdlet that Invoke-Paginate calls' } }
    if (-not $Call.Given.ContainsKey('Parameters')) { return }
    $value = $Call.Given.Parameters.Value
    if ($value -is [System.Management.Automation.Language.HashtableAst]) { Move-TableKey $File @{ Table = $value; Entry = $found.Entry; Cmdlet = $found.New } }
    elseif ($value -is [System.Management.Automation.Language.VariableExpressionAst]) { Move-Splat $File @{ Command = $Command; Arguments = @(@{ Kind = 'splat'; Value = $value }); Entry = $found.Entry; Cmdlet = $found.New } }
}

function Move-PaginateTable {
    # Moves Invoke-Paginate with a splatted table, which contains the cmdlet's name and its parameters.
    param([hashtable] $File, [System.Management.Automation.Language.CommandAst] $Command, [hashtable] $Argument)
    Add-CallNote $File $Command 'Warning' 'Invoke-Paginate stays, because its parameters stand in a table; the cmdlet has -All and -First of its own'
    foreach ($table in Get-SplatTable $Command $Argument.Value) {
        $entry = $null
        foreach ($pair in $table.KeyValuePairs) {
            $value = Get-PairValue $pair.Item2
            if ($pair.Item1.Extent.Text.Trim('''"') -eq 'Function' -and $value -is [System.Management.Automation.Language.StringConstantExpressionAst]) {
                $entry = Resolve-MigrationName $File $value.Value
                $null = $File.Done.Add($File.Base + $value.Extent.StartOffset)
                if ($null -ne $entry -and $entry.New -ne $value.Value) { Add-MigrationEntry $File @{ Edits = @(Build-NameEdit $File $value $value.Value $entry.New); Severity = 'Information'; Message = 'the cmdlet that Invoke-Paginate calls' } }
            }
        }
        if ($null -eq $entry) { continue }
        foreach ($pair in $table.KeyValuePairs) {
            $value = Get-PairValue $pair.Item2
            if ($pair.Item1.Extent.Text.Trim('''"') -eq 'Parameters' -and $value -is [System.Management.Automation.Language.HashtableAst]) { Move-TableKey $File @{ Table = $value; Entry = $entry.Entry; Cmdlet = $entry.New } }
        }
    }
}

function Get-PairValue {
    # Returns the expression of a table's value; nothing for a command or a statement.
    param([System.Management.Automation.Language.StatementAst] $Statement)
    if ($Statement -is [System.Management.Automation.Language.PipelineAst] -and $Statement.PipelineElements.Count -eq 1 -and $Statement.PipelineElements[0] -is [System.Management.Automation.Language.CommandExpressionAst]) { $Statement.PipelineElements[0].Expression }
}

function Edit-PageParameter {
    # Converts the table of -Parameters to arguments.
    param([hashtable] $File, [System.Management.Automation.Language.CommandAst] $Command, [hashtable] $Call)
    $argument = $Call.Argument
    $value = $argument.Value
    if ($value -is [System.Management.Automation.Language.VariableExpressionAst]) {
        $null = Move-Splat $File @{ Command = $Command; Arguments = @(@{ Kind = 'splat'; Value = $value }); Entry = $Call.Found.Entry; Cmdlet = $Call.Found.New }
        return Build-Edit $File $argument.From $value.Extent.EndOffset " @$($value.VariablePath.UserPath)"
    }
    $from = $argument.From
    $before = ''
    foreach ($pair in $value.KeyValuePairs) {
        $key = $pair.Item1
        $found = Resolve-MigrationParameter $Call.Found.Entry $key.Value
        # Invoke-Paginate sets these itself and ignores the values of the table.
        if ($found.Kind -eq 'ignored' -or $key.Value -in 'Limit', 'Offset', 'WithHttpInfo') { continue }
        $expression = Get-PairValue $pair.Item2
        $extent = $pair.Item2.Extent
        $isPlain = $expression -is [System.Management.Automation.Language.StringConstantExpressionAst] -or $expression -is [System.Management.Automation.Language.ExpandableStringExpressionAst] -or $expression -is [System.Management.Automation.Language.VariableExpressionAst] -or $expression -is [System.Management.Automation.Language.ConstantExpressionAst] -or $expression -is [System.Management.Automation.Language.MemberExpressionAst] -or $expression -is [System.Management.Automation.Language.ParenExpressionAst] -or $expression -is [System.Management.Automation.Language.ArrayExpressionAst]
        $open, $close = if ($isPlain) { '', '' } elseif ($pair.Item2 -is [System.Management.Automation.Language.PipelineAst]) { '(', ')' } else { '$(', ')' }
        Build-Edit $File $from $extent.StartOffset "$before -$($found.New) $open"
        $from = $extent.EndOffset
        $before = $close
    }
    Build-Edit $File $from $value.Extent.EndOffset $before
}

function Move-DefaultConfiguration {
    # Replaces a call that sets a client or a token with Connect-Isc. Other calls stay, because they work as before.
    param([hashtable] $File, [System.Management.Automation.Language.CommandAst] $Command)
    $same = 'BaseUrl', 'ClientId', 'ClientSecret', 'Token', 'TokenUrl', 'AllowHttp', 'MaximumRetryCount', 'Proxy'
    $gone = 'TokenExpiration', 'NermBaseUrl', 'Experimental', 'ConsumerIdentifier', 'ConsumerVersion'
    $other = 'RetryIntervalSeconds', 'DefaultHeaders', 'PassThru'
    $arguments = @(Read-CallArgument $Command { param($name) Resolve-PlainParameter ($same + $gone + $other) $name })
    $given = @{}
    foreach ($argument in $arguments) {
        if ($argument.Kind -ne 'named') { $given['More'] = $argument } else { $given[$argument.Found.New] = $argument }
    }
    $isClient = $given.ContainsKey('ClientId') -and $given.ContainsKey('ClientSecret')
    if (-not $isClient -and -not $given.ContainsKey('Token')) { return }
    $more = @(foreach ($name in $given.Keys) { if ($name -notin $same -and $name -notin $gone) { $name } })
    if ($given.ContainsKey('Token') -and ($given.ContainsKey('ClientId') -or $given.ContainsKey('ClientSecret') -or $given.ContainsKey('TokenUrl'))) { $more += 'Token' }
    if ($more.Count -gt 0) {
        Add-CallNote $File $Command 'Information' "stays, because Connect-Isc has no $($more -join ', ') beside the rest; it works as it did"
        return
    }
    $edits = [System.Collections.Generic.List[object]]::new()
    $edits.Add((Build-NameEdit $File $Command.CommandElements[0] ($Command.GetCommandName() -replace '^.*\\') 'Connect-Isc'))
    foreach ($argument in $arguments) {
        if ($argument.Found.New -in $gone) { $edits.Add((Build-Edit $File $argument.From $argument.End '')) }
        elseif ($argument.Parameter.ParameterName -ne $argument.Found.New) { $edits.Add((Edit-ParameterName $File $argument $argument.Found.New)) }
    }
    Add-MigrationEntry $File @{ Edits = $edits; Severity = 'Information'; Message = 'Connect-Isc makes a connection that cmdlets use, and checks what it is given'; Whole = $Command }
}
