# Sends one request with its retries. The rules are those of the TypeScript SDK, except that Retry-After replaces the
# random wait here.

# A character that a header cannot have.
$script:unsendable = [regex]::new('[^\t\x20-\x7E]')

# Seconds are written as 30.0 for the methods of Math: with 30 the engine chooses the method for integers, which rounds
# 0.5 to 0 and throws beyond 32 bits.

function Wait-Task {
    # Waits in short steps, so that Ctrl+C works. Returns the cause if the task failed; otherwise nothing, and the task
    # has its result.
    param([System.Threading.Tasks.Task] $Task)
    if (-not $Task.IsCompleted) {
        $handle = ([System.IAsyncResult] $Task).AsyncWaitHandle
        while (-not $handle.WaitOne(100)) { }
    }
    if ($Task.IsFaulted) { return $Task.Exception.InnerException }
    if ($Task.IsCanceled) { return [System.OperationCanceledException]::new() }
}

function Build-SendFailure {
    # Makes the failure of a request without a response.
    param([hashtable] $Request, [System.Exception] $Cause, [double] $Limit)
    while ($Cause -is [System.Management.Automation.MethodInvocationException] -and $null -ne $Cause.InnerException) { $Cause = $Cause.InnerException }
    $call = "$($Request.Method) $($Request.Address)"
    if ($Request['IsSecret'] -and $Cause -isnot [System.OperationCanceledException]) {
        # The engine's message may quote the response, which may repeat the request.
        $reason = if ($Cause -is [System.Net.Http.HttpRequestException]) { [string] $Cause.HttpRequestError } else { $Cause.GetType().Name }
        return Build-Failure -Message "$call failed: $reason" -Id 'ConnectionFailed' -Category ConnectionError -Target $Request.Target
    }
    if ($Cause -is [System.OperationCanceledException]) { return Build-Failure -Message "$call had no response in $([System.Math]::Round($Limit, 1)) s" -Id 'Timeout' -Category OperationTimeout -Target $Request.Target -Cause $Cause }
    if ($Cause -is [System.Net.Http.HttpRequestException] -or $Cause -is [System.IO.IOException]) { return Build-Failure -Message "$call failed: $(Get-CauseText $Cause)" -Id 'ConnectionFailed' -Category ConnectionError -Target $Request.Target -Cause $Cause }
    Build-Failure -Message "$call failed: $($Cause.Message)" -Id 'RequestFailed' -Category InvalidOperation -Target $Request.Target -Cause $Cause
}

function Get-CauseText {
    # Returns the messages of a failure and of its causes, because "see inner exception" names neither the certificate
    # nor the proxy.
    param([System.Exception] $Cause)
    $texts = [System.Collections.Generic.List[string]]::new()
    while ($null -ne $Cause) {
        $text = $Cause.Message -replace ',? see inner exception\.?', '' -replace '\.$', ''
        # "Name or service not known" follows "Name or service not known (host:443)".
        if ($text -and -not $texts.Exists({ param($known) $known.Contains($text) })) { $texts.Add($text) }
        $Cause = $Cause.InnerException
    }
    [string]::Join(': ', $texts)
}

function Wait-Time {
    param([double] $Seconds, [hashtable] $Step)
    $end = [datetime]::UtcNow.AddSeconds($Seconds)
    while (($left = ($end - [datetime]::UtcNow).TotalMilliseconds) -gt 0) {
        if ($null -ne $Step) { Write-Step $Step "$([System.Math]::Ceiling($left / 1000)) s left" (1 - $left / 1000 / $Seconds) }
        [System.Threading.Thread]::Sleep([int] [System.Math]::Max(1.0, [System.Math]::Min(50.0, $left)))
    }
    if ($null -ne $Step) { Complete-Step $Step }
}

function Get-Client {
    # Returns one handler, with its connections, for all calls that use the same proxy.
    param([hashtable] $Settings)
    if ($null -ne $Settings['Client']) { return $Settings['Client'] }
    $credential = $Settings['ProxyCredential']
    $key = "client $($Settings['Proxy']) $(if ($null -ne $credential) { $credential.UserName })"
    $shared = Get-SharedState
    $client = $null
    if ($null -ne $credential -or -not $shared.TryGetValue($key, [ref] $client)) {
        $handler = [System.Net.Http.SocketsHttpHandler]::new()
        $handler.UseCookies = $false
        # It would send the body to another origin: see Resolve-Redirect.
        $handler.AllowAutoRedirect = $false
        $handler.AutomaticDecompression = [System.Net.DecompressionMethods]::All
        $handler.PooledConnectionLifetime = [timespan]::FromMinutes(5)
        if ($Settings['Proxy'] -is [System.Net.IWebProxy]) { $handler.Proxy = $Settings['Proxy'] }
        elseif ($Settings['Proxy']) {
            $handler.Proxy = [System.Net.WebProxy]::new([uri] $Settings['Proxy'])
            if ($null -ne $credential) { $handler.Proxy.Credentials = $credential.GetNetworkCredential() }
        }
        elseif ($null -ne $credential) { $handler.DefaultProxyCredentials = $credential.GetNetworkCredential() }
        $client = [System.Net.Http.HttpClient]::new($handler)
        $client.Timeout = [System.Threading.Timeout]::InfiniteTimeSpan
        $shared[$key] = $client
    }
    $Settings['Client'] = $client
    $client
}

