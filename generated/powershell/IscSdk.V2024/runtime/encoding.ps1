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

$script:half = [regex]::new('[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]')
# The same as an escape of JSON.
$script:halfEscape = [regex]::new('(?<!\\)(?:\\\\)*(?:\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F])')

function Assert-Text {
    # Half of a surrogate pair is nothing that UTF-8 can hold: .NET would send another text.
    param([string] $Text, [switch] $Json)
    if ($script:half.IsMatch($Text) -or ($Json -and $script:halfEscape.IsMatch($Text))) {
        throw (Build-Failure -Message 'a text has half of a surrogate pair, which cannot be sent' -Id 'InvalidText' -Category InvalidArgument)
    }
}

function ConvertTo-Utf8 {
    param([string] $Text)
    Assert-Text $Text
    # The bytes as one array.
    , $script:strictUtf8.GetBytes($Text)
}

# What does not show: white space, controls, and what has no width (Default_Ignorable_Code_Point).
$script:blank = [regex]::new('[\s\p{Z}\p{Cc}\p{Cf}\u034F\u115F\u1160\u17B4\u17B5\u180B-\u180F\u2065\u2800\u3164\uFE00-\uFE0F\uFFA0\uFFF0-\uFFF8]|[\uDB40-\uDB43][\uDC00-\uDFFF]|\uD82F[\uDCA0-\uDCA3]|\uD834[\uDD73-\uDD7A]')

function Test-Segment {
    # Whether a value can be a segment of a path: a text, number, date or truth value that shows. What is empty, white space,
    # of no width, or a dot segment (URL parsers resolve "." and "..", percent-encoded too) would address another resource.
    # So would the text that the engine makes of an object for a parameter that is a text.
    param([object] $Value)
    if ($Value -is [System.Management.Automation.PSObject] -and $Value -isnot [System.Management.Automation.PSCustomObject]) { $Value = $Value.PSObject.BaseObject }
    if ($Value -isnot [System.IConvertible] -and $Value -isnot [System.IFormattable]) { return $false }
    if (($Value -is [double] -or $Value -is [float]) -and -not [double]::IsFinite($Value)) { return $false }
    $text = Format-Value $Value
    if ($text -cmatch '^[0-9A-Za-z_-]+$') { return $true }
    if ($script:blank.Replace($text, '') -replace '%(?:25)*2e', '.' -in '', '.', '..') { return $false }
    -not ($text -match '(?s)^@\{.*\}$' -or ($text -cmatch '^System\.[\w.+`]+(?:\[.*\])?$' -and $null -ne ($text -as [type])))
}

function ConvertTo-UrlText {
    # Percent-encoded as browsers encode it, so that both SDKs send the same: these marks stay as they are.
    param([object] $Value, [bool] $IsReservedAllowed, [bool] $IsPath)
    $text = [uri]::EscapeDataString((Format-Value $Value))
    if (-not $text.Contains('%')) { return $text }
    # What .NET writes for half of a surrogate pair.
    if ($text.Contains('%EF%BF%BD')) { Assert-Text (Format-Value $Value) }
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
    $values = if ($isPairs) { foreach ($entry in Get-Entry $Value) { , $entry[1] } } elseif ($null -ne $Value -and (Test-List $Value)) { foreach ($item in $Value) { , $item } } else { , $Value }
    # Nothing: the caller refuses it.
    if ((($isPairs -or (Test-List $Value)) -and -not $Parameter['IsCompound']) -or @($values).Count -eq 0) { return '' }
    foreach ($item in @($values)) { if (-not (Test-Segment $item)) { return '' } }
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
