# The model helpers: they make objects with the type name of their model, from JSON text or from parameters.

function Read-Model {
    # ConvertFrom-<Prefix>JsonTo<Model>: unknown keys are kept, null returns null, and empty text returns nothing. If
    # the first of several lines is a JSON document, each line is one, as for ConvertFrom-Json; otherwise all lines are
    # one document.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [string] $Type, [string[]] $Lines)
    $given = @(foreach ($line in $Lines) { if (-not [string]::IsNullOrWhiteSpace($line)) { $line } })
    if ($given.Count -gt 1 -and -not (Test-JsonText $given[0])) { $given = @([string]::Join("`n", $given)) }
    foreach ($text in $given) {
        $made = $script:apart.InvokeReturnAsIs({
            $value = ConvertFrom-JsonText $Cmdlet $text
            Add-TypeName $value $Type
            @{ Value = $value }
        })
        if ($made -isnot [hashtable]) { Submit-Failure $Cmdlet $made; continue }
        $Cmdlet.WriteObject($made.Value, $false)
    }
}

function Build-Model {
    # Initialize-<Prefix><Model>: returns an object with the given values and no others, so that a given null is sent
    # and a missing property is not. A value of another kind than the property's is refused. $Given are the parameters
    # of the command line, and $Item is the piped object that the other values come from.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [string] $Type, [string[]] $Given, [object] $Item, [hashtable] $Names = @{}, [hashtable] $Kinds = @{})
    # `[ordered]` would treat `Count` and `count` as one key.
    $members = [System.Collections.Specialized.OrderedDictionary]::new()
    foreach ($entry in $Cmdlet.MyInvocation.BoundParameters.GetEnumerator()) {
        $name = $entry.Key
        if ($name -in [System.Management.Automation.PSCmdlet]::CommonParameters) { continue }
        if ($name -notin $Given -and -not (Test-Member $Cmdlet $Item $name)) { continue }
        $wire = if ($Names.ContainsKey($name)) { $Names[$name] } else { [char]::ToLowerInvariant($name[0]) + $name.Substring(1) }
        $members[$wire] = $entry.Value
    }
    $failure = $script:apart.InvokeReturnAsIs({
        foreach ($kind in $Kinds.get_Keys()) {
            $plain = $kind.TrimEnd('[', ']')
            foreach ($name in $Kinds[$kind]) {
                $wire = if ($Names.ContainsKey($name)) { $Names[$name] } else { [char]::ToLowerInvariant($name[0]) + $name.Substring(1) }
                $value = $members[$wire]
                if ($null -eq $value) { continue }
                if ($plain -ceq $kind) { $members[$wire] = Read-Member $Cmdlet $plain $name $value; continue }
                # An array, because a pipeline would turn a list with one item into the item.
                $items = [object[]]::new($value.Count)
                for ($index = 0; $index -lt $items.Length; $index++) { if ($null -ne $value[$index]) { $items[$index] = Read-Member $Cmdlet $plain $name $value[$index] } }
                $members[$wire] = $items
            }
        }
    })
    if ($null -ne $failure) { Submit-Failure $Cmdlet $failure; return }
    # An object cannot have an empty property name, or names that differ only in case. Such a model is a dictionary, as
    # in a response.
    $keys = [System.Collections.Generic.HashSet[string]]::new([string[]] @($members.get_Keys()), [System.StringComparer]::OrdinalIgnoreCase)
    if ($keys.Count -ne $members.get_Count() -or $keys.Contains('')) { return $members }
    $model = [pscustomobject] $members
    $model.PSTypeNames.Insert(0, $Type)
    $model
}

function Test-Member {
    # Returns whether a piped object has the property that a parameter is bound to.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [object] $Item, [string] $Name)
    if ($null -eq $Item) { return $false }
    foreach ($spelling in @($Name) + $Cmdlet.MyInvocation.MyCommand.Parameters[$Name].Aliases) { if ($null -ne $Item.PSObject.Properties[$spelling]) { return $true } }
    $false
}

function Read-Member {
    # Returns the value of a property, or of an item of its list, as its kind. Throws if the kind does not accept the
    # value.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [string] $Kind, [string] $Name, [object] $Value)
    $base = Get-BaseValue $Value
    if ($Kind -eq 'text' -and ($base -is [string] -or $base -is [datetime] -or $base -is [System.DateTimeOffset] -or $base -is [uri] -or $base -is [version])) { return Format-Value $base }
    $known = Read-Argument $Kind $Value
    # A date is text in JSON: what a property took before it was described as a date is still sent.
    if ($null -eq $known -and $Kind -eq 'date') { $known = Read-Argument 'text' $Value }
    if ($null -ne $known) { return $known }
    throw (Build-Failure -Message "$($Cmdlet.MyInvocation.MyCommand.Name) takes $($script:kindNames[$Kind]) for -$Name, not $(Get-ShortText $Value)" -Id 'InvalidArgument' -Category InvalidArgument -Target $Value)
}
