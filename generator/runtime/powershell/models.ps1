# The model helpers: objects from JSON text or from parameters, with the name of their model.

function Read-Model {
    # ConvertFrom-<Prefix>JsonTo<Model>: unknown keys are kept; null and empty text give null. Lines that came one by one
    # are documents of their own where the first is one, as for ConvertFrom-Json, else one document together.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [string] $Type, [string[]] $Lines)
    $given = @(foreach ($line in $Lines) { if (-not [string]::IsNullOrWhiteSpace($line)) { $line } })
    if ($given.Count -gt 1 -and -not (Test-JsonText $given[0])) { $given = @([string]::Join("`n", $given)) }
    foreach ($text in $given) {
        try {
            $value = ConvertFrom-JsonText $Cmdlet $text
            Add-TypeName $value $Type
        }
        catch { Submit-Failure $Cmdlet $PSItem; continue }
        $Cmdlet.WriteObject($value, $false)
    }
}

function Build-Model {
    # Initialize-<Prefix><Model>: what was given, and nothing else, so that null reaches the wire and the rest does not.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [string] $Type, [hashtable] $Names = @{})
    # `[ordered]` would take `Count` and `count` for one key.
    $members = [System.Collections.Specialized.OrderedDictionary]::new()
    foreach ($entry in $Cmdlet.MyInvocation.BoundParameters.GetEnumerator()) {
        $name = $entry.Key
        if ($name -in [System.Management.Automation.PSCmdlet]::CommonParameters) { continue }
        $wire = if ($Names.ContainsKey($name)) { $Names[$name] } else { [char]::ToLowerInvariant($name[0]) + $name.Substring(1) }
        $members[$wire] = $entry.Value
    }
    # An object has no property without a name and none that differ only in case: as an answer, the model is a dictionary.
    $keys = [System.Collections.Generic.HashSet[string]]::new([string[]] @($members.get_Keys()), [System.StringComparer]::OrdinalIgnoreCase)
    if ($keys.Count -ne $members.get_Count() -or $keys.Contains('')) { return $members }
    $model = [pscustomobject] $members
    $model.PSTypeNames.Insert(0, $Type)
    $model
}
