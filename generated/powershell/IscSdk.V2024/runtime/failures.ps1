# Errors as ErrorRecords: made where they occur, thrown inside the module, and passed to the caller in one place.

function Build-Failure {
    # Makes the ErrorRecord of a failure that is not an error response.
    param([string] $Message, [string] $Id, [System.Management.Automation.ErrorCategory] $Category, [object] $Target, [System.Exception] $Cause)
    $exception = if ($Category -eq 'OperationTimeout') { [System.TimeoutException]::new($Message, $Cause) }
    elseif ($Category -eq 'ConnectionError') { [System.Net.Http.HttpRequestException]::new($Message, $Cause) }
    elseif ($Category -eq 'InvalidArgument') { [System.ArgumentException]::new($Message, $Cause) }
    else { [System.InvalidOperationException]::new($Message, $Cause) }
    # Error handlers read these of any error, in strict mode too.
    foreach ($name in 'Response', 'Body', 'RequestId') { $exception.PSObject.Properties.Add([psnoteproperty]::new($name, $null)) }
    [System.Management.Automation.ErrorRecord]::new($exception, $Id, $Category, $Target)
}

function Get-StatusCategory {
    param([int] $Status)
    switch ($Status) {
        { $_ -in 400, 405, 406, 411, 413, 414, 415, 422 } { 'InvalidArgument'; break }
        401 { 'AuthenticationError'; break }
        403 { 'PermissionDenied'; break }
        { $_ -in 404, 410 } { 'ObjectNotFound'; break }
        { $_ -in 408, 504 } { 'OperationTimeout'; break }
        { $_ -in 409, 412 } { 'ResourceExists'; break }
        423 { 'ResourceBusy'; break }
        429 { 'LimitsExceeded'; break }
        501 { 'NotImplemented'; break }
        { $_ -ge 500 } { 'ResourceUnavailable'; break }
        default { 'InvalidResult' }
    }
}

function Read-ErrorText {
    # Returns the message of the vendor's ErrorResponseDto or of its gateway; an empty text if the body is something
    # else.
    param([string] $Content)
    if (-not $Content.TrimStart().StartsWith('{')) { return '' }
    try { $dto = ConvertFrom-Json -InputObject $Content -AsHashtable } catch { return '' }
    foreach ($entry in @($dto['messages'])) {
        if ($entry -is [System.Collections.IDictionary] -and $entry['text']) { return [string] $entry['text'] }
    }
    foreach ($key in 'message', 'error_description', 'error', 'detail') { if ($dto[$key] -is [string]) { return $dto[$key] } }
    ''
}

function Build-ApiFailure {
    # Makes the ErrorRecord of an error response.
    param([System.Net.Http.HttpResponseMessage] $Response, [string] $Content, [hashtable] $Request)
    $status = [int] $Response.StatusCode
    if ($Request['IsSecret']) { $Content = Hide-TokenAnswer $Response $Content }
    $text = Read-ErrorText $Content
    if (-not $text) { $text = $Response.ReasonPhrase }
    $identifier = Get-HeaderText $Response 'slpt-request-id'
    if (-not $identifier -and -not $Request['IsSecret'] -and $Content -match '"trackingId"\s*:\s*"([\w.-]{1,100})"') { $identifier = $Matches[1] }
    $message = "$("$($Request.Method) $($Request.Address) answered $status $text".TrimEnd())$(if ($identifier) { " (request $identifier)" })"
    $exception = [System.Net.Http.HttpRequestException]::new($message, $null, $Response.StatusCode)
    # The request contains the token, and its query may contain names of people.
    $Response.RequestMessage = $null
    Hide-ResponseHeader $Response $Request['SecretNames']
    $members = $exception.PSObject.Properties
    $members.Add([psnoteproperty]::new('Response', $Response))
    $members.Add([psnoteproperty]::new('Body', $Content))
    $members.Add([psnoteproperty]::new('Operation', $Request.Operation))
    $members.Add([psnoteproperty]::new('RequestId', $identifier))
    $record = [System.Management.Automation.ErrorRecord]::new($exception, "HttpStatus$status", (Get-StatusCategory $status), $Request.Target)
    # The engine shows the details in place of the message, so they are no JSON and no HTML: Exception.Body has the body.
    $record.ErrorDetails = [System.Management.Automation.ErrorDetails]::new($message)
    $record
}

function Get-HeaderText {
    param([System.Net.Http.HttpResponseMessage] $Response, [string] $Name)
    $values = $null
    if ($Response.Headers.TryGetValues($Name, [ref] $values)) { return [string]::Join(', ', [string[]] @($values)) }
    if ($null -ne $Response.Content -and $Response.Content.Headers.TryGetValues($Name, [ref] $values)) { return [string]::Join(', ', [string[]] @($values)) }
    $null
}

# Runs a part of a cmdlet that may throw, and is called by InvokeReturnAsIs. It returns the result of the part, or the
# ErrorRecord. Otherwise each function that an error leaves would add it to the -ErrorVariable of the cmdlet and of all
# its callers, which only a method call in between prevents; and an error that is caught would stay in $Error.
$script:apart = {
    param([scriptblock] $Part)
    # The list of the session, because a module has an $Error of its own.
    $listed = $global:Error
    $last = if ($listed.Count -gt 0) { $listed[0] }
    try { $made = $Part.InvokeReturnAsIs() }
    catch { $made = Get-ThrownRecord $PSItem }
    # The caller gets one record, so the records of this part are removed.
    while ($listed.Count -gt 0 -and -not [object]::ReferenceEquals($listed[0], $last)) { $listed.RemoveAt(0) }
    $made
}

function Get-ThrownRecord {
    # Returns the record that a part of a cmdlet threw, without the exception that a method call wraps around it.
    param([System.Management.Automation.ErrorRecord] $Record)
    $thrown = $Record.Exception.InnerException
    if ($Record.Exception -is [System.Management.Automation.MethodInvocationException] -and $thrown -is [System.Management.Automation.IContainsErrorRecord]) { return $thrown.ErrorRecord }
    $Record
}

function Submit-Failure {
    # Passes an error to the caller. The error is terminating for a single call, so that try and catch work. With
    # pipeline input (unless the caller's preference is Stop) or an explicit -ErrorAction it is not, so that the next
    # object is processed.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [System.Management.Automation.ErrorRecord] $Record)
    $invocation = $Cmdlet.MyInvocation
    # A record that was thrown has the position of that throw. A new record has the position of the caller's line.
    $fresh = [System.Management.Automation.ErrorRecord]::new($Record.Exception, ($Record.FullyQualifiedErrorId -split ',')[0], $Record.CategoryInfo.Category, $Record.TargetObject)
    if ($null -ne $Record.ErrorDetails) { $fresh.ErrorDetails = $Record.ErrorDetails }
    $isSoft = $invocation.BoundParameters.ContainsKey('ErrorAction')
    if (-not $isSoft -and $invocation.ExpectingInput) {
        # A function of a module does not see the preference of the calling script.
        $isSoft = [string] $Cmdlet.SessionState.PSVariable.GetValue('ErrorActionPreference', 'Continue') -ne 'Stop'
    }
    # The preference of this module must not decide. An explicit -ErrorAction still does.
    $ErrorActionPreference = 'Continue'
    if ($isSoft) { $Cmdlet.WriteError($fresh) }
    else { $Cmdlet.ThrowTerminatingError($fresh) }
}
