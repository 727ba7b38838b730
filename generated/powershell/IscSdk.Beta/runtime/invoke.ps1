# Sends requests for which there is no cmdlet.

function Invoke-IscRequest {
    <#
    .SYNOPSIS
    Sends any request to the service of a connection.
    .DESCRIPTION
    Sends a request for which the modules have no cmdlet. The path is written as the service documents it. Connection,
    token, retries, errors and redirects are those of all cmdlets. JSON is returned as objects, other text as text, and
    other content as bytes.
    .PARAMETER Path
    The path after the base URL, with its version: /beta/accounts. It may have a query. A whole URL must belong to the
    connection's service, because the token is sent there.
    .PARAMETER Method
    The HTTP method. Default: GET.
    .PARAMETER Body
    The request body: a hashtable, an object or JSON text. With a -ContentType that is not JSON: text or bytes.
    .PARAMETER Query
    A hashtable of query parameters. A list becomes one pair for each item; null is left out.
    .PARAMETER ContentType
    The media type of the request body. Default: application/json.
    .PARAMETER Accept
    The requested media type. Default: application/json.
    .PARAMETER OutFile
    The path to save the response to, or a folder.
    .PARAMETER Force
    Overwrites the file of -OutFile without asking.
    .PARAMETER Headers
    Headers to add to this request, by name.
    .PARAMETER TimeoutSec
    The longest time of one attempt in seconds.
    .PARAMETER Connection
    The connection to use, or its name.
    .PARAMETER WithHttpInfo
    Returns one object with Response, StatusCode and Headers instead of the value.
    .EXAMPLE
    Invoke-IscRequest -Path '/beta/accounts' -Query @{ limit = 2; filters = 'name sw "a"' }

    Reads two accounts.
    .EXAMPLE
    Invoke-IscRequest -Method POST -Path '/beta/roles' -Body @{ name = 'Engineer' } -WhatIf

    Shows what would be sent.
    #>
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'Medium', PositionalBinding = $false)]
    [OutputType([psobject])]
    param(
        [Parameter(Mandatory, Position = 0)] [string] $Path,
        [ArgumentCompletions('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD')] [string] $Method = 'GET',
        [object] $Body,
        [System.Collections.IDictionary] $Query,
        [string] $ContentType = 'application/json',
        [string] $Accept = 'application/json',
        [string] $OutFile,
        [switch] $Force,
        [System.Collections.IDictionary] $Headers,
        [ValidateRange(1, 86400)] [int] $TimeoutSec,
        [object] $Connection,
        [switch] $WithHttpInfo
    )
    $bound = $PSBoundParameters
    $told = $script:apart.InvokeReturnAsIs({
        $verb = $Method.Trim().ToUpperInvariant()
        if ($verb -cnotmatch '^[A-Z]{1,20}\z' -or $verb -in 'CONNECT', 'TRACE') { throw (Build-Failure -Message "'$Method' is not a method that can be sent" -Id 'InvalidMethod' -Category InvalidArgument -Target $Method) }
        $settings = Resolve-Connection $PSCmdlet $bound['Connection']
        $address = Resolve-OwnPath $settings $Path
        $operation = Build-OwnOperation $verb $address @{ ContentType = $ContentType; Accept = $Accept; HasBody = $bound.ContainsKey('Body'); Query = $Query }
        # The parameters under the names that cmdlets use.
        $given = @{}
        foreach ($name in 'Body', 'OutFile', 'Force', 'Headers', 'TimeoutSec') { if ($bound.ContainsKey($name)) { $given[$name] = $bound[$name] } }
        foreach ($parameter in $operation.InQuery) { $given[$parameter.Name] = $Query[$parameter.Wire] }
        $payload = Build-Body $PSCmdlet $operation $given
        if (-not $operation.IsRead -and -not (Confirm-Change $PSCmdlet { $PSCmdlet.ShouldProcess($args[0], $args[1]) } "$verb $(($address -split '\?')[0])")) { return }
        if ($given.ContainsKey('TimeoutSec')) { $settings = Limit-Setting $settings $TimeoutSec }
        $answer = Send-Call $PSCmdlet $settings $operation $given $payload
        if ($null -ne $answer.Failure) { return $answer.Failure }
        @{ Answer = $answer; Read = (Read-OwnAnswer $PSCmdlet $answer) }
    })
    if ($null -eq $told) { return }
    if ($told -isnot [hashtable]) { Submit-Failure $PSCmdlet $told; return }
    $read = $told.Read
    if ($WithHttpInfo) {
        $PSCmdlet.WriteObject([pscustomobject][ordered]@{ Response = $(if ($null -ne $read) { , $read[0] }); StatusCode = [int] $told.Answer.Response.StatusCode; Headers = Get-HeaderTable $told.Answer.Response })
        return
    }
    if ($null -ne $read) { $PSCmdlet.WriteObject($read[0], $read[0] -isnot [byte[]]) }
}

function Resolve-OwnPath {
    # Returns the path to append to the base URL. The token is sent to no other service than the connection's.
    param([hashtable] $Settings, [string] $Path)
    $text = $Path.Trim()
    if ($text -match '^[A-Za-z][A-Za-z0-9+.-]*:') {
        if (-not $text.StartsWith("$($Settings.BaseUrl)/", [System.StringComparison]::OrdinalIgnoreCase)) {
            $shown = Hide-User $text
            throw (Build-Failure -Message "'$shown' is not of the connection's service, $($Settings.BaseUrl): the token is sent to no other; nothing was sent" -Id 'PathOfAnotherService' -Category SecurityError -Target $shown)
        }
        $text = $text.Substring($Settings.BaseUrl.Length)
    }
    # At the beginning of a path, `//host` and `/\host` would name another service.
    $text = "/$($text.TrimStart('/', '\'))"
    if ($text -eq '/' -or ($text -split '[?#]')[0] -match '[\\\x00-\x1f]|[\\/](?:\.|%2e){1,2}(?:[\\/]|$)' -or $text.Contains('#')) { throw (Build-Failure -Message "'$Path' is not a request path; nothing was sent" -Id 'InvalidPathArgument' -Category InvalidArgument -Target $Path) }
    $text
}

function Build-OwnOperation {
    # Returns the operation that describes the request.
    param([string] $Method, [string] $Path, [hashtable] $Given)
    $isJson = $Given.ContentType -match '^[^;]*\bjson\b'
    $operation = @{
        Cmdlet = 'Invoke-IscRequest'
        Method = $Method
        Path = $Path
        Accept = $Given.Accept
        Answer = 'download'
        IsRead = $Method -in 'GET', 'HEAD', 'OPTIONS'
        InQuery = @(if ($null -ne $Given.Query) { foreach ($name in $Given.Query.get_Keys()) { @{ Name = "Query.$name"; Wire = [string] $name } } })
    }
    if ($Given.HasBody) { $operation['Body'] = @{ Format = $(if ($isJson) { 'json' } else { 'own' }); MediaType = $Given.ContentType } }
    Complete-Operation $operation
    $operation
}

function Read-OwnAnswer {
    # Returns the value of a response by its media type, in an array with one item; nothing if the response is empty.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [hashtable] $Answer)
    $content = $Answer.Download
    if ($null -eq $content -or (($content -is [string] -or $content -is [byte[]]) -and $content.Length -eq 0)) { return }
    $type = $Answer.Response.Content.Headers.ContentType
    if ($content -isnot [string] -or $null -eq $type -or $type.MediaType -notmatch '\bjson\z') { return , @(, $content) }
    $value = ConvertFrom-JsonText $Cmdlet $content
    if ($null -ne $value) { return , @(, $value) }
}
