# Makes a request from an operation and the parameters of a call.

$script:kindNames = @{ text = 'text'; integer = 'a whole number'; number = 'a number'; boolean = '$true or $false'; date = 'a date' }

function Resolve-Argument {
    # Converts the parameters of a call to their kinds. For a number the engine would convert '' to 0 and $true to 1,
    # and for a string it converts every value to text: in a path that would be another resource.
    param([hashtable] $Operation, [System.Collections.IDictionary] $Bound)
    $read = $Bound
    foreach ($parameter in $Operation['Typed']) {
        $name = $parameter['Name']
        $value = $Bound[$name]
        # Null is refused in a path, and is not sent elsewhere.
        if ($null -eq $value -or ($value -is [string] -and $parameter['Kind'] -eq 'text')) { continue }
        $known = Read-Argument $parameter['Kind'] $value
        if ($null -eq $known) {
            # As -Id takes it elsewhere.
            $advice = if ($name -eq $Operation['Id'] -and (Test-List (Get-BaseValue $value))) { ". Give several through the pipeline: 'a', 'b' | $($Operation['Cmdlet'])" }
            throw (Build-Failure -Message "$($Operation['Cmdlet']) takes $($script:kindNames[$parameter['Kind']]) for -$name, not $(Get-ShortText $value); nothing was sent$advice" -Id $(if ($parameter -in $Operation['InPath']) { 'InvalidPathArgument' } else { 'InvalidArgument' }) -Category InvalidArgument -Target $value)
        }
        if ([object]::ReferenceEquals($read, $Bound)) { $read = Copy-Bound $Bound }
        $read[$name] = $known
    }
    $read
}

function Get-BaseValue {
    # Returns a value without the PSObject that the engine may wrap around it. A list stays a list.
    param([object] $Value)
    if ($Value -is [System.Management.Automation.PSObject] -and $Value -isnot [System.Management.Automation.PSCustomObject]) { return , $Value.PSObject.BaseObject }
    , $Value
}

function Read-Argument {
    # Returns the value as a kind; nothing if it does not fit. Text is read as a number in the same way in every
    # culture.
    param([string] $Kind, [object] $Value)
    $base = Get-BaseValue $Value
    $code = if ($base -is [System.Enum]) { 0 } else { [int] [System.Type]::GetTypeCode($base.GetType()) }
    # SByte to Decimal.
    $isNumber = ($code -ge 5 -and $code -le 15 -and -not (($base -is [double] -or $base -is [float]) -and -not [double]::IsFinite($base))) -or $base -is [bigint]
    switch ($Kind) {
        'date' { if ($base -is [string] -or $base -is [datetime] -or $base -is [System.DateTimeOffset] -or $base -is [System.DateOnly]) { return $base } }
        'text' {
            # A number keeps its written text, because 007 and 2e5 are ids.
            if ($isNumber) { if ($Value -is [psobject]) { $written = [string] $Value; if ($written -match '^[0-9]') { return $written } }; return Format-Value $base }
            if ($base -is [char] -or $base -is [guid] -or $base -is [System.Enum]) { return [string] $base }
        }
        'boolean' {
            if ($base -is [bool]) { return $base }
            if ($base -is [switch]) { return $base.IsPresent }
            if ($base -is [string] -and $base -in 'true', 'false') { return $base -eq 'true' }
        }
        default {
            if ($isNumber) {
                if ($Kind -eq 'number' -or $base -is [bigint] -or $code -lt 13) { return $base }
                if ([System.Math]::Floor($base) -eq $base) { return [bigint] $base }
                return
            }
            if ($base -isnot [string]) { return }
            if ($base -match '^[+-]?[0-9]+\z') {
                $whole = [bigint]::Parse($base, [cultureinfo]::InvariantCulture)
                if ($whole -ge [long]::MinValue -and $whole -le [long]::MaxValue) { return [long] $whole }
                return $whole
            }
            if ($Kind -eq 'number' -and $base -match '^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?\z') {
                $double = [double]::Parse($base, [cultureinfo]::InvariantCulture)
                if ([double]::IsFinite($double)) { return $double }
            }
        }
    }
}

function Build-Request {
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [hashtable] $Operation, [System.Collections.IDictionary] $Bound, [hashtable] $Body)
    $request = $Operation['Request'].Clone()
    $path = $Operation['Path']
    foreach ($parameter in $Operation['InPath']) {
        $value = $Bound[$parameter['Name']]
        # Most ids need no encoding.
        $text = if ($value -is [string] -and $parameter['IsPlain'] -and $value -cmatch '^[0-9A-Za-z_-]+\z') { [string] $value } else { Format-Segment $parameter $value }
        $path = $path.Replace($parameter['Mark'], $text)
        $request['Target'] = $value
    }
    # Several values together may form a dot segment.
    if ($path -match '[\\/](?:\.|%2e){1,2}(?:[\\/?#]|$)') { throw (Build-Failure -Message "the path '$path' has a dot segment" -Id 'InvalidPathArgument' -Category InvalidArgument -Target $path) }
    $request['Path'] = $path
    $request['Address'] = $path
    if ($Operation['InQuery'].Count -gt 0) { $request['Query'] = Format-Query $Operation $Bound }
    $request['Headers'] = $Operation['Headers']
    if ($Operation['HasHeaders']) { $request['Headers'] = Join-OperationHeader $Operation $Bound }
    if ($Operation['IsStream'] -or $Operation['Answer'] -eq 'download') { $request['Sink'] = Build-Sink $Cmdlet $Operation $Bound }
    if ($Operation['TakesHeaders'] -and $Bound.ContainsKey('Headers')) {
        # Headers of this call only.
        $request['More'] = Read-CallHeader $Operation $Bound['Headers']
        $request['SecretNames'] = $request['More'].Secret
    }
    if ($null -ne $Body) {
        $request['Body'] = $Body['Bytes']
        $request['ContentType'] = $Body['ContentType']
    }
    $request
}

