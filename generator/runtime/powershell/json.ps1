# JSON without loss: a value that was read and not changed is written as it was read.

# The first two expressions look for the end of a number in a list, where few characters match, and then look back: a
# search that begins at the start of a number would stop at every comma. This one finds a number with more digits than
# Decimal keeps, a number with an exponent, or a zero with a minus sign. The white space of JSON is listed, because \s has
# more characters and is found more slowly.
$script:oddNumber = [regex]::new('[0-9][ \t\r\n,\]}](?<=[\[,:]\s*(?:-0(?:\.0*)?|-?[0-9]+(?:\.[0-9]+)?[eE][+-]?[0-9]+|-?(?=[0-9]*\.)[0-9.]{28,})[\s\S])')
# A number with a fraction. The engine would write 1.1 for 1.10.
$script:fraction = [regex]::new('[0-9][ \t\r\n,\]}](?<=[\[,:]\s*-?[0-9]+\.[0-9]+[\s\S])')
# A string that the engine would convert to a date.
$script:dateLike = [regex]::new('"(?:[0-9]{4}-[0-9]{2}-[0-9]{2}T|\\?/Date\()')
# How the engine's own reader is called; null before the first use, and false if the reader is not as expected.
$script:quick = $null
$script:readOptions = [System.Text.Json.JsonDocumentOptions]::new()
$script:readOptions.MaxDepth = 1024
$script:readOptions.AllowTrailingCommas = $true
$script:readOptions.CommentHandling = [System.Text.Json.JsonCommentHandling]::Skip
$script:hasOddKeys = $false

function Read-Json {
    # Returns the value of JSON text. Dates stay strings. Integers are Int64 or BigInteger. Fractions are Decimal if it
    # keeps all digits, otherwise Double. If the value of a number does not show how it was written, `sources` keeps its
    # text.
    param([string] $Text, [bool] $AsTable)
    $document = [System.Text.Json.JsonDocument]::Parse($Text, $script:readOptions)
    try { , (Read-Element $document.RootElement $AsTable) } finally { $document.Dispose() }
}

function Get-QuickReader {
    # ConvertFrom-Json is twenty times as fast as a reader written in PowerShell, but it converts strings to dates and
    # 1.10 to 1.1. Its parts can be called with settings that prevent both, if they are as expected.
    $command = $ExecutionContext.InvokeCommand.GetCommand('ConvertFrom-Json', 'Cmdlet')
    $maker = if ($null -ne $command) { $command.ImplementingType.Assembly.GetType('Microsoft.PowerShell.Commands.JsonObject') }
    $reader = [type]::GetType('Newtonsoft.Json.JsonConvert, Newtonsoft.Json')
    if ($null -eq $maker -or $null -eq $reader) { return $false }
    $list = $reader.Assembly.GetType('Newtonsoft.Json.Linq.JArray')
    $method = $maker.GetMethod('PopulateFromJArray', [System.Reflection.BindingFlags] 'NonPublic, Static', [type[]] @($list, [System.Management.Automation.ErrorRecord].MakeByRefType()))
    if ($null -eq $method) { return $false }
    $settings = [System.Activator]::CreateInstance($reader.Assembly.GetType('Newtonsoft.Json.JsonSerializerSettings'))
    $settings.DateParseHandling = 'None'
    $settings.FloatParseHandling = 'Decimal'
    $settings.MetadataPropertyHandling = 'Ignore'
    $settings.MaxDepth = 1024
    @{ Parse = $reader.GetMethod('DeserializeObject', [type[]] @([string], [type], $settings.GetType())); Make = $method; List = $list; Settings = $settings }
}

function Read-JsonQuickly {
    # Returns the value in an array with one item; nothing if the value could differ from that of Read-Json. Throws what
    # the engine's reader throws.
    param([string] $Text)
    if ($null -eq $script:quick) { $script:quick = Get-QuickReader }
    $quick = $script:quick
    # The expressions look for the characters around a number, so a text that is not a list is put into one. A list is
    # used as it is, because copying a large text costs more garbage collection than parsing it.
    $isList = $Text[0] -eq '['
    $list = if ($isList) { $Text } else { "[$Text]" }
    if ($script:oddNumber.IsMatch($list)) { return }
    if ($quick -is [bool]) {
        if ($script:fraction.IsMatch($list) -or $script:dateLike.IsMatch($Text)) { return }
        return , @(, (ConvertFrom-Json -InputObject $Text -NoEnumerate))
    }
    $given = [object[]] @($quick['Parse'].Invoke($null, [object[]] @($list, $quick['List'], $quick['Settings'])), $null)
    $made = $quick['Make'].Invoke($null, $given)
    if ($null -ne $given[1]) { return }
    if ($isList) { return , @(, $made) }
    if ($made.Count -eq 1) { , @($made) }
}

# The kinds of System.Text.Json as numbers: 3 is a string, 4 a number, 5 true, 6 false, 7 null. Strings, numbers and the
# like are read inline, because a function call takes longer than reading the value.

