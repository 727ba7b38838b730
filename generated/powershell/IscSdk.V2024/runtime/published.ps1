# Functions that scripts for the published module call.

function Get-DefaultConfiguration {
    <#
    .SYNOPSIS
    Returns the settings of the connection that cmdlets use, as the published module did.
    .DESCRIPTION
    Secrets and tokens are left out. Get-IscConnection returns the connections as objects.
    .EXAMPLE
    (Get-DefaultConfiguration).BaseUrl

    Returns the base URL of the environment, of config.json or of Connect-Isc.
    .OUTPUTS
    System.Collections.Hashtable
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param()
    $settings = $script:apart.InvokeReturnAsIs({ if ($null -ne $script:current) { $script:current } else { Get-EnvironmentSetting $PSCmdlet } })
    if ($settings -is [System.Management.Automation.ErrorRecord]) { Submit-Failure $PSCmdlet $settings; return }
    if ($null -eq $settings) { return @{ BaseUrl = $null; TokenUrl = $null; ClientId = $null; Token = ''; DefaultHeaders = @{}; MaximumRetryCount = $script:retryPolicy.MaximumRetryCount; RetryIntervalSeconds = $script:retryPolicy.FirstWait; Proxy = $null; Experimental = $true } }
    @{
        BaseUrl = "$($settings.BaseUrl)/"
        TokenUrl = $settings.TokenUrl
        ClientId = $settings.ClientId
        Token = ''
        DefaultHeaders = $settings.Headers.Clone()
        MaximumRetryCount = $settings.MaximumRetryCount
        RetryIntervalSeconds = $settings.RetryIntervalSec
        Proxy = $settings.Proxy
        Experimental = $true
    }
}