function Wait-Turn {
    # Waits until less than the limit of requests has started in the last 10 seconds. ForEach-Object -Parallel shares
    # the connection, so checking and removing are one step: otherwise one runspace removes what another has just added.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [hashtable] $Settings)
    $limit = $Settings.RequestsPer10Seconds
    $starts = $Settings.Starts
    while ($true) {
        while (-not [System.Threading.Monitor]::TryEnter($starts.SyncRoot, 100)) { }
        try {
            $now = [datetime]::UtcNow
            while ($starts.Count -gt 0 -and $starts.Peek() -le $now.AddSeconds(-10)) { $null = $starts.Dequeue() }
            if ($starts.Count -lt $limit) { $starts.Enqueue($now); return }
            $wait = ($starts.Peek().AddSeconds(10) - $now).TotalSeconds
        }
        finally { [System.Threading.Monitor]::Exit($starts.SyncRoot) }
        Wait-Time $wait (Open-Step $Cmdlet 8173 'Waiting for a turn: -RequestsPer10Seconds')
    }
}

function Send-Message {
    # Sends a request without following redirects. Returns the response, or the cause of the failure. Other characters
    # than visible ASCII would end a header or change its text.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [hashtable] $Settings, [hashtable] $Request, [System.Threading.CancellationToken] $Cancel)
    $message = [System.Net.Http.HttpRequestMessage]::new([System.Net.Http.HttpMethod]::new($Request['Method']), [uri]::new($Request['Url']))
    $headers = $message.Headers
    $given = $Request['Headers']
    if ($Request['Agent'] -and -not $given.ContainsKey('User-Agent')) { $null = $headers.TryAddWithoutValidation('User-Agent', $Request['Agent']) }
    foreach ($name in $given.get_Keys()) {
        $text = [string] $given[$name]
        if ("$name$text" -match $script:unsendable) { return Deny-Header $Request $name }
        $null = $headers.TryAddWithoutValidation($name, $text)
    }
    $authorization = $Request['Authorization']
    if ($authorization) {
        if ($authorization -match $script:unsendable) { return Deny-Header $Request 'Authorization' }
        $null = $headers.TryAddWithoutValidation('Authorization', $authorization)
    }
    if ($null -ne $Request['Body']) {
        $message.Content = [System.Net.Http.ByteArrayContent]::new($Request['Body'])
        $null = $message.Content.Headers.TryAddWithoutValidation('Content-Type', $Request['ContentType'])
    }
    # When a kept connection turns out to be closed, .NET sends a request without content again by itself.
    elseif (-not $Request['IsRepeatable']) { $message.Content = [System.Net.Http.ByteArrayContent]::new([byte[]]::new(0)) }
    if ($Request['Extra'].get_Count() -gt 0) {
        $bad = Add-ExtraHeader $message $Request
        if ($null -ne $bad) { return Deny-Header $Request $bad }
    }
    if ($Cmdlet.MyInvocation.BoundParameters.ContainsKey('Debug')) { Write-MessageDebug $Cmdlet $message $Request }
    $option = if ($null -ne $Request['Sink']) { [System.Net.Http.HttpCompletionOption]::ResponseHeadersRead } else { [System.Net.Http.HttpCompletionOption]::ResponseContentRead }
    $task = $Settings['Client'].SendAsync($message, $option, $Cancel)
    $cause = Wait-Task $task
    if ($null -ne $cause) { return $cause }
    $task.Result
}