function Format-Segment {
    # Returns the text of a path parameter whose value may need encoding.
    param([hashtable] $Parameter, [object] $Value)
    if (-not $Parameter.IsPlain -or $Value -isnot [string]) { $text = Format-PathPart $Parameter $Value }
    else { $text = if (Test-Segment $Value) { ConvertTo-UrlText $Value $false $true } else { '' } }
    if ([string] $text -in '', '.', '..') { throw (Build-Failure -Message "-$($Parameter.Name) cannot be '$Value'" -Id 'InvalidPathArgument' -Category InvalidArgument -Target $Value) }
    $text
}

function Format-Query {
    param([hashtable] $Operation, [System.Collections.IDictionary] $Bound)
    $query = [System.Collections.Generic.List[string]]::new()
    foreach ($parameter in $Operation.InQuery) {
        if (-not $Bound.ContainsKey($parameter.Name)) { continue }
        $value = $Bound[$parameter.Name]
        if ($parameter.IsPlain -and ($value -is [int] -or ($value -is [string] -and -not ($value.StartsWith('@{') -or $value.StartsWith('System.'))))) { $query.Add("$(ConvertTo-UrlText $parameter.Wire)=$(ConvertTo-UrlText $value)") }
        else { foreach ($pair in @(Format-Pair $parameter $value)) { $query.Add($pair) } }
    }
    [string]::Join('&', $query)
}

function Join-OperationHeader {
    # The headers of every call of an operation with the parameters that are headers or cookies.
    param([hashtable] $Operation, [System.Collections.IDictionary] $Bound)
    $headers = $Operation.Headers.Clone()
    foreach ($parameter in $Operation.InHeader) {
        $text = if ($Bound.ContainsKey($parameter.Name)) { Format-HeaderText $parameter $Bound[$parameter.Name] }
        if ($null -ne $text) { $headers[$parameter.Wire] = $text }
    }
    $cookies = @(foreach ($parameter in $Operation.InCookie) { if ($Bound.ContainsKey($parameter.Name)) { Format-Pair $parameter $Bound[$parameter.Name] } })
    if ($cookies.Count -gt 0) { $headers['Cookie'] = [string]::Join('; ', [string[]] $cookies) }
    $headers
}

function Build-Sink {
    # Where an answer goes that is not read as a whole: into a file, or item by item to the caller.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [hashtable] $Operation, [System.Collections.IDictionary] $Bound)
    if ($Operation.Answer -eq 'download') {
        $outFile = if ($Bound.ContainsKey('OutFile')) { $Cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Bound['OutFile']) } else { '' }
        return @{ OutFile = $outFile; IsStream = $false; IsForce = $Operation.TakesForce -and $Bound.ContainsKey('Force') -and [bool] $Bound['Force'] }
    }
    @{ OutFile = ''; IsStream = $true }
}

function Resolve-ForeignAddress {
    # The token is for this service only, whatever address an operation names.
    param([hashtable] $Settings, [hashtable] $Request)
    $address = Read-Address $Request.Path 'URL' $Settings.AllowHttp
    $Request.Address = $address.Url
    $Request.Basic = $address.Basic
    $Request.IsForeign = $address.Origin -cne $Settings.Origin
    $Request.IsAnonymous = $true
}

function Send-Call {
    # Sends the request of a call to a connection.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [hashtable] $Settings, [hashtable] $Operation, [System.Collections.IDictionary] $Bound, [hashtable] $Body)
    $request = Build-Request $Cmdlet $Operation $Bound $Body
    $path = $request['Path']
    if ($path.StartsWith('/')) {
        $request['Address'] = $Settings['BaseUrl'] + $path
        if ($Operation['Security'].Count -gt 0) { $Settings = Add-Credential $Settings $Operation $request }
    }
    # The token is sent only to the connection's service, not to the absolute URL of an operation.
    else { Resolve-ForeignAddress $Settings $request }
    # Asked before anything is sent, if the file name is known.
    if ($null -ne $request['Sink'] -and $request['Sink']['OutFile']) {
        $denied = Confirm-OutFile $Cmdlet $request['Sink'] $request['Sink']['OutFile']
        if ($null -ne $denied) { return @{ Failure = $denied } }
    }
    # The path may contain a query.
    $request['Url'] = $request['Address']
    if ($request['Query']) { $request['Url'] += $(if ($request['Address'].Contains('?')) { '&' } else { '?' }) + $request['Query'] }
    Send-Request $Cmdlet $Settings $request
}
