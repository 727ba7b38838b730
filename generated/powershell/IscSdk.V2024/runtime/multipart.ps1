# Multipart and form bodies as bytes, so that a call can be retried.

function Get-PartName {
    # Quotes a name as browsers do, because these three characters would end the quoted name.
    param([string] $Name)
    '"' + $Name.Replace('"', '%22').Replace("`r", '%0D').Replace("`n", '%0A') + '"'
}

function Read-FileContent {
    # Returns the bytes and the name of a file: a path (relative to PowerShell's location), a FileInfo, bytes, or a
    # stream.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [object] $Value, [string] $Fallback)
    if ($Value -is [System.Management.Automation.PSObject]) { $Value = $Value.PSObject.BaseObject }
    if ($Value -is [byte[]]) { return @{ Bytes = $Value; Name = $Fallback } }
    if ($Value -is [System.IO.Stream]) {
        $copy = [System.IO.MemoryStream]::new()
        $Value.CopyTo($copy)
        return @{ Bytes = $copy.ToArray(); Name = $Fallback }
    }
    $path = if ($Value -is [System.IO.FileInfo]) { $Value.FullName } else { $Cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath([string] $Value) }
    if (-not [System.IO.File]::Exists($path)) { throw (Build-Failure -Message "there is no file $path" -Id 'FileNotFound' -Category ObjectNotFound -Target $path) }
    @{ Bytes = [System.IO.File]::ReadAllBytes($path); Name = [System.IO.Path]::GetFileName($path) }
}

function Expand-StyledPart {
    # Returns one part for each pair of a part with a style of its own (OpenAPI 3.1, Encoding Object).
    param([hashtable] $Field)
    if ($null -eq $Field['Styled']) { return $Field }
    foreach ($pair in @(Format-Pair $Field.Styled $Field.Value)) {
        $name, $text = $pair.Split([char] '=', 2)
        @{ Wire = [uri]::UnescapeDataString($name); Value = [uri]::UnescapeDataString($text); IsFile = $false; IsJson = $false; MediaType = ''; Headers = $Field['Headers'] }
    }
}

function Build-MultipartBody {
    # Returns the bytes and the media type of a multipart body. $Fields are hashtables: Wire, Value, IsFile, IsJson,
    # MediaType, Styled, Headers. With another subtype than form-data (RFC 2046, 2387), each name is in an inline or
    # attachment disposition, and the parts of a list have no name.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [object[]] $Fields, [string] $Subtype = 'form-data')
    $boundary = '----sdk' + [guid]::NewGuid().ToString()
    $isForm = $Subtype -eq 'form-data'
    $root = ''
    $stream = [System.IO.MemoryStream]::new()
    $write = { param([byte[]] $Bytes) $stream.Write($Bytes, 0, $Bytes.Length) }
    foreach ($field in @(foreach ($field in $Fields) { Expand-StyledPart $field })) {
        $items = @(, $field.Value)
        if ($field.Value -isnot [byte[]] -and (Test-List $field.Value)) { $items = $field.Value }
        foreach ($item in $items) {
            # A form has no null except in JSON.
            if ($null -eq $item -and -not $field.IsJson) { continue }
            $type = $field.MediaType
            $isBytes = $item -is [byte[]] -or $item -is [System.IO.Stream] -or $item -is [System.IO.FileInfo]
            $disposition = if ($isForm) { 'form-data' } elseif ($field.IsFile -or $isBytes) { 'attachment' } else { 'inline' }
            # A form names every part, also if the name is empty (RFC 7578, 4.2).
            if ($field.Wire -or $isForm) { $disposition += "; name=$(Get-PartName $field.Wire)" }
            if ($field.IsFile -or $isBytes) {
                $file = Read-FileContent $Cmdlet $item $(if ($field.Wire) { $field.Wire } else { 'file' })
                $bytes = $file.Bytes
                $disposition += "; filename=$(Get-PartName $file.Name)"
                if (-not $type) { $type = 'application/octet-stream' }
            }
            elseif ((Test-Record $item) -or $field.IsJson) {
                $bytes = ConvertTo-Utf8 $(if ($item -is [string] -and $item -match '^\s*[\[{"]') { $item } else { ConvertTo-JsonText $item })
                if (-not $type) { $type = 'application/json' }
            }
            else {
                $bytes = ConvertTo-Utf8 (Format-Value $item)
                # Outside a form the encoding of a text would be unknown.
                if (-not $type -and -not $isForm) { $type = 'text/plain; charset=utf-8' }
            }
            $type = $type -replace '[\r\n]', ''
            if (-not $root) { $root = ($type -split ';')[0].Trim() }
            $head = "--$boundary`r`nContent-Disposition: $disposition"
            if ($type) { $head += "`r`nContent-Type: $type" }
            if ($field['Headers']) { foreach ($name in $field.Headers.get_Keys()) { $head += "`r`n${name}: $($field.Headers[$name])" } }
            & $write (ConvertTo-Utf8 "$head`r`n`r`n")
            & $write $bytes
            & $write $script:strictUtf8.GetBytes("`r`n")
        }
    }
    & $write $script:strictUtf8.GetBytes("--$boundary--`r`n")
    $contentType = "multipart/$Subtype; boundary=$boundary"
    # RFC 2387: the media type of the root, which is the first part.
    if ($Subtype -eq 'related' -and $root) { $contentType += "; type=`"$root`"" }
    @{ Bytes = $stream.ToArray(); ContentType = $contentType }
}

function Build-FormBody {
    param([object[]] $Fields)
    $pairs = [string[]] @(
        foreach ($field in $Fields) {
            if ($null -ne $field['Styled']) {
                Format-Pair $field.Styled $field.Value
                continue
            }
            foreach ($item in @($field.Value)) {
                $text = if ($field.IsJson -or (Test-Record $item) -or (Test-List $item)) { ConvertTo-JsonText $item } else { Format-Value $item }
                Assert-Text "$($field.Wire)=$text"
                [System.Net.WebUtility]::UrlEncode($field.Wire) + '=' + [System.Net.WebUtility]::UrlEncode($text)
            }
        }
    )
    @{ Bytes = $script:strictUtf8.GetBytes([string]::Join('&', $pairs)); ContentType = 'application/x-www-form-urlencoded;charset=UTF-8' }
}

function Build-LinesBody {
    # Returns a list of values as JSON: one per line, or each after an RS character (RFC 7464). A text is sent
    # unchanged.
    param([hashtable] $Body, [object] $Value)
    if ($Value -is [string]) { return @{ Bytes = (ConvertTo-Utf8 $Value); ContentType = $Body.MediaType } }
    $mark = if ($Body['IsSequence']) { [string] [char] 0x1e } else { '' }
    $items = if ($null -ne $Value -and (Test-List $Value)) { , @($Value) } else { , @(, $Value) }
    $lines = foreach ($item in $items) { "$mark$(ConvertTo-JsonText $item)`n" }
    @{ Bytes = (ConvertTo-Utf8 ([string]::Concat([string[]] @($lines)))); ContentType = $Body.MediaType }
}
