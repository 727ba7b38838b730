# Tokens by the client credentials grant: cached until shortly before their end, for all runspaces of the process, and
# one request at a time.

function Get-SharedState {
    # What the runspaces of a process share, so that ForEach-Object -Parallel asks for one token and not for many.
    $state = [System.AppDomain]::CurrentDomain.GetData('IscSdk.Runtime')
    if ($null -eq $state) {
        $state = [System.Collections.Concurrent.ConcurrentDictionary[string, object]]::new()
        [System.AppDomain]::CurrentDomain.SetData('IscSdk.Runtime', $state)
    }
    , $state
}

function Clear-SharedState {
    # Takes back what this session put there; the rest belongs to other sessions of the process.
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
    # The secret takes part as a hash: another secret of the same client is another key.
    param([hashtable] $Settings)
    $hash = [System.Security.Cryptography.SHA256]::HashData([System.Text.Encoding]::UTF8.GetBytes((Get-SecretText $Settings.ClientSecret)))
    "token $($Settings.TokenUrl) $($Settings.ClientId) $([System.Convert]::ToHexString($hash))"
}

function Get-AccessToken {
    # The token to send, nothing, or @{ Failure }. `Rejected` is one that the service has refused.
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
    # In short steps, so that Ctrl+C works while another runspace asks.
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
    # Asks for a token and keeps it. Gives why there is none, or nothing.
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
    # A day at most: 'Infinity' and 1e300 are numbers too, and no point in time is so far away.
    $seconds = [System.Math]::Min(86400.0, $seconds)
    # Replaced a minute before its end, at most half its life.
    $Slot.Ends = $started.AddSeconds($seconds - [System.Math]::Min(60.0, $seconds / 2))
    $Slot.Token = $token
}

function Read-TokenAnswer {
    # The texts of an answer by key. Read as a task, which keeps its error: what is thrown and caught would stand in $Error
    # with a part of the answer, and that may repeat the request.
    param([string] $Content)
    $found = @{}
    $stream = [System.IO.MemoryStream]::new([System.Text.Encoding]::UTF8.GetBytes($Content))
    $reading = [System.Text.Json.JsonSerializer]::DeserializeAsync($stream, [System.Text.Json.JsonElement], [System.Text.Json.JsonSerializerOptions]::Default, [System.Threading.CancellationToken]::None).AsTask()
    if ($null -ne (Wait-Task $reading) -or $null -eq $reading.Result -or $reading.Result.ValueKind -ne 'Object') { return $found }
    foreach ($property in $reading.Result.EnumerateObject()) { if ($property.Value.ValueKind -in 'String', 'Number') { $found[$property.Name] = $property.Value.ToString() } }
    $found
}