function Set-DefaultConfiguration {
    <#
    .SYNOPSIS
    Sets the values of calls without a connection, as the published module did.
    .DESCRIPTION
    The values take precedence over those of the environment and config.json. The latest decision wins: values of the
    tenant or the client apply to the calls that follow, also after Connect-Isc. Headers, retries and the proxy apply to
    the current connection and to later ones. Prefer Connect-Isc.
    .PARAMETER BaseUrl
    The address of the tenant's API.
    .PARAMETER ClientId
    The id of the client.
    .PARAMETER ClientSecret
    The secret of the client, as a SecureString or as text.
    .PARAMETER Token
    An access token, as a SecureString or as text. It is sent unchanged.
    .PARAMETER TokenExpiration
    Accepted for scripts for the published module. It has no effect, because the response with a token states its
    lifetime.
    .PARAMETER TokenUrl
    The URL that issues tokens.
    .PARAMETER NermBaseUrl
    Accepted for scripts for the published module. No cmdlet here uses it.
    .PARAMETER AllowHttp
    Allows http to other machines, where everybody on the way can read tokens and secrets.
    .PARAMETER MaximumRetryCount
    How often a call is retried when the service is busy or unreachable.
    .PARAMETER RetryIntervalSeconds
    The upper limit of the first wait before a retry, in seconds.
    .PARAMETER Experimental
    Accepted for scripts for the published module. The header is always sent where it is required.
    .PARAMETER Proxy
    A proxy object, or the address of one.
    .PARAMETER DefaultHeaders
    Headers of every call.
    .PARAMETER ConsumerIdentifier
    Accepted for scripts for the published module. It has no effect.
    .PARAMETER ConsumerVersion
    Accepted for scripts for the published module. It has no effect.
    .PARAMETER PassThru
    Returns the settings.
    .EXAMPLE
    Set-DefaultConfiguration -MaximumRetryCount 10 -RetryIntervalSeconds 5

    Retries more often, with longer waits.
    .OUTPUTS
    System.Collections.Hashtable, with -PassThru
    #>
    [CmdletBinding(SupportsShouldProcess)]
    [OutputType([hashtable])]
    param(
        [string] $BaseUrl,
        [string] $ClientId,
        [object] $ClientSecret,
        [object] $Token,
        [AllowNull()] [System.Nullable[datetime]] $TokenExpiration,
        [string] $TokenUrl,
        [string] $NermBaseUrl,
        [switch] $AllowHttp,
        [System.Nullable[int]] $MaximumRetryCount,
        [System.Nullable[int]] $RetryIntervalSeconds,
        [System.Nullable[bool]] $Experimental,
        [AllowNull()] [object] $Proxy,
        [hashtable] $DefaultHeaders,
        [string] $ConsumerIdentifier,
        [string] $ConsumerVersion,
        [switch] $PassThru
    )
    if (-not $PSCmdlet.ShouldProcess('default configuration', 'Set')) { return }
    # The values are checked before anything changes.
    $bound = $PSBoundParameters
    $route = $script:apart.InvokeReturnAsIs({
        foreach ($key in 'ClientSecret', 'Token') { $null = Get-SecretValue $bound[$key] }
        if ($bound.ContainsKey('Proxy')) { Resolve-Proxy $Proxy $null }
    })
    if ($route -is [System.Management.Automation.ErrorRecord]) { Submit-Failure $PSCmdlet $route; return }
    $isTenant = Enter-DefaultTenant $PSBoundParameters
    foreach ($key in 'BaseUrl', 'ClientId', 'TokenUrl', 'MaximumRetryCount') { if ($PSBoundParameters.ContainsKey($key)) { $script:defaults[$key] = $PSBoundParameters[$key] } }
    if ($PSBoundParameters.ContainsKey('AllowHttp')) { $script:defaults['AllowHttp'] = [bool] $AllowHttp }
    if ($PSBoundParameters.ContainsKey('Proxy')) {
        $script:defaults['Proxy'] = $route.Proxy
        $script:defaults['ProxyCredential'] = $route.Credential
    }
    foreach ($key in 'ClientSecret', 'Token') {
        if (-not $PSBoundParameters.ContainsKey($key)) { continue }
        $value = Get-SecretValue $PSBoundParameters[$key]
        $script:defaults[$key] = if ($null -ne $value) { Get-SecretText $value } else { '' }
    }
    if ($PSBoundParameters.ContainsKey('RetryIntervalSeconds')) { $script:defaults['RetryIntervalSec'] = $RetryIntervalSeconds }
    if ($PSBoundParameters.ContainsKey('DefaultHeaders')) { $script:defaults['Headers'] = if ($null -ne $DefaultHeaders) { $DefaultHeaders } else { @{} } }
    $script:defaults['Revision'] = [guid]::NewGuid().ToString()
    if ($null -ne $script:current) {
        foreach ($key in 'MaximumRetryCount', 'RetryIntervalSec', 'Headers', 'Proxy', 'ProxyCredential') { if ($script:defaults.ContainsKey($key)) { $script:current[$key] = $script:defaults[$key] } }
        if ($PSBoundParameters.ContainsKey('Proxy')) { $script:current.Client = $null }
    }
    # Published now if it is complete. Otherwise another call of the script may complete it.
    if ($isTenant) {
        $failure = $script:apart.InvokeReturnAsIs({ Publish-Default (Get-EnvironmentSetting $PSCmdlet) })
        if ($null -ne $failure) { Submit-Failure $PSCmdlet $failure; return }
    }
    if ($PassThru) { Get-DefaultConfiguration }
}

function Enter-DefaultTenant {
    # Prepares a change of the tenant or its client by Set-DefaultConfiguration. Returns true if the call changes one of
    # them; then calls no longer use a connection. Values that are not given stay, except the secrets of another tenant.
    param([System.Collections.IDictionary] $Given)
    $isClient = $Given.ContainsKey('ClientId') -or $Given.ContainsKey('ClientSecret')
    if (-not ($isClient -or $Given.ContainsKey('BaseUrl') -or $Given.ContainsKey('Token') -or $Given.ContainsKey('TokenUrl') -or $Given.ContainsKey('AllowHttp'))) { return $false }
    $before = $script:current
    if ($null -ne $before) {
        $script:current = $null
        Clear-DefaultTenant
        $script:defaults['BaseUrl'] = $before.BaseUrl
        $script:defaults['TokenUrl'] = $before.TokenUrl
        $script:defaults['AllowHttp'] = $before.AllowHttp
        if ($before.ClientId) { $script:defaults['ClientId'] = $before.ClientId }
        if ($null -ne $before.ClientSecret) { $script:defaults['ClientSecret'] = Get-SecretText $before.ClientSecret }
        if ($null -ne $before.Token) { $script:defaults['Token'] = Get-SecretText $before.Token }
    }
    $base = [string] $script:defaults['BaseUrl']
    if ($base -and $Given.ContainsKey('BaseUrl') -and $base.TrimEnd('/') -ne ([string] $Given['BaseUrl']).Trim().TrimEnd('/')) { Clear-DefaultTenant }
    # A token and a client exclude each other.
    if ($Given.ContainsKey('Token')) { foreach ($key in 'ClientId', 'ClientSecret') { $script:defaults.Remove($key) } }
    elseif ($isClient) { $script:defaults.Remove('Token') }
    $true
}