function Read-Element {
    # Returns the value of an element of any kind.
    param([System.Text.Json.JsonElement] $Element, [bool] $AsTable)
    switch ([int] $Element.ValueKind) {
        1 { return , (Read-ObjectElement $Element $AsTable) }
        2 { return , (Read-ArrayElement $Element $AsTable) }
        3 { return $Element.GetString() }
        4 { return Read-Number $Element.GetRawText() }
        5 { return $true }
        6 { return $false }
    }
}

function Read-ArrayElement {
    param([System.Text.Json.JsonElement] $Element, [bool] $AsTable)
    $items = [System.Collections.Generic.List[object]]::new()
    foreach ($item in $Element.EnumerateArray()) {
        $kind = [int] $item.ValueKind
        if ($kind -eq 1) { $items.Add((Read-ObjectElement $item $AsTable)) }
        elseif ($kind -eq 3) { $items.Add($item.GetString()) }
        else { $items.Add((Read-Element $item $AsTable)) }
    }
    , $items.ToArray()
}

function Read-ObjectElement {
    param([System.Text.Json.JsonElement] $Element, [bool] $AsTable)
    # `[ordered]` would treat `Count` and `count` as one key.
    $members = [System.Collections.Specialized.OrderedDictionary]::new()
    foreach ($property in $Element.EnumerateObject()) {
        $value = $property.Value
        $name = $property.Name
        $kind = [int] $value.ValueKind
        if ($kind -eq 3) { $members[$name] = $value.GetString() }
        elseif ($kind -eq 1) { $members[$name] = Read-ObjectElement $value $AsTable }
        elseif ($kind -eq 5) { $members[$name] = $true }
        elseif ($kind -eq 6) { $members[$name] = $false }
        elseif ($kind -eq 7) { $members[$name] = $null }
        elseif ($kind -eq 2) { $members[$name] = Read-ArrayElement $value $AsTable }
        else {
            $whole = 0L
            if ($value.TryGetInt64([ref] $whole) -and $whole -ne 0) { $members[$name] = $whole } else { $members[$name] = Read-Number $value.GetRawText() }
        }
    }
    if ($AsTable) { return , $members }
    $keys = [System.Collections.Generic.HashSet[string]]::new([string[]] $members.get_Keys(), [System.StringComparer]::OrdinalIgnoreCase)
    if ($keys.Count -eq $members.get_Count() -and -not $keys.Contains('')) { return [pscustomobject] $members }
    # An object cannot have such keys, so this object alone becomes a dictionary.
    $script:hasOddKeys = $true
    , $members
}

function Read-Number {
    param([string] $Raw)
    if ($Raw -notmatch '[.eE]') {
        $whole = 0L
        if (-not [long]::TryParse($Raw, [System.Globalization.NumberStyles]::AllowLeadingSign, [cultureinfo]::InvariantCulture, [ref] $whole)) { return [bigint]::Parse($Raw, [cultureinfo]::InvariantCulture) }
        if ($Raw -ne '-0') { return $whole }
        return Add-Source $whole $Raw
    }
    $null = $Raw -match '^(-?)([0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?$'
    $sign, $before, $after, $power = $Matches[1], $Matches[2], $Matches[3], $Matches[4]
    $exact = [decimal] 0
    if ("$power".Length -le 5) {
        $digits = "$before$after".TrimStart('0').Length
        $places = "$after".Length - [int] $power
        if ($digits -le 28 -and $places -le 28 -and $digits - $places -le 28 -and [decimal]::TryParse($Raw, [System.Globalization.NumberStyles]::Float, [cultureinfo]::InvariantCulture, [ref] $exact)) {
            if (-not $power -and ($sign -eq '' -or $exact -ne 0)) { return $exact }
            return Add-Source $exact $Raw
        }
    }
    Add-Source ([double]::Parse($Raw, [cultureinfo]::InvariantCulture)) $Raw
}

function Add-Source {
    # Keeps how a number was written. The key is the object that contains the number: wherever the object is assigned it
    # has the text, and another number with the same value does not.
    param([object] $Number, [string] $Raw)
    $sources = (Get-SharedState).GetOrAdd('sources', [System.Runtime.CompilerServices.ConditionalWeakTable[object, string]]::new())
    $sources.AddOrUpdate($Number, $Raw)
    $Number
}

function Find-Source {
    # Returns how a number was written; nothing if its value shows that, or if it was not read from JSON.
    param([object] $Number)
    if ($Number -isnot [double] -and $Number -isnot [decimal] -and $Number -isnot [long]) { return }
    $sources = $raw = $null
    if ((Get-SharedState).TryGetValue('sources', [ref] $sources) -and $sources.TryGetValue($Number, [ref] $raw)) { $raw }
}