function Add-ExtraHeader {
    # Adds the headers of the connection and of the call to a message. Returns the name of a header that cannot be sent,
    # otherwise nothing.
    param([System.Net.Http.HttpRequestMessage] $Message, [hashtable] $Request)
    # The caller's headers win. .NET accepts content headers only on content, and they mean nothing in a call without a
    # body.
    foreach ($name in $Request.Extra.get_Keys()) {
        $text = [string] $Request.Extra[$name]
        if ("$name$text" -match $script:unsendable) { return $name }
        # No pipeline is used, and no `if` as an expression, because it would enumerate the headers.
        $target = $Message.Headers
        if ($name -match '^(?:content-.+|allow|expires|last-modified)$') {
            if ($null -eq $Request.Body) { continue }
            $target = $Message.Content.Headers
        }
        $null = $target.Remove($name)
        $null = $target.TryAddWithoutValidation($name, $text)
    }
}

function Deny-Header {
    param([hashtable] $Request, [string] $Name)
    Build-Failure -Message "$($Request.Method) $($Request.Address): the header $($Name -replace '[^\x21-\x7E]', '?') cannot be sent" -Id 'InvalidHeader' -Category InvalidArgument -Target $Request.Target
}

function Read-Redirect {
    # Returns the request that a redirect asks for, or the reason why it is not sent. Returns nothing if the response
    # names no address.
    param([hashtable] $Request, [System.Net.Http.HttpResponseMessage] $Response, [System.Collections.Generic.HashSet[string]] $Seen, [bool] $AllowHttp)
    $location = Get-HeaderText $Response 'Location'
    if (-not $location) { return }
    $Response.Dispose()
    Resolve-Redirect $Request ([int] $Response.StatusCode) $location $Seen $AllowHttp
}

function Send-Redirect {
    # Follows the redirects of a response. Returns the last response, or the cause of the failure.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [hashtable] $Settings, [hashtable] $Request, [System.Net.Http.HttpResponseMessage] $Response, [System.Threading.CancellationToken] $Cancel)
    $seen = [System.Collections.Generic.HashSet[string]]::new()
    while ([int] $Response.StatusCode -in 301, 302, 303, 307, 308) {
        $next = Read-Redirect $Request $Response $seen $Settings.AllowHttp
        if ($null -eq $next) { return $Response }
        if ($next -is [System.Management.Automation.ErrorRecord]) { return $next }
        $Request = $next
        $sent = Send-Message $Cmdlet $Settings $Request $Cancel
        if ($sent -isnot [System.Net.Http.HttpResponseMessage]) { return $sent }
        $Response = $sent
    }
    $Response
}

function Get-RetryAfter {
    # Returns the wait in seconds that Retry-After states; nothing if it states none.
    param([System.Net.Http.HttpResponseMessage] $Response)
    $text = Get-HeaderText $Response 'Retry-After'
    if (-not $text) { return $null }
    $seconds = 0.0
    if ([double]::TryParse($text, [System.Globalization.NumberStyles]::Float, [cultureinfo]::InvariantCulture, [ref] $seconds)) {
        # 'Infinity', 'NaN' and '-1' are numbers for .NET, but not waits.
        if ([double]::IsFinite($seconds) -and $seconds -ge 0) { return $seconds }
        return $null
    }
    $date = [System.DateTimeOffset]::MinValue
    if ([System.DateTimeOffset]::TryParse($text, [cultureinfo]::InvariantCulture, [System.Globalization.DateTimeStyles]::AssumeUniversal, [ref] $date)) { return [System.Math]::Max(0.0, ($date - [System.DateTimeOffset]::UtcNow).TotalSeconds) }
    $null
}

function Get-Backoff {
    # Returns the wait in seconds without Retry-After: a random share of an upper limit that doubles each time.
    param([hashtable] $Settings, [int] $Attempt, [double] $Share)
    $Share * [System.Math]::Min([double] $script:retryPolicy.LongestWait, $Settings.RetryIntervalSec * [System.Math]::Pow(2, $Attempt - 1))
}

# What runs only after a failure or a redirect is in functions of its own, with the loops that it needs. The engine
# compiles a whole function when it has run 32 times, and a loop in it once more, and compiling takes most of the time
# of the first calls.

function Send-Request {
    # Sends a request, and retries it where that is safe. Returns @{ Response; Content; Download }, or @{ Failure }: an
    # error that is thrown and caught would stay in $Error and in the caller's -ErrorVariable.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [hashtable] $Settings, [hashtable] $Request)
    if ($null -eq $Settings['Client']) { $null = Get-Client $Settings }
    # The connection's own credentials are sent only to its own origin.
    $Request['Extra'] = if ($Request['IsForeign']) { Select-Header $Settings['Headers'] $script:credentialName $false } else { $Settings['Headers'] }
    if ($null -ne $Request['More']) { $Request['Extra'] = Join-Header $Request['Extra'] $Request['More'] }
    $agent = $script:agents[$Cmdlet.MyInvocation.MyCommand.ModuleName]
    $Request['Agent'] = if ($null -ne $agent) { $agent } else { Get-Agent $Cmdlet }
    $run = @{ Deadline = [datetime]::UtcNow.AddSeconds($Settings['TotalTimeoutSec']); Number = 1; Token = $null; Rejected = ''; Watch = $null }
    $answer = Send-Attempt $Cmdlet $Settings $Request $run
    if ($answer['IsGood']) { return $answer }
    Redo-Request $Cmdlet $Settings $Request $run $answer
}

