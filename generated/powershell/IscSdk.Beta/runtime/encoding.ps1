# Values as text of a URL or a header.

function Format-Value {
    # A scalar as the service reads it.
    param([object] $Value)
    if ($null -eq $Value) { return '' }
    if ($Value -is [System.Management.Automation.PSObject]) { $Value = $Value.PSObject.BaseObject }
    if ($Value -is [string]) { return $Value }
    if ($Value -is [bool]) { return $(if ($Value) { 'true' } else { 'false' }) }
    if ($Value -is [switch]) { return $(if ($Value.IsPresent) { 'true' } else { 'false' }) }
    if ($Value -is [datetime]) { return Format-Date $Value }
    if ($Value -is [System.DateTimeOffset]) { return Format-Date $Value.UtcDateTime }
    if ($Value -is [System.IFormattable]) { return $Value.ToString($null, [cultureinfo]::InvariantCulture) }
    [string] $Value
}

function Format-Date {
    # ISO 8601: the instant in UTC, or as it stands when nobody told the zone.
    param([datetime] $Value)
    if ($Value.Kind -eq 'Local') { $Value = $Value.ToUniversalTime() }
    $Value.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", [cultureinfo]::InvariantCulture)
}

function ConvertTo-UrlText {
    # Percent-encoded as browsers encode it, so that both SDKs send the same: these marks stay as they are.
    param([object] $Value, [bool] $IsReservedAllowed, [bool] $IsPath)
    $text = [uri]::EscapeDataString((Format-Value $Value))
    if (-not $text.Contains('%')) { return $text }
    $text = $text.Replace('%21', '!').Replace('%28', '(').Replace('%29', ')').Replace('%2A', '*')
    if ($IsPath) { $text = $text.Replace('%27', "'") }
    if ($IsReservedAllowed) {
        foreach ($mark in ':', '/', '?', '[', ']', '@', '$', '&', "'", '+', ',', ';', '=') { $text = $text.Replace([uri]::HexEscape($mark[0]), $mark) }
    }
    $text
}

function Get-Entry {
    # The pairs of an object or a dictionary.
    param([object] $Value)
    if ($Value -is [System.Collections.IDictionary]) {
        foreach ($entry in $Value.GetEnumerator()) { , @([string] $entry.Key, $entry.Value) }
        return
    }
    foreach ($property in $Value.PSObject.Properties) { , @($property.Name, $property.Value) }
}

function Test-Record {
    param([object] $Value)
    $Value -is [System.Collections.IDictionary] -or $Value -is [System.Management.Automation.PSCustomObject]
}

function Test-List {
    param([object] $Value)
    $Value -is [System.Collections.IEnumerable] -and $Value -isnot [string] -and $Value -isnot [System.Collections.IDictionary]
}

function Format-Pair {
    # A query parameter in one of OpenAPI's styles: `name=value` pairs.
    param([hashtable] $Parameter, [object] $Value)
    $name = ConvertTo-UrlText $Parameter.Wire
    $isRaw = [bool] $Parameter['Reserved']
    if ($Parameter['Json']) { return "$name=" + (ConvertTo-UrlText (ConvertTo-JsonText $Value) $isRaw) }
    $style = $Parameter.Style
    $explode = $Parameter.Explode
    if (Test-List $Value) {
        $parts = [string[]] @(foreach ($item in $Value) { ConvertTo-UrlText $item $isRaw })
        if ($explode) { foreach ($part in $parts) { "$name=$part" }; return }
        $separator = switch ($style) { 'spaceDelimited' { '%20' } 'pipeDelimited' { '%7C' } default { ',' } }
        return "$name=" + [string]::Join($separator, $parts)
    }
    if (Test-Record $Value) {
        if ($style -eq 'deepObject') {
            foreach ($entry in Get-Entry $Value) { foreach ($item in @($entry[1])) { "$name%5B$(ConvertTo-UrlText $entry[0])%5D=$(ConvertTo-UrlText $item $isRaw)" } }
            return
        }
        if ($explode) { foreach ($entry in Get-Entry $Value) { "$(ConvertTo-UrlText $entry[0])=$(ConvertTo-UrlText $entry[1] $isRaw)" }; return }
        return "$name=" + [string]::Join(',', [string[]] @(foreach ($entry in Get-Entry $Value) { (ConvertTo-UrlText $entry[0] $isRaw); (ConvertTo-UrlText $entry[1] $isRaw) }))
    }
    "$name=" + (ConvertTo-UrlText $Value $isRaw)
}

function Format-PathPart {
    # A path parameter in one of OpenAPI's styles: simple, label or matrix.
    param([hashtable] $Parameter, [object] $Value)
    if ($Parameter['Json']) { return ConvertTo-UrlText (ConvertTo-JsonText $Value) $false $true }
    $isPairs = Test-Record $Value
    $explode = $Parameter.Explode
    $parts = [string[]] @(
        if ($isPairs) { foreach ($entry in Get-Entry $Value) { (ConvertTo-UrlText $entry[0] $false $true) + $(if ($explode) { '=' } else { ',' }) + (ConvertTo-UrlText $entry[1] $false $true) } }
        else { foreach ($item in @($Value)) { ConvertTo-UrlText $item $false $true } }
    )
    switch ($Parameter.Style) {
        'label' { return '.' + [string]::Join($(if ($explode) { '.' } else { ',' }), $parts) }
        'matrix' {
            $prefix = ";$(ConvertTo-UrlText $Parameter.Wire)="
            if (-not $explode) { return $prefix + [string]::Join(',', $parts) }
            return [string]::Join('', [string[]] @(foreach ($part in $parts) { $(if ($isPairs) { ';' } else { $prefix }) + $part }))
        }
        default { return [string]::Join(',', $parts) }
    }
}

function Format-HeaderText {
    # A header parameter in the style simple.
    param([hashtable] $Parameter, [object] $Value)
    if ($Parameter['Json']) { return ConvertTo-JsonText $Value }
    if (Test-Record $Value) {
        $join = if ($Parameter.Explode) { '=' } else { ',' }
        return [string]::Join(',', [string[]] @(foreach ($entry in Get-Entry $Value) { [string]::Join($join, [string[]] @($entry[0], (Format-Value $entry[1]))) }))
    }
    [string]::Join(',', [string[]] @(foreach ($item in @($Value)) { Format-Value $item }))
}
