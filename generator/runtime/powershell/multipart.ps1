# Multipart and form bodies as bytes: a call can be sent again.

function Get-PartName {
    # As browsers do: these three would end the quoted name.
    param([string] $Name)
    '"' + $Name.Replace('"', '%22').Replace("`r", '%0D').Replace("`n", '%0A') + '"'
}

function Read-FileContent {
    # A file as bytes with its name: a path (relative to PowerShell's location), a FileInfo, bytes, or a stream.
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

function Build-MultipartBody {
    # `Fields` are hashtables: Wire, Value, IsFile, MediaType.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [object[]] $Fields)
    $boundary = '----sdk' + [guid]::NewGuid().ToString()
    $stream = [System.IO.MemoryStream]::new()
    $write = { param([byte[]] $Bytes) $stream.Write($Bytes, 0, $Bytes.Length) }
    foreach ($field in $Fields) {
        $items = @(, $field.Value)
        if ($field.Value -isnot [byte[]] -and (Test-List $field.Value)) { $items = $field.Value }
        foreach ($item in $items) {
            $head = "--$boundary`r`nContent-Disposition: form-data; name=$(Get-PartName $field.Wire)"
            $type = $field.MediaType
            $isBytes = $item -is [byte[]] -or $item -is [System.IO.Stream] -or $item -is [System.IO.FileInfo]
            if ($field.IsFile -or $isBytes) {
                $file = Read-FileContent $Cmdlet $item $field.Wire
                $bytes = $file.Bytes
                $head += "; filename=$(Get-PartName $file.Name)"
                if (-not $type) { $type = 'application/octet-stream' }
            }
            elseif ((Test-Record $item) -or $type -match '\bjson\b') {
                $bytes = ConvertTo-Utf8 $(if ($item -is [string] -and $item -match '^\s*[\[{"]') { $item } else { ConvertTo-JsonText $item })
                if (-not $type) { $type = 'application/json' }
            }
            else { $bytes = ConvertTo-Utf8 (Format-Value $item) }
            if ($type) { $head += "`r`nContent-Type: $($type -replace '[\r\n]', '')" }
            & $write (ConvertTo-Utf8 "$head`r`n`r`n")
            & $write $bytes
            & $write $script:strictUtf8.GetBytes("`r`n")
        }
    }
    & $write $script:strictUtf8.GetBytes("--$boundary--`r`n")
    @{ Bytes = $stream.ToArray(); ContentType = "multipart/form-data; boundary=$boundary" }
}

function Build-FormBody {
    param([object[]] $Fields)
    $pairs = [string[]] @(
        foreach ($field in $Fields) {
            foreach ($item in @($field.Value)) {
                $text = if ((Test-Record $item) -or (Test-List $item)) { ConvertTo-JsonText $item } else { Format-Value $item }
                Assert-Text "$($field.Wire)=$text"
                [System.Net.WebUtility]::UrlEncode($field.Wire) + '=' + [System.Net.WebUtility]::UrlEncode($text)
            }
        }
    )
    @{ Bytes = $script:strictUtf8.GetBytes([string]::Join('&', $pairs)); ContentType = 'application/x-www-form-urlencoded;charset=UTF-8' }
}
