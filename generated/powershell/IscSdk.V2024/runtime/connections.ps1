# Connections: who the cmdlets talk to. What is shown of one is an object without secrets; the rest stays here.

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
        # The address that was given, where it was another than that of the API.
        Repaired = $(if ($base -cne $written) { $written })
        Origin = $address.Origin
        # A user and a password in the base URL; sent where there is neither a token nor a client.
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
        # By security scheme: what was given, and the settings that are made of a token.
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
    # A secret given as a SecureString, a PSCredential or text: one rule for every parameter that takes one.
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
    Makes a connection and lets the cmdlets of this session use it. What is not given comes from the environment
    variables SAIL_BASE_URL, SAIL_CLIENT_ID and SAIL_CLIENT_SECRET, or, where they are incomplete and name no tenant, from
    config.json in the working folder; id and secret are of one place. Nothing is
    sent before the first call; the token is then asked for, kept until shortly before its end, and renewed when the
    service refuses it.
    .PARAMETER BaseUrl
    The tenant's address: https://TENANT.api.identitynow.com
    .PARAMETER ClientId
    The id of an API client or of a personal access token.
    .PARAMETER ClientSecret
    The secret that belongs to the id, as a SecureString or as text.
    .PARAMETER Credential
    The id and the secret of a client as a PSCredential, as Get-Credential and Get-Secret give it.
    .PARAMETER Token
    An access token to send as it is, as a SecureString or as text. It is not renewed.
    .PARAMETER TokenUrl
    Where tokens are asked for; by default /oauth/token at the base URL.
    .PARAMETER Credentials
    Credentials by the name of the security scheme, for an API that has several: a SecureString or a text for a key or a
    token, a PSCredential for a user and a password, @{ ClientId; ClientSecret; TokenUrl } for a client. A call sends what
    its operation asks for.
    .PARAMETER AllowHttp
    Sends also by http to other machines, where everybody on the way reads tokens and secrets.
    .PARAMETER Name
    A name to use with -Connection; by default the host of the base URL.
    .PARAMETER TimeoutSec
    How many seconds one request may take; 60 by default.
    .PARAMETER TotalTimeoutSec
    How many seconds a call with all its retries may take; 300 by default.
    .PARAMETER MaximumRetryCount
    How often a call is sent again when the service is busy or unreachable; 4 by default, 0 for never.
    .PARAMETER RetryUnsafe
    Sends calls that change something again too when it is not known whether they arrived.
    .PARAMETER RequestsPer10Seconds
    The largest number of requests in 10 seconds. The service allows a client 100. By default nothing is held back.
    .PARAMETER Proxy
    The address of a proxy, which may hold a user and a password; by default the system's.
    .PARAMETER ProxyCredential
    The user and password that the proxy asks for.
    .PARAMETER PassThru
    Gives the connection out.
    .EXAMPLE
    $secret = [System.Net.NetworkCredential]::new('', 'the secret').SecurePassword
    Connect-Isc -BaseUrl 'https://tenant.api.identitynow.com' -ClientId 'the id' -ClientSecret $secret

    Connects with a client's id and secret; Read-Host -AsSecureString asks for the secret.
    .EXAMPLE
    Connect-Isc -BaseUrl 'https://tenant.api.identitynow.com' -Token 'a token' -Name 'sandbox' -PassThru

    Connects with a token and names the connection: other cmdlets take it as -Connection 'sandbox'.
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
        # What Set-DefaultConfiguration said of all calls holds for this connection too, unless it is said here.
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
    # The last word on who is talked to: what Set-DefaultConfiguration said of it before ends.
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
    Without parameters all connections end, and what Set-DefaultConfiguration told of the tenant. With the current
    connection ended, the one made last before becomes the one that cmdlets use.
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
    Gives the connections of this session.
    .DESCRIPTION
    Without a connection of its own a session uses the one that the environment or config.json gives; that is then shown.
    .PARAMETER Name
    The connection's name; wildcards are allowed.
    .EXAMPLE
    Get-IscConnection

    Gives all connections.
    .OUTPUTS
    IscSdk.Connection
    #>
    [CmdletBinding()]
    [OutputType('IscSdk.Connection')]
    param([Parameter(Position = 0)] [SupportsWildcards()] [string] $Name = '*')
    $known = @($script:connections.get_Values())
    $default = $script:current
    # What Set-DefaultConfiguration, the environment or config.json gives is used where nothing is connected.
    if ($null -eq $default) {
        $default = $script:apart.InvokeReturnAsIs({ Get-EnvironmentSetting $PSCmdlet })
        if ($default -is [System.Management.Automation.ErrorRecord]) { Submit-Failure $PSCmdlet $default; return }
        if ($null -ne $default) { $known += $default }
    }
    foreach ($settings in $known) { if ($settings.Name -like $Name) { ConvertTo-ConnectionObject $settings ([object]::ReferenceEquals($settings, $default)) } }
}
