# Connections: the services that the cmdlets call. Callers see an object without secrets; the settings stay in this
# module.

function Build-Setting {
    param([string] $Name, [string] $BaseUrl, [string] $ClientId, [securestring] $ClientSecret, [securestring] $Token, [string] $TokenUrl, [bool] $AllowHttp)
    $address = Read-Address $BaseUrl.Trim().TrimEnd('/') 'base URL' $AllowHttp
    $written = $address.Url.TrimEnd('/')
    $base = Repair-BaseUrl $written
    $address.Origin = Get-Origin $base
    $tokenAddress = if ($TokenUrl) { Read-Address $TokenUrl 'token URL' $AllowHttp } else { @{ Url = "$base/oauth/token"; Origin = $address.Origin; Basic = $null } }
    @{
        Id = [guid]::NewGuid().ToString()
        Name = $(if ($Name) { $Name } else { ([uri] $base).Authority })
        BaseUrl = $base
        # The given address, if it was not the address of the API and was corrected.
        Repaired = $(if ($base -cne $written) { $written })
        Origin = $address.Origin
        # The user and the password in the base URL. They are sent if there is neither a token nor a client.
        Basic = $address.Basic
        AllowHttp = $AllowHttp
        ClientId = $ClientId
        ClientSecret = $ClientSecret
        Token = $Token
        TokenText = $null
        TokenUrl = $tokenAddress.Url
        TokenOrigin = $tokenAddress.Origin
        TokenBasic = $tokenAddress.Basic
        TimeoutSec = 60
        TotalTimeoutSec = 300
        MaximumRetryCount = $script:retryPolicy.MaximumRetryCount
        RetryIntervalSec = $script:retryPolicy.FirstWait
        RetryUnsafe = $false
        RequestsPer10Seconds = 0
        Starts = [System.Collections.Queue]::new()
        Proxy = $null
        ProxyCredential = $null
        Headers = @{}
        Client = $null
        Slot = $null
        # By security scheme: the given credentials, and the settings that were made for a token.
        Credentials = @{}
        Schemes = @{}
    }
}

function ConvertTo-ConnectionObject {
    param([hashtable] $Settings, [bool] $IsDefault)
    $shown = [pscustomobject][ordered]@{
        Name = $Settings.Name
        BaseUrl = $Settings.BaseUrl
        ClientId = $Settings.ClientId
        Authentication = $(if ($null -ne $Settings.Token) { 'Token' } elseif ($null -eq $Settings.ClientSecret -and $Settings.Credentials.Count -gt 0) { 'Credentials' } else { 'ClientCredentials' })
        IsDefault = $IsDefault
        Id = $Settings.Id
    }
    $shown.PSTypeNames.Insert(0, 'IscSdk.Connection')
    $shown
}

function Add-Connection {
    param([hashtable] $Settings)
    $null = (Get-SharedState).TryAdd("connection $($Settings.Id)", [object] $Settings)
}

function Get-SecretValue {
    # Returns a secret as a SecureString. Every parameter for a secret accepts a SecureString, a PSCredential or text.
    param([object] $Value)
    $Value = Get-BaseValue $Value
    if ($null -eq $Value -or $Value -is [securestring]) { return $Value }
    if ($Value -is [pscredential]) { return $Value.Password }
    if ($Value -isnot [string]) { throw (Build-Failure -Message "a secret is a SecureString or a text, not an object of type $($Value.GetType().Name)" -Id 'InvalidSecret' -Category InvalidArgument) }
    [System.Net.NetworkCredential]::new('', [string] $Value).SecurePassword
}

