# Formats values as text of a URL or a header.

function Format-Value {
    # Returns a scalar as the service reads it.
    param([object] $Value)
    if ($null -eq $Value) { return '' }
    if ($Value -is [System.Management.Automation.PSObject]) { $Value = $Value.PSObject.BaseObject }
    if ($Value -is [string]) { return $Value }
    if ($Value -is [bool]) { return $(if ($Value) { 'true' } else { 'false' }) }
    if ($Value -is [switch]) { return $(if ($Value.IsPresent) { 'true' } else { 'false' }) }
    if ($Value -is [datetime]) { return Format-Date $Value }
    if ($Value -is [System.DateTimeOffset]) { return Format-Date $Value.UtcDateTime }
    if ($Value -is [System.DateOnly]) { return $Value.ToString('yyyy-MM-dd', [cultureinfo]::InvariantCulture) }
    if ($Value -is [System.TimeOnly]) { return $Value.ToString("HH':'mm':'ss.FFFFFFF", [cultureinfo]::InvariantCulture) }
    # Without an exponent, as JavaScript writes it: not 1E+16.
    if ($Value -is [double] -and [System.Math]::Abs($Value) -lt 1e21 -and [System.Math]::Floor($Value) -eq $Value) { return ([bigint] $Value).ToString([cultureinfo]::InvariantCulture) }
    if ($Value -is [System.IFormattable]) { return $Value.ToString($null, [cultureinfo]::InvariantCulture) }
    [string] $Value
}

function Format-Date {
    # ISO 8601: in UTC, or without a zone if the zone of the date is unknown.
    param([datetime] $Value)
    if ($Value.Kind -eq 'Local') { $Value = $Value.ToUniversalTime() }
    $Value.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", [cultureinfo]::InvariantCulture)
}

# An unpaired surrogate.
$script:half = [regex]::new('[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]')
# An unpaired surrogate as an escape of JSON.
$script:halfEscape = [regex]::new('(?<!\\)(?:\\\\)*(?:\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F])')

function Assert-Text {
    # Throws for an unpaired surrogate, which UTF-8 cannot encode: .NET would send another text.
    param([string] $Text, [switch] $Json)
    if ($script:half.IsMatch($Text) -or ($Json -and $script:halfEscape.IsMatch($Text))) {
        throw (Build-Failure -Message 'a text has an unpaired surrogate, which cannot be sent' -Id 'InvalidText' -Category InvalidArgument)
    }
}

function ConvertTo-Utf8 {
    param([string] $Text)
    Assert-Text $Text
    # The comma returns the bytes as one array.
    , $script:strictUtf8.GetBytes($Text)
}

# Characters that are not visible: white space, controls, and characters without width (Default_Ignorable_Code_Point).
$script:blank = [regex]::new('[\s\p{Z}\p{Cc}\p{Cf}\u034F\u115F\u1160\u17B4\u17B5\u180B-\u180F\u2065\u2800\u3164\uFE00-\uFE0F\uFFA0\uFFF0-\uFFF8]|[\uDB40-\uDB43][\uDC00-\uDFFF]|\uD82F[\uDCA0-\uDCA3]|\uD834[\uDD73-\uDD7A]')

function Test-Segment {
    # Returns whether a value can be a segment of a path: a visible text, a number, a date or a boolean. Empty text,
    # white space, characters without width, and dot segments (URL parsers resolve "." and "..", also percent-encoded)
    # would address another resource. So would the text that the engine makes of an object for a string parameter.
    param([object] $Value)
    if ($Value -is [System.Management.Automation.PSObject] -and $Value -isnot [System.Management.Automation.PSCustomObject]) { $Value = $Value.PSObject.BaseObject }
    # Other types that have a text, such as [uri] and [version], are not ids.
    if ($Value -is [System.DBNull] -or ($Value -isnot [System.IConvertible] -and $Value -isnot [guid] -and $Value -isnot [bigint] -and $Value -isnot [System.DateTimeOffset] -and $Value -isnot [System.DateOnly] -and $Value -isnot [System.TimeOnly] -and $Value -isnot [timespan])) { return $false }
    if (($Value -is [double] -or $Value -is [float]) -and -not [double]::IsFinite($Value)) { return $false }
    $text = Format-Value $Value
    if ($text -cmatch '^[0-9A-Za-z_-]+$') { return $true }
    if ($script:blank.Replace($text, '') -replace '%(?:25)*2e', '.' -in '', '.', '..') { return $false }
    -not ($text -match '(?s)^@\{.*\}$' -or ($text -cmatch '^System\.[\w.+`]+(?:\[.*\])?$' -and $null -ne ($text -as [type])))
}

