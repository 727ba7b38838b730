# Reads the content that a call downloads: text, bytes, or a file.

function Get-DownloadName {
    # Returns the file name in Content-Disposition: `filename*` before `filename`. Folders are removed, because they
    # could lead out of the target folder.
    param([System.Net.Http.HttpResponseMessage] $Response, [string] $Fallback)
    $disposition = Get-HeaderText $Response 'Content-Disposition'
    $name = ''
    if ($disposition -match ";\s*filename\*\s*=\s*([\w-]*)'[^']*'([^;\s]+)") { $name = [uri]::UnescapeDataString($Matches[2]) }
    elseif ($disposition -match ';\s*filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))') { $name = if ($Matches.ContainsKey(2)) { $Matches[2] } else { $Matches[1] -replace '\\(.)', '$1' } }
    $name = ($name -split '[\\/]')[-1]
    # On Windows `C:` is a drive, `a:b` is another stream of a file, CON is a device, and dots and spaces at the end are
    # dropped. The rules apply on every system, so that a name is the same everywhere.
    $name = ($name -replace '[\x00-\x1f\x7f<>:"|?*]', '_').Trim().TrimEnd('.', ' ')
    if ($name -match '^(?:con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(?:\.|$)') { $name = "_$name" }
    if ($name -eq '') { $Fallback } else { $name }
}

function Confirm-OutFile {
    # Asks before a file is overwritten, unless -Force was given. Returns the failure if the caller declined or the file
    # cannot be written, otherwise nothing.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [hashtable] $Sink, [string] $Path)
    $folder = [System.IO.Path]::GetDirectoryName($Path)
    if ($folder -and -not [System.IO.Directory]::Exists($folder)) { return Build-Failure -Message "there is no folder $folder for -OutFile; nothing was sent" -Id 'OutFileFolderNotFound' -Category ObjectNotFound -Target $Path }
    if ($Sink['IsForce'] -or $Sink['Confirmed'] -ceq $Path -or -not [System.IO.File]::Exists($Path)) { return }
    $isAllowed = $false
    try { $isAllowed = $Cmdlet.ShouldContinue("The file $Path exists already. Overwrite it?", $Cmdlet.MyInvocation.MyCommand.Name) }
    catch [System.Management.Automation.PipelineStoppedException] { throw }
    catch { $isAllowed = $false }
    if (-not $isAllowed) { return Build-Failure -Message "$Path exists already and was not changed: pass -Force to overwrite it" -Id 'OutFileExists' -Category ResourceExists -Target $Path }
    $Sink['Confirmed'] = $Path
}

function Copy-Content {
    # Copies the content into a stream as it arrives. Each chunk must arrive within $Limit seconds. Returns the cause of
    # a failure, otherwise nothing.
    param([System.Net.Http.HttpContent] $Content, [System.IO.Stream] $Target, [System.Threading.CancellationTokenSource] $Cancel, [double] $Limit, [hashtable] $Step)
    $opened = $Content.ReadAsStreamAsync($Cancel.Token)
    $cause = Wait-Task $opened
    if ($null -ne $cause) { return $cause }
    $buffer = [byte[]]::new(81920)
    $size = $Content.Headers.ContentLength
    $done = 0L
    while ($true) {
        $Cancel.CancelAfter([timespan]::FromSeconds($Limit))
        $piece = $opened.Result.ReadAsync($buffer, 0, $buffer.Length, $Cancel.Token)
        $cause = Wait-Task $piece
        if ($null -ne $cause) { return $cause }
        if ($piece.Result -eq 0) { return }
        $Target.Write($buffer, 0, $piece.Result)
        $done += $piece.Result
        if ($size) { Write-Step $Step "$([System.Math]::Round($done / 1MB, 1)) of $([System.Math]::Round($size / 1MB, 1)) MB" ($done / $size) } else { Write-Step $Step "$([System.Math]::Round($done / 1MB, 1)) MB" }
    }
}

function Read-Download {
    # Reads text as a string and other content as bytes, or writes the file of -OutFile. Returns the failure, otherwise
    # nothing.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [hashtable] $Answer, [hashtable] $Request, [System.Threading.CancellationTokenSource] $Cancel, [double] $Limit)
    $step = Open-Step $Cmdlet 8172 $Request.Operation
    $content = $Answer.Response.Content
    $outFile = $Request.Sink.OutFile
    if ($outFile) {
        $path = if ([System.IO.Directory]::Exists($outFile)) { [System.IO.Path]::Combine($outFile, (Get-DownloadName $Answer.Response $Request.Operation)) } else { $outFile }
        $denied = Confirm-OutFile $Cmdlet $Request.Sink $path
        if ($null -ne $denied) { return $denied }
        # The content is written to a temporary file, so that a download that breaks off leaves no partial file.
        $part = "$path.$([guid]::NewGuid().ToString('N')).part"
        try {
            $stream = [System.IO.File]::Create($part)
            try { $cause = Copy-Content $content $stream $Cancel $Limit $step } finally { $stream.Dispose() }
            if ($null -ne $cause) { return $cause }
            [System.IO.File]::Move($part, $path, $true)
        }
        catch {
            $reason = $PSItem.Exception.GetBaseException()
            return Build-Failure -Message "-OutFile cannot be written: $($reason.Message)" -Id 'OutFile' -Category WriteError -Target $path -Cause $reason
        }
        finally { Complete-Step $step; if ([System.IO.File]::Exists($part)) { [System.IO.File]::Delete($part) } }
        $Answer.Download = [System.IO.FileInfo]::new($path)
        return
    }
    $type = $content.Headers.ContentType
    $isText = $null -ne $type -and $type.MediaType -match '^text/|\b(csv|json|xml)\b'
    $memory = [System.IO.MemoryStream]::new()
    $cause = Copy-Content $content $memory $Cancel $Limit $step
    Complete-Step $step
    if ($null -ne $cause) { return $cause }
    if (-not $isText) { $Answer.Download = $memory.ToArray(); return }
    # ByteArrayContent decodes the text with the encoding that Content-Type names.
    $text = [System.Net.Http.ByteArrayContent]::new($memory.ToArray())
    $text.Headers.ContentType = $type
    $Answer.Download = $text.ReadAsStringAsync().Result
}