function Connect-Isc {
    <#
    .SYNOPSIS
    Connects to a tenant of Identity Security Cloud.
    .DESCRIPTION
    Makes a connection and makes it the current connection of the session. Values that are not given come from the
    environment variables SAIL_BASE_URL, SAIL_CLIENT_ID and SAIL_CLIENT_SECRET. If these are incomplete and name no
    tenant, the values come from config.json in the working folder. The client's id and secret always come from the same
    source. Nothing is sent before the first call. The token is requested then, kept until shortly before its end, and
    renewed when the service refuses it.
    .PARAMETER BaseUrl
    The address of the tenant's API: https://TENANT.api.identitynow.com
    .PARAMETER ClientId
    The id of an API client or of a personal access token.
    .PARAMETER ClientSecret
    The secret that belongs to the id, as a SecureString or as text.
    .PARAMETER Credential
    The id and the secret of a client as a PSCredential, as Get-Credential and Get-Secret return it.
    .PARAMETER Token
    An access token, as a SecureString or as text. It is sent unchanged and is not renewed.
    .PARAMETER TokenUrl
    The URL that issues tokens. Default: /oauth/token at the base URL.
    .PARAMETER Credentials
    Credentials by the name of the security scheme, for an API with several schemes: a SecureString or text for a key or
    a token, a PSCredential for a user and a password, @{ ClientId; ClientSecret; TokenUrl } for a client. A call sends
    the credentials that its operation requires.
    .PARAMETER AllowHttp
    Allows http to other machines, where everybody on the way can read tokens and secrets.
    .PARAMETER Name
    The name of the connection, for -Connection. Default: the host of the base URL.
    .PARAMETER TimeoutSec
    The longest time of one request in seconds. Default: 60.
    .PARAMETER TotalTimeoutSec
    The longest time of a call with all its retries in seconds. Default: 300.
    .PARAMETER MaximumRetryCount
    How often a call is retried when the service is busy or unreachable. Default: 4; 0 for never.
    .PARAMETER RetryUnsafe
    Also retries calls that change something when it is not known whether the request arrived.
    .PARAMETER RequestsPer10Seconds
    The largest number of requests in 10 seconds. The service allows a client 100. Default: no limit.
    .PARAMETER Proxy
    The address of a proxy, which may contain a user and a password. Default: the proxy of the system.
    .PARAMETER ProxyCredential
    The user and the password for the proxy.
    .PARAMETER PassThru
    Returns the connection.
    .EXAMPLE
    $secret = [System.Net.NetworkCredential]::new('', 'the secret').SecurePassword
    Connect-Isc -BaseUrl 'https://tenant.api.identitynow.com' -ClientId 'the id' -ClientSecret $secret

    Connects with the id and the secret of a client. Read-Host -AsSecureString asks for the secret.
    .EXAMPLE
    Connect-Isc -BaseUrl 'https://tenant.api.identitynow.com' -Token 'a token' -Name 'sandbox' -PassThru

    Connects with a token and names the connection. Other cmdlets take it as -Connection 'sandbox'.
    .OUTPUTS
    IscSdk.Connection, with -PassThru
    #>
    [CmdletBinding(DefaultParameterSetName = 'Client')]
    [OutputType('IscSdk.Connection')]
    param(
        [Parameter(Position = 0)] [string] $BaseUrl,
        [Parameter(ParameterSetName = 'Client')] [string] $ClientId,
        [Parameter(ParameterSetName = 'Client')] [object] $ClientSecret,
        [Parameter(ParameterSetName = 'Credential', Mandatory)] [pscredential] $Credential,
        [Parameter(ParameterSetName = 'Token', Mandatory)] [object] $Token,
        [Parameter(ParameterSetName = 'Client')] [Parameter(ParameterSetName = 'Credential')] [string] $TokenUrl,
        [System.Collections.IDictionary] $Credentials,
        [switch] $AllowHttp,
        [string] $Name,
        [ValidateRange(1, 86400)] [int] $TimeoutSec = 60,
        [ValidateRange(1, 86400)] [int] $TotalTimeoutSec = 300,
        [ValidateRange(0, 100)] [int] $MaximumRetryCount = $script:retryPolicy.MaximumRetryCount,
        [switch] $RetryUnsafe,
        [ValidateRange(0, 100000)] [int] $RequestsPer10Seconds = 0,
        [object] $Proxy,
        [pscredential] $ProxyCredential,
        [switch] $PassThru
    )
    $bound = $PSBoundParameters
    $settings = $script:apart.InvokeReturnAsIs({
        $client = $ClientId
        $secret = Get-SecretValue $ClientSecret
        if ($null -ne $Credential) {
            $client = $Credential.UserName
            $secret = $Credential.Password
        }
        $given = @{ BaseUrl = $BaseUrl; ClientId = $client; ClientSecret = $secret; TokenUrl = $TokenUrl; AllowHttp = [bool] $AllowHttp }
        $known = Read-Configuration $PSCmdlet $given ($PSCmdlet.ParameterSetName -eq 'Token' -or ($null -ne $Credentials -and -not $client -and $null -eq $secret))
        $settings = Build-Setting -Name $Name -BaseUrl $known.BaseUrl -ClientId $known.ClientId -ClientSecret $known.ClientSecret -Token (Get-SecretValue $Token) -TokenUrl $known.TokenUrl -AllowHttp $known.AllowHttp
        Write-Repair $PSCmdlet $settings
        $settings.TimeoutSec = $TimeoutSec
        $settings.TotalTimeoutSec = $TotalTimeoutSec
        $settings.MaximumRetryCount = $MaximumRetryCount
        # Values of Set-DefaultConfiguration also apply to this connection, unless they are given here.
        foreach ($key in 'MaximumRetryCount', 'RetryIntervalSec', 'Headers') { if ($script:defaults.ContainsKey($key) -and -not $bound.ContainsKey($key)) { $settings[$key] = $script:defaults[$key] } }
        $settings.RetryUnsafe = [bool] $RetryUnsafe
        if ($null -ne $Credentials) { $settings.Credentials = Read-Credential $Credentials }
        $settings.RequestsPer10Seconds = $RequestsPer10Seconds
        $isDirect = -not $bound.ContainsKey('Proxy') -and -not $bound.ContainsKey('ProxyCredential')
        $route = if ($isDirect -and $script:defaults.ContainsKey('Proxy')) { @{ Proxy = $script:defaults['Proxy']; Credential = $script:defaults['ProxyCredential'] } } else { Resolve-Proxy $Proxy $ProxyCredential }
        $settings.Proxy = $route.Proxy
        $settings.ProxyCredential = $route.Credential
        $settings
    })
    if ($settings -is [System.Management.Automation.ErrorRecord]) { Submit-Failure $PSCmdlet $settings; return }
    if ($script:connections.Contains($settings.Name)) { Close-Connection $script:connections[$settings.Name] }
    $script:connections[$settings.Name] = $settings
    Add-Connection $settings
    # This connection decides the tenant from now on, so the tenant of Set-DefaultConfiguration is cleared.
    Clear-DefaultTenant
    Enter-Connection $PSCmdlet $settings
    if ($PassThru) { ConvertTo-ConnectionObject $settings $true }
}

