# Responses that arrive item by item: JSON values and server-sent events. The rules are those of the TypeScript SDK.

function Write-ItemStream {
    # Writes each item to the pipeline as soon as it has arrived. Each chunk of the response must arrive within
    # TimeoutSec. Nothing is read after the pipeline has stopped.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [hashtable] $Settings, [hashtable] $Operation, [hashtable] $Answer)
    $isInfo = $Cmdlet.MyInvocation.BoundParameters.ContainsKey('WithHttpInfo') -and $Cmdlet.MyInvocation.BoundParameters['WithHttpInfo']
    $state = @{
        Stream = $null
        Decoder = [System.Text.UTF8Encoding]::new($false).GetDecoder()
        Buffer = [byte[]]::new(16384)
        # The part of the current item that has arrived.
        Rest = [System.Text.StringBuilder]::new()
        IsStart = $true; IsCut = $false; IsEnd = $false
        Data = [System.Collections.Generic.List[string]]::new(); Event = ''; Id = ''; Retry = $null
    }
    # A `break` or `continue` in a script block of a later command of the pipeline must not end at this loop.
    $isWriting = $false
    try {
        while ($true) {
            if ($isWriting) { break }
            $next = $script:apart.InvokeReturnAsIs({ @{ Items = (Read-NextItem $Cmdlet $Settings $Operation $Answer $state) } })
            if ($next -isnot [hashtable]) { Submit-Failure $Cmdlet $next; return }
            $isWriting = $true
            foreach ($item in $next.Items) {
                if ($isInfo) { $item = [pscustomobject][ordered]@{ Response = $item; StatusCode = [int] $Answer.Response.StatusCode; Headers = Get-HeaderTable $Answer.Response } }
                $Cmdlet.WriteObject($item, $false)
            }
            $isWriting = $false
            if ($state.IsEnd) { return }
        }
    }
    # Also when Ctrl+C or a later command of the pipeline stops the call: the connection is closed.
    finally { $Answer.Response.Dispose() }
    break
}

function Read-NextItem {
    # Returns the items that the next chunk of the response completes, in an array; at the end of the response, the last
    # item.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [hashtable] $Settings, [hashtable] $Operation, [hashtable] $Answer, [hashtable] $State)
    $cancel = [System.Threading.CancellationTokenSource]::new([timespan]::FromSeconds($Settings.TimeoutSec))
    try {
        $cause = $null
        if ($null -eq $State.Stream) {
            $opened = $Answer.Response.Content.ReadAsStreamAsync($cancel.Token)
            $cause = Wait-Task $opened
            if ($null -eq $cause) { $State.Stream = $opened.Result }
        }
        if ($null -eq $cause) {
            $piece = $State.Stream.ReadAsync($State.Buffer, 0, $State.Buffer.Length, $cancel.Token)
            $cause = Wait-Task $piece
        }
        if ($null -ne $cause) { throw (Build-SendFailure @{ Method = $Operation.Method; Address = $Operation.Path; Target = $null } $cause $Settings.TimeoutSec) }
    }
    finally {
        $cancel.Cancel()
        $cancel.Dispose()
    }
    $count = $piece.Result
    $State.IsEnd = $count -eq 0
    $chars = [char[]]::new($State.Buffer.Length + 4)
    $length = $State.Decoder.GetChars($State.Buffer, 0, $count, $chars, 0, $State.IsEnd)
    $parts = Split-Stream $Operation $State ([string]::new($chars, 0, $length))
    $items = [System.Collections.Generic.List[object]]::new()
    foreach ($part in $parts) {
        if ($Operation.Answer -ne 'events') {
            if (-not [string]::IsNullOrWhiteSpace($part)) { $items.Add((Read-StreamValue $Cmdlet $Operation $part)) }
        }
        elseif (-not (Add-EventLine $Cmdlet $Operation $State $part $items)) {
            $State.IsEnd = $true
            break
        }
    }
    , $items.ToArray()
}

function Split-Stream {
    # Splits the text and returns the complete parts in an array. The rest is kept, and is returned at the end of the
    # body.
    param([hashtable] $Operation, [hashtable] $State, [string] $Text)
    if ($Text -and $State.IsStart) {
        $State.IsStart = $false
        if ($Text[0] -eq [char] 0xFEFF) { $Text = $Text.Substring(1) }
    }
    # A CR may be the first half of CR LF.
    if ($Text -and $State.IsCut -and $Text[0] -eq "`n") {
        $Text = $Text.Substring(1)
        $State.IsCut = $false
    }
    if ($Text) { $State.IsCut = $Text.EndsWith("`r") }
    [string[]] $parts = if ($Operation.Answer -eq 'sequence') { $Text.Split([char] 0x1e) } else { $Text -split '\r\n|\n|\r' }
    $whole = [System.Collections.Generic.List[string]]::new()
    for ($index = 0; $index -lt $parts.Length; $index++) {
        $null = $State.Rest.Append($parts[$index])
        if ($index -lt $parts.Length - 1) {
            $whole.Add($State.Rest.ToString())
            $null = $State.Rest.Clear()
        }
    }
    if ($State.IsEnd -and $State.Rest.Length -gt 0) { $whole.Add($State.Rest.ToString()) }
    , $whole.ToArray()
}

function Read-StreamValue {
    # Parses a JSON value and adds the name of its model. A list stays a list.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [hashtable] $Operation, [string] $Text)
    $value = ConvertFrom-JsonText $Cmdlet $Text
    Add-TypeName $value $Operation.Type
    , $value
}

function Add-EventLine {
    # Reads one line of server-sent events (HTML Living Standard, 9.2). An empty line ends an event, which is added to
    # the items. Returns false at the text [DONE], which is not JSON and with which many services end.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [hashtable] $Operation, [hashtable] $State, [string] $Line, [System.Collections.Generic.List[object]] $Items)
    if ($Line -ne '') {
        $field, $value = $Line -split ':', 2
        if ($null -eq $value) { $value = '' } elseif ($value.StartsWith(' ')) { $value = $value.Substring(1) }
        switch -CaseSensitive ($field) {
            'data' { $State.Data.Add($value) }
            'event' { $State.Event = $value }
            'id' { if (-not $value.Contains([char] 0)) { $State.Id = $value } }
            'retry' { if ($value -match '^[0-9]{1,9}$') { $State.Retry = [int] $value } }
        }
        return $true
    }
    $data = [string]::Join("`n", $State.Data)
    $hasData = $State.Data.Count -gt 0
    $name = if ($State.Event) { $State.Event } else { 'message' }
    $State.Data.Clear()
    $State.Event = ''
    if (-not $hasData) { return $true }
    $read = $data
    if (-not $Operation['IsText']) {
        if ($data -ceq '[DONE]') { return $false }
        $read = Read-StreamValue $Cmdlet $Operation $data
    }
    $whole = [pscustomobject][ordered]@{ Event = $name; Data = $read; Id = $State.Id; Retry = $State.Retry }
    $whole.PSTypeNames.Insert(0, 'IscSdk.ServerSentEvent')
    $Items.Add($whole)
    $true
}
