# What a successful call gives, as typed objects.

function ConvertFrom-JsonText {
    # The value of JSON text, with a warning where an object is a dictionary.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [string] $Text)
    if ([string]::IsNullOrWhiteSpace($Text)) { return $null }
    try { $value = Read-Json $Text $false }
    catch {
        $reason = $PSItem.Exception
        while ($null -ne $reason.InnerException) { $reason = $reason.InnerException }
        throw (Build-Failure -Message "the text is not valid JSON: $($reason.Message)" -Id 'InvalidJson' -Category InvalidData -Cause $reason)
    }
    if ($script:hasOddKeys) { $Cmdlet.WriteWarning('an object has keys that differ only in case, or an empty one: it is given as a dictionary, the others as objects') }
    , $value
}

function Get-FieldValue {
    # The value of a key of an object, or of the hashtable that stands for one; nothing when there is none. A list of one
    # stays a list.
    param([object] $Value, [string] $Key)
    if ($null -eq $Value) { return $null }
    if ($Value -is [System.Collections.IDictionary]) { return , $Value[$Key] }
    $property = $Value.PSObject.Properties[$Key]
    if ($null -eq $property) { return $null }
    , $property.Value
}

function Add-TypeName {
    # Gives each object the name of its model.
    param([object] $Value, [string] $Type)
    if (-not $Type) { return }
    if ($Value -is [object[]]) {
        foreach ($item in $Value) {
            if ($item -is [System.Management.Automation.PSCustomObject]) { $item.PSTypeNames.Insert(0, $Type) }
            elseif ($item -is [System.Collections.IDictionary]) { $item.PSObject.TypeNames.Insert(0, $Type) }
        }
        return
    }
    if ($Value -is [System.Management.Automation.PSCustomObject] -or $Value -is [System.Collections.IDictionary]) { $Value.PSObject.TypeNames.Insert(0, $Type) }
}

function Read-Answer {
    # The value of an answer, in an array of one: null and empty lists are values too. Nothing when there is none.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [hashtable] $Operation, [hashtable] $Answer)
    switch ($Operation.Answer) {
        'value' {
            $value = ConvertFrom-JsonText $Cmdlet $Answer.Content
            if ($null -eq $value) { return }
            if ($value -is [System.Management.Automation.PSCustomObject]) { if ($Operation.Type) { $value.PSTypeNames.Insert(0, $Operation.Type) } }
            else { Add-TypeName $value $Operation.Type }
            return , @(, $value)
        }
        'nothing' { return }
        'text' { return , @(, $Answer.Content) }
        'download' { return , @(, $Answer.Download) }
        'total' {
            $count = 0L
            if (-not [long]::TryParse((Get-HeaderText $Answer.Response 'X-Total-Count'), [ref] $count)) { throw (Build-Failure -Message 'the answer has no X-Total-Count' -Id 'NoTotal' -Category InvalidData) }
            return , @(, $count)
        }
    }
}

function Get-HeaderTable {
    # All headers of an answer: name to values, as Invoke-WebRequest gives them.
    param([System.Net.Http.HttpResponseMessage] $Response)
    $table = [System.Collections.Generic.Dictionary[string, string[]]]::new([System.StringComparer]::OrdinalIgnoreCase)
    foreach ($headers in $Response.Headers, $Response.Content.Headers) { foreach ($header in $headers) { $table[$header.Key] = [string[]] @($header.Value) } }
    , $table
}

function Get-DownloadName {
    # The file name in Content-Disposition: `filename*` before `filename`, without folders, which could lead elsewhere.
    param([System.Net.Http.HttpResponseMessage] $Response, [string] $Fallback)
    $disposition = Get-HeaderText $Response 'Content-Disposition'
    $name = ''
    if ($disposition -match ";\s*filename\*\s*=\s*([\w-]*)'[^']*'([^;\s]+)") { $name = [uri]::UnescapeDataString($Matches[2]) }
    elseif ($disposition -match ';\s*filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))') { $name = if ($Matches.ContainsKey(2)) { $Matches[2] } else { $Matches[1] -replace '\\(.)', '$1' } }
    $name = ($name -split '[\\/]')[-1]
    if ($name -in '', '.', '..') { $Fallback } else { $name }
}

function Copy-Content {
    # Copies what arrives into a stream; each piece must come in time. Gives why it failed, or nothing.
    param([System.Net.Http.HttpContent] $Content, [System.IO.Stream] $Target, [System.Threading.CancellationTokenSource] $Cancel, [double] $Limit)
    $opened = $Content.ReadAsStreamAsync($Cancel.Token)
    $cause = Wait-Task $opened
    if ($null -ne $cause) { return $cause }
    $buffer = [byte[]]::new(81920)
    while ($true) {
        $Cancel.CancelAfter([timespan]::FromSeconds($Limit))
        $piece = $opened.Result.ReadAsync($buffer, 0, $buffer.Length, $Cancel.Token)
        $cause = Wait-Task $piece
        if ($null -ne $cause) { return $cause }
        if ($piece.Result -eq 0) { return }
        $Target.Write($buffer, 0, $piece.Result)
    }
}

function Read-Download {
    # Text as a string, other content as bytes, or the file that -OutFile wants. Gives why it failed, or nothing.
    param([hashtable] $Answer, [hashtable] $Request, [System.Threading.CancellationTokenSource] $Cancel, [double] $Limit)
    $content = $Answer.Response.Content
    $outFile = $Request.Sink.OutFile
    if ($outFile) {
        $path = if ([System.IO.Directory]::Exists($outFile)) { [System.IO.Path]::Combine($outFile, (Get-DownloadName $Answer.Response $Request.Operation)) } else { $outFile }
        # A download that breaks off leaves no half of a file.
        $part = "$path.$([guid]::NewGuid().ToString('N')).part"
        try {
            $stream = [System.IO.File]::Create($part)
            try { $cause = Copy-Content $content $stream $Cancel $Limit } finally { $stream.Dispose() }
            if ($null -ne $cause) { return $cause }
            [System.IO.File]::Move($part, $path, $true)
        }
        catch {
            $reason = $PSItem.Exception
            while ($null -ne $reason.InnerException) { $reason = $reason.InnerException }
            return Build-Failure -Message "-OutFile cannot be written: $($reason.Message)" -Id 'OutFile' -Category WriteError -Target $path -Cause $reason
        }
        finally { if ([System.IO.File]::Exists($part)) { [System.IO.File]::Delete($part) } }
        $Answer.Download = [System.IO.FileInfo]::new($path)
        return
    }
    $type = $content.Headers.ContentType
    $isText = $null -ne $type -and $type.MediaType -match '^text/|\b(csv|json|xml)\b'
    $memory = [System.IO.MemoryStream]::new()
    $cause = Copy-Content $content $memory $Cancel $Limit
    if ($null -ne $cause) { return $cause }
    if (-not $isText) { $Answer.Download = $memory.ToArray(); return }
    # .NET knows the encodings by their names in Content-Type.
    $text = [System.Net.Http.ByteArrayContent]::new($memory.ToArray())
    $text.Headers.ContentType = $type
    $Answer.Download = $text.ReadAsStringAsync().Result
}