function ConvertTo-JsonText {
    # Returns the JSON text of a value. $At names the value in messages.
    param([object] $Value, [string] $At = '-Body')
    # Not through the pipeline, so that an empty list and a list with one item stay lists, and null stays null.
    if (-not (Test-Rewriting $Value $At 0)) { return ConvertTo-Json -InputObject $Value -Depth 100 -Compress }
    # A number whose text is kept becomes a string with a unique mark, until the rest is JSON.
    $numbers = @{ Mark = "number-$([guid]::NewGuid())-"; Written = [System.Collections.Generic.List[string]]::new() }
    $text = ConvertTo-Json -InputObject (Copy-Rewritten $Value $numbers) -Depth 100 -Compress
    if ($numbers.Written.Count -eq 0) { return $text }
    [regex]::Replace($text, """$($numbers.Mark)([0-9]+)""", { $numbers.Written[[int] $args[0].Groups[1].Value] })
}

function Test-Rewriting {
    # Returns whether a value contains something that the engine would write differently: a switch, which is true or
    # false, or a number whose text is kept. Throws for a value that the engine would cut off or send as something else.
    param([object] $Value, [string] $At, [int] $Depth)
    if ($null -eq $Value -or $Value -is [string]) { return $false }
    $base = Get-BaseValue $Value
    if ($base -is [System.ValueType]) {
        if ($base -is [switch] -or $null -ne (Find-Source $base)) { return $true }
        if (($base -is [double] -or $base -is [float]) -and -not [double]::IsFinite($base)) { throw (Build-Failure -Message "$At is $($base.ToString([cultureinfo]::InvariantCulture)), which is not a number of JSON; nothing was sent" -Id 'InvalidBody' -Category InvalidArgument -Target $Value) }
        return $false
    }
    if ($base -is [securestring] -or $base -is [pscredential]) { throw (Build-Failure -Message "$At is a $($base.GetType().Name), which has no text for JSON: give the text that is meant; nothing was sent" -Id 'InvalidBody' -Category InvalidArgument) }
    $isRecord = Test-Record $base
    if (-not $isRecord -and -not (Test-List $base)) { return $false }
    if ($Depth -ge 100) { throw (Build-Failure -Message "$(($At -split '[.[]')[0]) contains itself, or is nested more than 100 times; nothing was sent" -Id 'InvalidBody' -Category InvalidArgument) }
    if ($base -is [System.Array] -and $base.GetType().GetElementType().IsPrimitive) { return $false }
    $found = $false
    if ($isRecord) { foreach ($entry in Get-Entry $Value) { if (Test-Rewriting $entry[1] "$At.$($entry[0])" ($Depth + 1)) { $found = $true } } }
    else {
        $index = 0
        foreach ($item in $base) { if (Test-Rewriting $item "${At}[$index]" ($Depth + 1)) { $found = $true }; $index++ }
    }
    $found
}

function Copy-Rewritten {
    # Copies a value without switches, and with a mark instead of each number whose text is kept.
    param([object] $Value, [hashtable] $Numbers)
    if ($null -eq $Value -or $Value -is [string]) { return $Value }
    $base = Get-BaseValue $Value
    if ($base -is [switch]) { return $base.IsPresent }
    if ($base -is [System.ValueType]) {
        $raw = Find-Source $base
        if ($null -eq $raw) { return $Value }
        $Numbers.Written.Add($raw)
        return "$($Numbers.Mark)$($Numbers.Written.Count - 1)"
    }
    if (Test-Record $base) {
        $members = [System.Collections.Specialized.OrderedDictionary]::new()
        foreach ($entry in Get-Entry $Value) { $members[$entry[0]] = Copy-Rewritten $entry[1] $Numbers }
        return , $members
    }
    if (-not (Test-List $base)) { return $Value }
    $items = [System.Collections.Generic.List[object]]::new()
    foreach ($item in $base) { $items.Add((Copy-Rewritten $item $Numbers)) }
    , $items.ToArray()
}

function Join-Line {
    # Joins lines that are one JSON text together, as Get-Content returns them without -Raw. A list of strings stays a
    # list.
    param([hashtable] $Body, [object] $Value)
    $base = Get-BaseValue $Value
    if ($base -isnot [object[]] -and $base -isnot [string[]] -or $base.Count -eq 0) { return , $Value }
    foreach ($line in $base) { if ((Get-BaseValue $line) -isnot [string]) { return , $Value } }
    $isOfFile = $null -ne $base[0].PSObject.Properties['ReadCount']
    if ($Body['IsList'] -and -not $isOfFile) { return , $Value }
    $text = [string]::Join("`n", $base)
    if (Test-JsonText $text) { return $text }
    , $Value
}

function Read-BodyValue {
    # Returns a request body that is not bytes. A file of Get-Item and the lines of Get-Content are replaced by their
    # text.
    param([hashtable] $Body, [object] $Value)
    $base = Get-BaseValue $Value
    if ($base -is [System.IO.FileInfo]) {
        if (-not $base.Exists) { throw (Build-Failure -Message "there is no file $($base.FullName)" -Id 'FileNotFound' -Category ObjectNotFound -Target $base.FullName) }
        return [System.IO.File]::ReadAllText($base.FullName, $script:strictUtf8)
    }
    , (Join-Line $Body $Value)
}