function Redo-Request {
    # Sends a request again after a failed attempt, where that is safe. Returns what Send-Request returns.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [hashtable] $Settings, [hashtable] $Request, [hashtable] $Run, [hashtable] $Answer)
    while (-not $Answer.IsGood) {
        $failure = if ($Answer.IsFinal) { $Answer.Failure } else { Resolve-Failure $Cmdlet @{ Settings = $Settings; Request = $Request; Run = $Run; Answer = $Answer } }
        if ($null -ne $failure) { return @{ Failure = $failure } }
        $Run.Number++
        $Answer = Send-Attempt $Cmdlet $Settings $Request $Run
    }
    $Answer
}

function Send-Attempt {
    # Sends a request once and follows its redirects. Returns @{ Response; Status; Content; Download; Failure; IsGood;
    # IsUnknown; IsFinal }. IsUnknown is true if the connection or the time ended before a response came: the service may
    # have received the request. IsFinal is true if there is no token, so that nothing was sent.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [hashtable] $Settings, [hashtable] $Request, [hashtable] $Run)
    $answer = @{ Response = $null; Status = 0; Content = ''; Download = $null; Failure = $null; IsGood = $false; IsUnknown = $false; IsFinal = $false }
    $token = $null
    if (-not $Request['IsAnonymous']) {
        # A given token as plain text, once it has been read; otherwise the cached token.
        $token = $Settings['TokenText']
        if ($null -eq $token) { $token = Get-AccessToken $Cmdlet $Settings $Run['Rejected'] }
        if ($token -is [hashtable]) {
            $answer['Failure'] = $token['Failure']
            $answer['IsFinal'] = $true
            return $answer
        }
    }
    $Run['Token'] = $token
    $Request['Authorization'] = if ($token) { "Bearer $token" } elseif ($Request['IsAnonymous']) { $Request['Basic'] } else { $Settings['Basic'] }
    if ($Settings['RequestsPer10Seconds'] -gt 0) { Wait-Turn $Cmdlet $Settings }
    $Run['Watch'] = [System.Diagnostics.Stopwatch]::StartNew()
    $limit = [System.Math]::Max(0.001, [System.Math]::Min([double] $Settings['TimeoutSec'], ($Run['Deadline'] - [datetime]::UtcNow).TotalSeconds))
    $cancel = [System.Threading.CancellationTokenSource]::new([timespan]::FromSeconds($limit))
    $cause = $null
    try {
        $response = Send-Message $Cmdlet $Settings $Request $cancel.Token
        if ($response -is [System.Net.Http.HttpResponseMessage] -and [int] $response.StatusCode -ge 301) { $response = Send-Redirect $Cmdlet $Settings $Request $response $cancel.Token }
        if ($response -isnot [System.Net.Http.HttpResponseMessage]) { $cause = $response }
        else {
            $answer['Response'] = $response
            $status = [int] $response.StatusCode
            $answer['Status'] = $status
            $isGood = $status -ge 200 -and $status -lt 300
            if ($isGood -and $null -ne $Request['Sink']) {
                # Write-ItemStream reads the items of a stream.
                if (-not $Request['Sink']['IsStream']) { $cause = Read-Download $Cmdlet $answer $Request $cancel $Settings['TimeoutSec'] }
            }
            else {
                # In memory already, unless it is the error response of a download.
                $reading = $response.Content.ReadAsStringAsync($cancel.Token)
                if (-not $reading.IsCompletedSuccessfully) { $cause = Wait-Task $reading }
                if ($null -eq $cause) { $answer['Content'] = $reading.Result }
            }
            $answer['IsGood'] = $isGood -and $null -eq $cause
        }
    }
    catch { $cause = Build-SendFailure $Request $PSItem.Exception $limit }
    finally {
        # Also when Ctrl+C or a later command of the pipeline stops the call.
        if ($null -eq $answer['Response'] -or $null -ne $cause) { $cancel.Cancel() }
        $cancel.Dispose()
    }
    if ($null -ne $cause) { Complete-Attempt $answer $Request $cause $limit }
    elseif ($answer['IsGood'] -and ($VerbosePreference -ne 'SilentlyContinue' -or $Cmdlet.MyInvocation.BoundParameters.ContainsKey('Verbose'))) { Write-Attempt $Cmdlet $Request $status $Run['Watch'] $Run['Number'] '' }
    $answer
}

