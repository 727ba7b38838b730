# Tokens by the client credentials grant. They are cached until shortly before their end, for all runspaces of the
# process, and are requested one at a time.

function Get-SharedState {
    # Returns the state that the runspaces of a process share, so that ForEach-Object -Parallel requests one token and
    # not many.
    $state = [System.AppDomain]::CurrentDomain.GetData('IscSdk.Runtime')
    if ($null -eq $state) {
        $state = [System.Collections.Concurrent.ConcurrentDictionary[string, object]]::new()
        [System.AppDomain]::CurrentDomain.SetData('IscSdk.Runtime', $state)
    }
    , $state
}

function Clear-SharedState {
    # Removes what this session added. The rest belongs to other sessions of the process.
    $shared = Get-SharedState
    $ignored = $null
    foreach ($settings in @($script:connections.get_Values()) + @($script:inherited)) {
        if ($null -ne $settings) { $null = $shared.TryRemove("connection $($settings.Id)", [ref] $ignored) }
    }
    if (-not ($shared.Keys -match '^connection ')) { [System.AppDomain]::CurrentDomain.SetData('IscSdk.Runtime', $null) }
}

function Get-SecretText {
    param([securestring] $Secret)
    [System.Net.NetworkCredential]::new('', $Secret).Password
}

function Get-TokenKey {
    # The key contains a hash of the secret, so that another secret of the same client has another token.
    param([hashtable] $Settings)
    $hash = [System.Security.Cryptography.SHA256]::HashData([System.Text.Encoding]::UTF8.GetBytes((Get-SecretText $Settings.ClientSecret)))
    "token $($Settings.TokenUrl) $($Settings.ClientId) $([System.Convert]::ToHexString($hash))"
}

function Get-AccessToken {
    # Returns the token to send, nothing, or @{ Failure }. $Rejected is a token that the service refused.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [hashtable] $Settings, [string] $Rejected)
    if ($null -ne $Settings.Token) {
        if ($null -eq $Settings['TokenText']) { $Settings['TokenText'] = Get-SecretText $Settings.Token }
        return $Settings['TokenText']
    }
    if ($null -eq $Settings.ClientSecret) { return $null }
    $slot = $Settings['Slot']
    if ($null -eq $slot) {
        $shared = Get-SharedState
        $slot = $shared.GetOrAdd((Get-TokenKey $Settings), [object] [hashtable]::Synchronized(@{ Token = ''; Ends = [datetime]::MinValue }))
        $Settings['Slot'] = $slot
    }
    $isFresh = $slot.Token -and $slot.Token -cne $Rejected -and [datetime]::UtcNow -lt $slot.Ends
    if ($isFresh) { return $slot.Token }
    # In short steps, so that Ctrl+C works while another runspace requests the token.
    while (-not [System.Threading.Monitor]::TryEnter($slot.SyncRoot, 100)) { }
    try {
        if ($slot.Token -and $slot.Token -cne $Rejected -and [datetime]::UtcNow -lt $slot.Ends) { return $slot.Token }
        $failure = Request-AccessToken $Cmdlet $Settings $slot
        if ($null -ne $failure) { return @{ Failure = $failure } }
        $slot.Token
    }
    finally {
        [System.Threading.Monitor]::Exit($slot.SyncRoot)
    }
}

function Request-AccessToken {
    # Requests a token and keeps it. Returns the failure, otherwise nothing.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [hashtable] $Settings, [hashtable] $Slot)
    $started = [datetime]::UtcNow
    $secret = Get-SecretText $Settings.ClientSecret
    try { Assert-Text "$($Settings.ClientId)$secret" } catch { return $PSItem }
    $form = "grant_type=client_credentials&client_id=$([uri]::EscapeDataString($Settings.ClientId))&client_secret=$([uri]::EscapeDataString($secret))"
    $request = @{
        Operation = 'requestToken'
        Method = 'POST'
        Url = $Settings.TokenUrl
        Address = ($Settings.TokenUrl -split '\?')[0]
        Target = $Settings.TokenUrl
        Headers = @{ 'Accept' = 'application/json' }
        Body = $script:strictUtf8.GetBytes($form)
        ContentType = 'application/x-www-form-urlencoded'
        IsRepeatable = $true
        IsAnonymous = $true
        IsForeign = $Settings.TokenOrigin -cne $Settings.Origin
        IsSecret = $true
        Basic = $Settings.TokenBasic
        Sink = $null
    }
    $answer = Send-Request $Cmdlet $Settings $request
    if ($null -ne $answer.Failure) { return $answer.Failure }
    $data = Read-TokenAnswer $answer.Content
    $token = $data['access_token']
    if (-not $token) { return Build-Failure -Message "$($request.Address) answered no access_token" -Id 'NoAccessToken' -Category AuthenticationError -Target $request.Address }
    $seconds = 0.0
    if (-not [double]::TryParse($data['expires_in'], [System.Globalization.NumberStyles]::Float, [cultureinfo]::InvariantCulture, [ref] $seconds) -or -not ($seconds -gt 0)) { $seconds = 300 }
    # At most a day: 'Infinity' and 1e300 are numbers too, but too large to be added to a date.
    $seconds = [System.Math]::Min(86400.0, $seconds)
    # The token is replaced a minute before its end, but not before half its lifetime.
    $Slot.Ends = $started.AddSeconds($seconds - [System.Math]::Min(60.0, $seconds / 2))
    $Slot.Token = $token
}

function Read-TokenAnswer {
    # Returns the strings and numbers of a response by key. It is read as a task, which keeps its error: an error that
    # is thrown and caught would stay in $Error with a part of the response, which may repeat the request.
    param([string] $Content)
    $found = @{}
    $stream = [System.IO.MemoryStream]::new([System.Text.Encoding]::UTF8.GetBytes($Content))
    $reading = [System.Text.Json.JsonSerializer]::DeserializeAsync($stream, [System.Text.Json.JsonElement], [System.Text.Json.JsonSerializerOptions]::Default, [System.Threading.CancellationToken]::None).AsTask()
    if ($null -ne (Wait-Task $reading) -or $null -eq $reading.Result -or $reading.Result.ValueKind -ne 'Object') { return $found }
    foreach ($property in $reading.Result.EnumerateObject()) { if ($property.Value.ValueKind -in 'String', 'Number') { $found[$property.Name] = $property.Value.ToString() } }
    $found
}