function Get-IDNAccessToken {
    <#
    .SYNOPSIS
    Returns the access token that calls are sent with, as the published module did.
    .DESCRIPTION
    Requests a token if there is none, or if it is about to end. Everybody who has the token can do what the client may
    do: keep it out of logs and files.
    .EXAMPLE
    $token = Get-IDNAccessToken

    Returns the token, for a request that no cmdlet sends.
    .OUTPUTS
    System.String
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param()
    $token = $script:apart.InvokeReturnAsIs({
        $token = Get-AccessToken $PSCmdlet (Resolve-Connection $PSCmdlet $null) ''
        if ($null -eq $token) { throw (Build-Failure -Message 'the connection has neither a client nor a token' -Id 'NoAccessToken' -Category AuthenticationError) }
        $token
    })
    if ($token -is [System.Management.Automation.ErrorRecord]) { Submit-Failure $PSCmdlet $token; return }
    if ($token -is [hashtable]) { Submit-Failure $PSCmdlet $token.Failure; return }
    $PSCmdlet.WriteObject($token)
}

function Set-ClientCredentialOverride {
    <#
    .SYNOPSIS
    Sends calls without -Connection as another client, as the published module did.
    .DESCRIPTION
    The tenant stays that of the connection, the environment or config.json. Clear-ClientCredentialOverride ends the
    override. Prefer Connect-Isc and -Connection.
    .PARAMETER ClientId
    The id of the other client.
    .PARAMETER ClientSecret
    The secret of the other client, as a SecureString or as text.
    .EXAMPLE
    Set-ClientCredentialOverride -ClientId 'the id' -ClientSecret (Read-Host -AsSecureString)

    Sends the next calls as another client.
    #>
    [CmdletBinding(SupportsShouldProcess)]
    [OutputType([void])]
    param(
        [Parameter(Mandatory, Position = 0)] [string] $ClientId,
        [Parameter(Mandatory, Position = 1)] [object] $ClientSecret
    )
    if (-not $PSCmdlet.ShouldProcess($ClientId, 'Set client credentials')) { return }
    $secret = $script:apart.InvokeReturnAsIs({ Get-SecretValue $ClientSecret })
    if ($secret -is [System.Management.Automation.ErrorRecord]) { Submit-Failure $PSCmdlet $secret; return }
    $script:override = @{ ClientId = $ClientId; ClientSecret = $secret; Base = $null; Settings = $null }
}

function Get-ClientCredentialOverride {
    <#
    .SYNOPSIS
    Returns whether calls are sent as another client, as the published module did. The secret is not returned.
    .EXAMPLE
    (Get-ClientCredentialOverride).IsOverrideSet

    Is true after Set-ClientCredentialOverride.
    .OUTPUTS
    System.Management.Automation.PSObject
    #>
    [CmdletBinding()]
    [OutputType([psobject])]
    param()
    [pscustomobject][ordered]@{
        IsOverrideSet = $null -ne $script:override
        ClientId = $(if ($null -ne $script:override) { $script:override.ClientId })
    }
}

function Clear-ClientCredentialOverride {
    <#
    .SYNOPSIS
    Ends the override of Set-ClientCredentialOverride.
    .EXAMPLE
    Clear-ClientCredentialOverride

    Sends the next calls as the client of the connection, the environment or config.json again.
    #>
    [CmdletBinding()]
    [OutputType([void])]
    param()
    if ($null -ne $script:override -and $null -ne $script:override.Settings -and $null -ne $script:override.Settings.Slot) { $script:override.Settings.Slot.Token = '' }
    $script:override = $null
}