function Close-Connection {
    param([hashtable] $Settings)
    $ignored = $null
    $null = (Get-SharedState).TryRemove("connection $($Settings.Id)", [ref] $ignored)
    if ($null -ne $Settings.Slot) { $Settings.Slot.Token = '' }
    if ([object]::ReferenceEquals($script:connections[$Settings.Name], $Settings)) { $script:connections.Remove($Settings.Name) }
    if ([object]::ReferenceEquals($script:current, $Settings)) {
        $script:current = if ($script:connections.get_Count() -gt 0) { $script:connections[$script:connections.get_Count() - 1] } else { $null }
        Publish-Default $script:current
    }
}

function Disconnect-Isc {
    <#
    .SYNOPSIS
    Ends connections of this session and forgets their tokens.
    .DESCRIPTION
    Without parameters all connections end, and the tenant of Set-DefaultConfiguration is cleared. If the current
    connection ends, the connection that was made last before becomes current.
    .PARAMETER Connection
    Connections or their names.
    .EXAMPLE
    Disconnect-Isc

    Ends all connections.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param([Parameter(Position = 0, ValueFromPipeline)] [Alias('Name')] [object[]] $Connection)
    process {
        $ended = @($script:connections.get_Values())
        if ($PSBoundParameters.ContainsKey('Connection')) {
            $ended = $script:apart.InvokeReturnAsIs({ foreach ($one in $Connection) { Find-Connection $one } })
            if ($ended -is [System.Management.Automation.ErrorRecord]) { Submit-Failure $PSCmdlet $ended; return }
        }
        foreach ($settings in @($ended)) { Close-Connection $settings }
        if (-not $PSBoundParameters.ContainsKey('Connection')) { Clear-DefaultTenant; Publish-Default $null }
        if (-not $PSBoundParameters.ContainsKey('Connection') -and $null -ne $script:inherited) {
            if ($null -ne $script:inherited.Slot) { $script:inherited.Slot.Token = '' }
            $script:inherited = $null
        }
    }
}

function Get-IscConnection {
    <#
    .SYNOPSIS
    Returns the connections of this session.
    .DESCRIPTION
    A session without a connection uses the one that Set-DefaultConfiguration, the environment or config.json
    configures. In that case this connection is returned.
    .PARAMETER Name
    The name of the connection; wildcards are allowed.
    .EXAMPLE
    Get-IscConnection

    Returns all connections.
    .OUTPUTS
    IscSdk.Connection
    #>
    [CmdletBinding()]
    [OutputType('IscSdk.Connection')]
    param([Parameter(Position = 0)] [SupportsWildcards()] [string] $Name = '*')
    $known = @($script:connections.get_Values())
    $default = $script:current
    # A session without a connection uses the one of Set-DefaultConfiguration, the environment or config.json.
    if ($null -eq $default) {
        $default = $script:apart.InvokeReturnAsIs({ Get-EnvironmentSetting $PSCmdlet })
        if ($default -is [System.Management.Automation.ErrorRecord]) { Submit-Failure $PSCmdlet $default; return }
        if ($null -ne $default) { $known += $default }
    }
    foreach ($settings in $known) { if ($settings.Name -like $Name) { ConvertTo-ConnectionObject $settings ([object]::ReferenceEquals($settings, $default)) } }
}