function Complete-Attempt {
    # Makes the failure of an attempt without a usable response.
    param([hashtable] $Answer, [hashtable] $Request, [object] $Cause, [double] $Limit)
    if ($Cause -is [System.Management.Automation.ErrorRecord]) { $Answer.Failure = $Cause; return }
    $Answer.IsUnknown = $Cause -is [System.OperationCanceledException] -or $Cause -is [System.Net.Http.HttpRequestException] -or $Cause -is [System.IO.IOException]
    $Answer.Failure = Build-SendFailure $Request $Cause $Limit
}

function Resolve-Failure {
    # Waits if the request is to be sent again, and returns nothing. Otherwise returns the failure to report.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [hashtable] $Turn)
    $settings, $request, $run, $answer = $Turn.Settings, $Turn.Request, $Turn.Run, $Turn.Answer
    $attempt = $run.Number
    $isRepeatable = $settings.RetryUnsafe -or $request.IsRepeatable
    $failure = $answer.Failure
    $delay = $null
    if ($null -eq $failure) {
        $status = $answer.Status
        $after = Get-RetryAfter $answer.Response
        $failure = Build-ApiFailure $answer.Response $answer.Content $request
        if ($status -eq 401 -and $run.Token -and -not $run.Rejected -and $null -eq $settings.Token) {
            $run.Rejected = $run.Token
            $delay = 0.0
        }
        elseif ($attempt -le $settings.MaximumRetryCount -and ($status -in $script:retryPolicy.Always -or ($null -ne $after -and $status -in $script:retryPolicy.WithRetryAfter) -or ($isRepeatable -and $status -in $script:retryPolicy.IfRepeatable))) {
            $delay = if ($null -ne $after) { $after } else { Get-Backoff $settings $attempt ([System.Random]::Shared.NextDouble()) }
        }
    }
    elseif ($answer.IsUnknown -and $isRepeatable -and $attempt -le $settings.MaximumRetryCount) {
        $delay = Get-Backoff $settings $attempt ([System.Random]::Shared.NextDouble())
    }
    # Not as a point in time: '1e12' seconds from now is not a date, and the error about that would hide the real one.
    if ($null -ne $delay -and $delay -gt ($run.Deadline - [datetime]::UtcNow).TotalSeconds) { $delay = $null }
    Write-Attempt $Cmdlet $request $(if ($null -ne $answer.Response) { $answer.Status } else { $failure.Exception.Message }) $run.Watch $attempt $(if ($null -eq $delay) { ', gave up' } else { ", next in $([System.Math]::Round($delay, 1)) s" })
    if ($null -eq $delay) { return $failure }
    Wait-Time $delay (Open-Step $Cmdlet 8173 "Waiting before attempt $($attempt + 1): $(if ($null -ne $answer.Response) { "the service answered $($answer.Status)" } else { 'no answer came' })")
}

function Write-Attempt {
    # Writes one line per attempt without query, headers and bodies, because filters contain names of people.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [hashtable] $Request, [object] $Outcome, [System.Diagnostics.Stopwatch] $Watch, [int] $Attempt, [string] $Rest)
    $Cmdlet.WriteVerbose("$($Request.Method) $($Request.Address) $Outcome in $($Watch.ElapsedMilliseconds) ms, attempt $Attempt$Rest")
}

function Write-MessageDebug {
    # Writes the names of query parameters and the headers, without secrets and without values that could name a person.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [System.Net.Http.HttpRequestMessage] $Message, [hashtable] $Request)
    $names = [string]::Join(', ', [string[]] @(foreach ($pair in ($Message.RequestUri.Query.TrimStart('?') -split '&')) { if ($pair) { [uri]::UnescapeDataString(($pair -split '=')[0]) } }))
    $headers = [string]::Join(', ', [string[]] @(foreach ($header in $Message.Headers) { if ($script:credentialName.IsMatch($header.Key) -or $header.Key -in $Request['SecretNames']) { "$($header.Key): [redacted]" } else { "$($header.Key): $([string]::Join(', ', [string[]] @($header.Value)))" } }))
    $size = if ($null -ne $Request.Body) { $Request.Body.Length } else { 0 }
    $Cmdlet.WriteDebug("$($Request.Method) $($Request.Address) query: $(if ($names) { $names } else { 'none' }); headers: $headers; body: $size bytes")
}
