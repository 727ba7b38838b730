# A request from an operation and the parameters of a call.

function Build-Request {
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [hashtable] $Operation, [System.Collections.IDictionary] $Bound, [hashtable] $Body)
    $path = $Operation.Path
    $target = $null
    foreach ($parameter in $Operation.InPath) {
        $value = $Bound[$parameter.Name]
        if ($parameter.IsPlain -and $value -is [string]) {
            # Most ids need no encoding.
            $text = [uri]::EscapeDataString($value)
            if ($text.Contains('%')) { $text = ConvertTo-UrlText $value $false $true }
            if (-not (Test-Segment $value)) { $text = '' }
        }
        else { $text = Format-PathPart $parameter $value }
        if ([string] $text -in '', '.', '..') { throw (Build-Failure -Message "-$($parameter.Name) cannot be '$value'" -Id 'InvalidPathArgument' -Category InvalidArgument -Target $value) }
        $path = $path.Replace("{$($parameter.Wire)}", $text)
        $target = $value
    }
    # Of several values together.
    if ($path -match '[\\/](?:\.|%2e){1,2}(?:[\\/?#]|$)') { throw (Build-Failure -Message "the path '$path' has a dot segment" -Id 'InvalidPathArgument' -Category InvalidArgument -Target $path) }
    $query = [System.Collections.Generic.List[string]]::new()
    foreach ($parameter in $Operation.InQuery) {
        if (-not $Bound.ContainsKey($parameter.Name)) { continue }
        $value = $Bound[$parameter.Name]
        if ($parameter.IsPlain -and ($value -is [int] -or ($value -is [string] -and -not ($value.StartsWith('@{') -or $value.StartsWith('System.'))))) { $query.Add("$(ConvertTo-UrlText $parameter.Wire)=$(ConvertTo-UrlText $value)") }
        else { foreach ($pair in @(Format-Pair $parameter $value)) { $query.Add($pair) } }
    }
    $headers = $Operation.Headers
    if ($Operation.InHeader.Count + $Operation.InCookie.Count -gt 0) {
        $headers = $headers.Clone()
        foreach ($parameter in $Operation.InHeader) {
            $text = if ($Bound.ContainsKey($parameter.Name)) { Format-HeaderText $parameter $Bound[$parameter.Name] }
            if ($null -ne $text) { $headers[$parameter.Wire] = $text }
        }
        $cookies = @(foreach ($parameter in $Operation.InCookie) { if ($Bound.ContainsKey($parameter.Name)) { Format-Pair $parameter $Bound[$parameter.Name] } })
        if ($cookies.Count -gt 0) { $headers['Cookie'] = [string]::Join('; ', [string[]] $cookies) }
    }
    $sink = $null
    if ($Operation.Answer -eq 'download') {
        $outFile = if ($Bound.ContainsKey('OutFile')) { $Cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Bound['OutFile']) } else { '' }
        $sink = @{ OutFile = $outFile; IsStream = $false }
    }
    elseif ($Operation.IsStream) { $sink = @{ OutFile = ''; IsStream = $true } }
    $bytes = $type = $null
    if ($null -ne $Body) { $bytes = $Body.Bytes; $type = $Body.ContentType }
    @{
        Operation = $Operation.Cmdlet
        Method = $Operation.Method
        Path = $path
        Query = [string]::Join('&', $query)
        Url = ''
        Address = $path
        Target = $target
        Headers = $headers
        Body = $bytes
        ContentType = $type
        IsRepeatable = $Operation.IsRepeatable
        IsAnonymous = $Operation.IsAnonymous
        IsForeign = $false
        IsSecret = $false
        Basic = $null
        Sink = $sink
    }
}

function Send-Call {
    # Sends the request of a call to a connection.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [hashtable] $Settings, [hashtable] $Operation, [System.Collections.IDictionary] $Bound, [hashtable] $Body)
    $request = Build-Request $Cmdlet $Operation $Bound $Body
    if ($request.Path.StartsWith('/')) { $request.Address = $Settings.BaseUrl + $request.Path }
    # The token is for this service only, whatever address an operation names.
    else {
        $address = Read-Address $request.Path 'URL' $Settings.AllowHttp
        $request.Address = $address.Url
        $request.Basic = $address.Basic
        $request.IsForeign = $address.Origin -cne $Settings.Origin
        $request.IsAnonymous = $true
    }
    # A path may bring a query of its own.
    $mark = if ($request.Address.Contains('?')) { '&' } else { '?' }
    $request.Url = if ($request.Query) { "$($request.Address)$mark$($request.Query)" } else { $request.Address }
    Send-Request $Cmdlet $Settings $request
}