function ConvertTo-UrlText {
    # Percent-encodes a text as browsers do, so that both SDKs send the same. The characters replaced below stay
    # unencoded.
    param([object] $Value, [bool] $IsReservedAllowed, [bool] $IsPath)
    $text = [uri]::EscapeDataString((Format-Value $Value))
    if (-not $text.Contains('%')) { return $text }
    # .NET writes %EF%BF%BD for an unpaired surrogate.
    if ($text.Contains('%EF%BF%BD')) { Assert-Text (Format-Value $Value) }
    $text = $text.Replace('%21', '!').Replace('%28', '(').Replace('%29', ')').Replace('%2A', '*')
    if ($IsPath) { $text = $text.Replace('%27', "'") }
    if ($IsReservedAllowed) {
        foreach ($mark in ':', '/', '?', '[', ']', '@', '$', '&', "'", '+', ',', ';', '=') { $text = $text.Replace([uri]::HexEscape($mark[0]), $mark) }
        # Text that is percent-encoded already stays unchanged: reserved expansion (RFC 6570, 3.2.3).
        $text = $text -replace '%25(?=[0-9A-Fa-f]{2})', '%'
    }
    $text
}

function Get-Entry {
    # Returns the names and values of an object or a dictionary as pairs.
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

function Test-Nothing {
    # Returns whether a value is left out: RFC 6570 (2.3) treats null as undefined.
    param([object] $Value)
    $null -eq $Value -or $Value -is [System.DBNull]
}

function Deny-Part {
    # Throws for a part of a parameter. $At names the part in the message: -Filter.ids[0].
    param([hashtable] $Parameter, [string] $At, [string] $Reason, [object] $Value)
    throw (Build-Failure -Message "$($Parameter['Cmdlet']) cannot send ${At}: $Reason; nothing was sent" -Id 'InvalidArgument' -Category InvalidArgument -Target $Value)
}

function Format-Part {
    # Returns the text of a single value: a text, number, date or boolean. Throws for other values, because a service
    # cannot read the text that the engine makes of them.
    param([hashtable] $Parameter, [object] $Value, [string] $At)
    if ($Value -is [System.Management.Automation.PSObject] -and $Value -isnot [System.Management.Automation.PSCustomObject]) { $Value = $Value.PSObject.BaseObject }
    if ($Value -is [string]) {
        # The engine made this text of an object, because the parameter is a string.
        if ($Value -cmatch '(?s)^@\{[^{}()=]+=.*\}$' -or ($Value -cmatch '^System\.[\w.+`]+(?:\[.*\])?$' -and $null -ne ($Value -as [type]))) { Deny-Part $Parameter $At 'it was an object, which has no text' $Value }
        return $Value
    }
    $isNumber = $Value -is [double] -or $Value -is [float]
    if ((Test-Record $Value) -or (Test-List $Value) -or ($Value -isnot [System.IConvertible] -and $Value -isnot [System.IFormattable] -and $Value -isnot [switch] -and $Value -isnot [uri]) -or ($isNumber -and -not [double]::IsFinite($Value))) {
        $kind = if (Test-Record $Value) { 'an object' } elseif (Test-List $Value) { 'a list' } elseif ($isNumber) { 'a number that is not finite' } else { "a $($Value.GetType().Name)" }
        Deny-Part $Parameter $At "it is $kind, for which the style $($Parameter.Style) has no form there" $Value
    }
    Format-Value $Value
}

function Get-Part {
    # Returns the parts of a list or an object: the name, the value, and the name for messages. Null parts are left out.
    param([object] $Value, [string] $At)
    if (Test-Record $Value) {
        foreach ($entry in Get-Entry $Value) { if (-not (Test-Nothing $entry[1])) { , @($entry[0], $entry[1], "$At.$($entry[0])") } }
        return
    }
    $index = 0
    foreach ($item in $Value) {
        if (-not (Test-Nothing $item)) { , @([string] $index, $item, "${At}[$index]") }
        $index++
    }
}

function Assert-Part {
    # Returns the text of a part. Throws if it contains the separator, because the service would read two parts.
    param([hashtable] $Parameter, [string] $Text, [string] $Separator, [string] $At)
    if ($Separator -and $Text.Contains($Separator)) { Deny-Part $Parameter $At "'$([uri]::UnescapeDataString($Separator))' would end the part" $Text }
    $Text
}

function Format-DeepPair {
    # `name[a][b]=1`, `name[a][0]=1`: OpenAPI defines only the first level of deepObject. Each deeper level adds
    # brackets, as most services expect (de facto), and the index of a list is a key like any other.
    param([hashtable] $Parameter, [object] $Value, [string] $Name, [string] $At, [int] $Depth)
    if (-not (Test-Record $Value) -and -not (Test-List $Value)) { return "$Name=" + (ConvertTo-UrlText (Format-Part $Parameter $Value $At) ([bool] $Parameter['Reserved'])) }
    if ($Depth -ge 100) { Deny-Part $Parameter $At 'it contains itself, or is nested more than 100 times' $null }
    foreach ($part in @(Get-Part $Value $At)) {
        if ($part[0] -match '[\[\]]') { Deny-Part $Parameter $part[2] "'$($Matches[0])' would end the name" $part[0] }
        Format-DeepPair $Parameter $part[1] "$Name%5B$(ConvertTo-UrlText $part[0])%5D" $part[2] ($Depth + 1)
    }
}

function Format-Pair {
    # Returns a query parameter or a cookie in one of OpenAPI's styles as `name=value` pairs; none for a value without
    # parts.
    param([hashtable] $Parameter, [object] $Value)
    $name = ConvertTo-UrlText $Parameter.Wire
    $isRaw = [bool] $Parameter['Reserved']
    if ($Parameter['Json']) { return "$name=" + (ConvertTo-UrlText (ConvertTo-JsonText $Value) $isRaw) }
    if (Test-Nothing $Value) { return }
    $style = $Parameter.Style
    $at = "-$($Parameter['Name'])"
    if ($style -eq 'deepObject') { return Format-DeepPair $Parameter $Value $name $at 0 }
    $isPairs = Test-Record $Value
    if (-not $isPairs -and -not (Test-List $Value)) { return "$name=" + (ConvertTo-UrlText (Format-Part $Parameter $Value $at) $isRaw) }
    $separator = if ($Parameter.Explode) { '' } else { switch ($style) { 'spaceDelimited' { '%20' } 'pipeDelimited' { '%7C' } default { ',' } } }
    $pairs = @(foreach ($part in @(Get-Part $Value $at)) {
            $text = Assert-Part $Parameter (ConvertTo-UrlText (Format-Part $Parameter $part[1] $part[2]) $isRaw) $separator $part[2]
            if (-not $isPairs) { , @($name, $text) } else { , @((Assert-Part $Parameter (ConvertTo-UrlText $part[0]) $separator $part[2]), $text) }
        })
    if ($pairs.Count -eq 0) { return }
    if ($Parameter.Explode) { foreach ($pair in $pairs) { "$($pair[0])=$($pair[1])" }; return }
    "$name=" + [string]::Join($separator, [string[]] @(foreach ($pair in $pairs) { if ($isPairs) { $pair[0] }; $pair[1] }))
}

function Assert-Content {
    # Throws for a value that JSON cannot express, in a list or an object of a path: JSON would write another value.
    param([hashtable] $Parameter, [object] $Value, [string] $At, [int] $Depth)
    if (-not (Test-Record $Value) -and -not (Test-List $Value)) { $null = Format-Part $Parameter $Value $At; return }
    if ($Depth -ge 100) { Deny-Part $Parameter $At 'it contains itself, or is nested more than 100 times' $null }
    foreach ($part in @(Get-Part $Value $At)) { Assert-Content $Parameter $part[1] $part[2] ($Depth + 1) }
}

function Format-PathPart {
    # Returns a path parameter in one of OpenAPI's styles: simple, label or matrix. Returns an empty text for a value
    # that would address another resource; the caller refuses it.
    param([hashtable] $Parameter, [object] $Value)
    $isPairs = Test-Record $Value
    $isList = $null -ne $Value -and (Test-List $Value)
    if ($Parameter['Json']) {
        # An empty text for a value that would address another resource, as below.
        if ($isPairs -or $isList) { Assert-Content $Parameter $Value "-$($Parameter['Name'])" 0; if (@(Get-Part $Value '').Count -eq 0) { return '' } }
        elseif (-not (Test-Segment $Value)) { return '' }
        return ConvertTo-UrlText (ConvertTo-JsonText $Value) $false $true
    }
    # The caller refuses an empty text.
    if (($isPairs -or $isList) -and -not $Parameter['IsCompound']) { return '' }
    $at = "-$($Parameter['Name'])"
    $explode = $Parameter.Explode
    $separator = if ($explode -and $Parameter.Style -eq 'label' -and ($isPairs -or $isList)) { '.' } else { '' }
    $index = 0
    # A null is not left out, because without it the path would address another resource.
    $entries = @(if ($isPairs) { foreach ($entry in Get-Entry $Value) { , @($entry[0], $entry[1], "$at.$($entry[0])") } } elseif ($isList) { foreach ($item in $Value) { , @('', $item, "${at}[$index]"); $index++ } } else { , @('', $Value, $at) })
    if ($entries.Count -eq 0) { return '' }
    $texts = [System.Collections.Generic.List[string]]::new()
    foreach ($entry in $entries) {
        $isCompound = (Test-Record $entry[1]) -or ($null -ne $entry[1] -and (Test-List $entry[1]))
        if (-not $isCompound -and -not (Test-Segment $entry[1])) { return '' }
        $text = Assert-Part $Parameter (ConvertTo-UrlText (Format-Part $Parameter $entry[1] $entry[2]) $false $true) $separator $entry[2]
        $texts.Add($(if ($isPairs) { (Assert-Part $Parameter (ConvertTo-UrlText $entry[0] $false $true) $separator $entry[2]) + $(if ($explode) { '=' } else { ',' }) + $text } else { $text }))
    }
    $parts = $texts.ToArray()
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
    # Returns a header parameter in the style simple; null for a value without parts. Headers are not percent-encoded.
    param([hashtable] $Parameter, [object] $Value)
    if ($Parameter['Json']) {
        $text = ConvertTo-JsonText $Value
        Assert-Text $text
        # JSON may escape any character, so that every header can contain it.
        return [regex]::Replace($text, '[^ -~]', { param($match) '\u{0:x4}' -f [int] $match.Value[0] })
    }
    if (Test-Nothing $Value) { return $null }
    $at = "-$($Parameter['Name'])"
    $isPairs = Test-Record $Value
    if (-not $isPairs -and -not (Test-List $Value)) { return Format-Part $Parameter $Value $at }
    $join = if ($Parameter.Explode) { '=' } else { ',' }
    $texts = [string[]] @(foreach ($part in @(Get-Part $Value $at)) {
            $text = Assert-Part $Parameter (Format-Part $Parameter $part[1] $part[2]) ',' $part[2]
            if (-not $isPairs) { $text } else { (Assert-Part $Parameter (Assert-Part $Parameter $part[0] ',' $part[2]) $join $part[2]) + $join + $text }
        })
    if ($texts.Count -eq 0) { return $null }
    [string]::Join(',', $texts)
}
