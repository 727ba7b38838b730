# The configuration that both SDKs read: explicit values, completed by the environment or by config.json in the working
# folder.

function Read-ConfigurationFile {
    param([System.Management.Automation.PSCmdlet] $Cmdlet)
    $path = [System.IO.Path]::Combine($Cmdlet.SessionState.Path.CurrentFileSystemLocation.ProviderPath, 'config.json')
    if (-not [System.IO.File]::Exists($path)) { return @{} }
    try { $text = [System.IO.File]::ReadAllText($path, $script:strictUtf8) }
    catch { throw (Build-Failure -Message "$path cannot be read" -Id 'ConfigurationUnreadable' -Category OpenError -Target $path) }
    try { $file = ConvertFrom-Json -InputObject $text -AsHashtable }
    # The parser's message quotes the file, which contains a secret.
    catch { throw (Build-Failure -Message "$path is not valid JSON" -Id 'ConfigurationInvalid' -Category InvalidData -Target $path) }
    $found = @{}
    if ($file -is [System.Collections.IDictionary]) { foreach ($key in 'BaseURL', 'ClientId', 'ClientSecret', 'TokenURL') { if ($file[$key] -is [string]) { $found[$key] = $file[$key] } } }
    if ($file -is [System.Collections.IDictionary]) { $found['AllowHttp'] = [string] $file['AllowHttp'] -eq 'true' }
    $found
}

function Join-Configuration {
    # Completes explicit values with those of one source. A secret must not be sent to another tenant: so id and secret
    # come from the same source, and so do base URL and token URL.
    param([hashtable] $Given, [hashtable] $Place)
    $client = if ($Given['ClientId'] -or $Given['ClientSecret']) { $Given } else { $Place }
    $tenant = if ($Given['BaseUrl']) { $Given } else { $Place }
    @{
        BaseUrl = $tenant['BaseUrl']
        ClientId = $client['ClientId']
        ClientSecret = $client['ClientSecret']
        TokenUrl = $(if ($Given['TokenUrl']) { $Given['TokenUrl'] } else { $tenant['TokenUrl'] })
        AllowHttp = [bool] $Given['AllowHttp'] -or [bool] $tenant['AllowHttp']
    }
}

function Read-Configuration {
    # Completes the given values from the environment. If values are still missing, they are completed from config.json
    # instead, unless SAIL_BASE_URL decides the tenant. An error names the missing values.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [hashtable] $Given, [bool] $HasToken)
    $needed = if ($HasToken) { @('BaseUrl') } else { 'BaseUrl', 'ClientId', 'ClientSecret' }
    $environment = @{
        BaseUrl = [System.Environment]::GetEnvironmentVariable('SAIL_BASE_URL')
        ClientId = [System.Environment]::GetEnvironmentVariable('SAIL_CLIENT_ID')
        ClientSecret = [System.Environment]::GetEnvironmentVariable('SAIL_CLIENT_SECRET')
        AllowHttp = [System.Environment]::GetEnvironmentVariable('SAIL_ALLOW_HTTP') -eq 'true'
    }
    $known = Join-Configuration $Given $environment
    $missing = @(foreach ($key in $needed) { if (-not $known[$key]) { $key } })
    if ($missing.Count -gt 0 -and ($Given['BaseUrl'] -or -not $environment.BaseUrl)) {
        $known = Join-Configuration $Given (Read-ConfigurationFile $Cmdlet)
        $missing = @(foreach ($key in $needed) { if (-not $known[$key]) { $key } })
    }
    # A user and a password in the base URL are enough if there is no client.
    if (-not $known.ClientId -and -not $known.ClientSecret -and $known.BaseUrl -match '^\w+:[\\/]*[^\\/?#]+@') { $missing = @() }
    if ($missing.Count -gt 0) {
        $texts = @{
            BaseUrl = 'the base URL (-BaseUrl, SAIL_BASE_URL, BaseURL)'
            ClientId = "the client's id (-ClientId, SAIL_CLIENT_ID, ClientId)"
            ClientSecret = "the client's secret (-ClientSecret, SAIL_CLIENT_SECRET, ClientSecret)"
        }
        throw (Build-Failure -Message "not configured: $([string]::Join(', ', [string[]] @($missing.ForEach({ $texts[$PSItem] }))))" -Id 'NotConfigured' -Category InvalidArgument)
    }
    $known.ClientSecret = Get-SecretValue $known.ClientSecret
    $known
}

function Get-EnvironmentSetting {
    # Returns the connection of a session that called neither Connect-Isc nor Switch-IscConnection. It is made of
    # Set-DefaultConfiguration, the environment and config.json, and made again when their values change. Returns
    # nothing if they are incomplete.
    param([System.Management.Automation.PSCmdlet] $Cmdlet)
    $base = [System.Environment]::GetEnvironmentVariable('SAIL_BASE_URL')
    $id = [System.Environment]::GetEnvironmentVariable('SAIL_CLIENT_ID')
    $secret = [System.Environment]::GetEnvironmentVariable('SAIL_CLIENT_SECRET')
    $override = $script:override
    if ($null -eq $override -and $script:defaults.Count -eq 0 -and $base -and $id -and $secret) { $values = @($base, $id, $secret, '', ([System.Environment]::GetEnvironmentVariable('SAIL_ALLOW_HTTP') -eq 'true')) }
    else {
        $given = @{ BaseUrl = $script:defaults['BaseUrl']; ClientId = $script:defaults['ClientId']; ClientSecret = $script:defaults['ClientSecret']; TokenUrl = $script:defaults['TokenUrl']; AllowHttp = $script:defaults['AllowHttp'] }
        if ($null -ne $override) {
            $given.ClientId = $override.ClientId
            $given.ClientSecret = $override.ClientSecret
        }
        $hasToken = $null -eq $override -and [bool] $script:defaults['Token']
        try { $known = Read-Configuration $Cmdlet $given $hasToken }
        catch {
            if ($PSItem.FullyQualifiedErrorId -like 'NotConfigured*') { return }
            throw
        }
        $values = @($known.BaseUrl, $known.ClientId, $(if ($null -ne $known.ClientSecret) { Get-SecretText $known.ClientSecret }), $known.TokenUrl, $known.AllowHttp)
    }
    $look = [string]::Join("`n", [string[]] @($values + $script:defaults['Token'] + $script:defaults['Revision']))
    $mark = [System.Convert]::ToHexString([System.Security.Cryptography.SHA256]::HashData([System.Text.Encoding]::UTF8.GetBytes($look)))
    if ($null -ne $script:inherited -and $script:inherited['Mark'] -ceq $mark) { return $script:inherited }
    $settings = Build-Setting -Name '' -BaseUrl $values[0] -ClientId $values[1] -ClientSecret (Get-SecretValue $(if ($values[2]) { $values[2] })) -Token $(if ($null -eq $override) { Get-SecretValue $script:defaults['Token'] }) -TokenUrl $values[3] -AllowHttp $values[4]
    foreach ($key in 'MaximumRetryCount', 'RetryIntervalSec', 'Proxy', 'ProxyCredential', 'Headers') { if ($script:defaults.ContainsKey($key)) { $settings[$key] = $script:defaults[$key] } }
    $settings['Mark'] = $mark
    Write-Repair $Cmdlet $settings
    $script:inherited = $settings
    $settings
}
