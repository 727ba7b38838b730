# Jobs: work that continues after the response of a call, and that -Wait waits for.

function Wait-CallJob {
    # Polls the job of a call until it has succeeded. Returns @{ Answer; Read }, the response and the value of the last
    # poll, or
    # @{ Failure }. $Read is the value of the call itself. If the call is a poll, it is the first one.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [hashtable] $Settings, [hashtable] $Operation, [System.Collections.IDictionary] $Bound, [hashtable] $Answer, [object] $Read)
    $job = $Operation.Job
    $poll = $job['Poll']
    $interval = if ($Bound.ContainsKey('PollIntervalSec')) { [double] $Bound['PollIntervalSec'] } else { 5.0 }
    $limit = if ($Bound.ContainsKey('WaitTimeoutSec')) { [double] $Bound['WaitTimeoutSec'] } else { 3600.0 }
    $asked = $Bound
    $isOwn = $null -eq $poll
    if ($isOwn) { $poll = $Operation }
    else {
        if (-not $poll.ContainsKey('IsRepeatable')) { Complete-Operation $poll }
        $asked = Get-JobArgument $Operation $Bound $(if ($null -ne $Read) { , $Read[0] })
    }
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    $step = Open-Step $Cmdlet 8174 "Waiting for the job of $($Operation.Cmdlet)"
    try {
        for ($count = 1; ; $count++) {
            if (-not $isOwn -or $count -gt 1) {
                $Answer = Send-Call $Cmdlet $Settings $poll $asked $null
                if ($null -ne $Answer.Failure) { return @{ Failure = $Answer.Failure } }
                $Read = Read-Answer $Cmdlet $poll $Answer
            }
            $value = if ($null -ne $Read) { , $Read[0] }
            $status = [string] (Get-FirstValue $value $job.Status)
            if (Test-JobEnd $status $job.Done) { return @{ Answer = $Answer; Read = $Read } }
            if (Test-JobEnd $status $job['Failed']) {
                $said = if ($null -ne $job['Message']) { [string]::Join('; ', [string[]] @(Get-PathValue $value $job.Message)) }
                return @{ Failure = Build-Failure -Message "the job of $($Operation.Cmdlet) ended with $status$(if ($said) { ": $said" })" -Id 'JobFailed' -Category InvalidResult -Target $value }
            }
            if ($watch.Elapsed.TotalSeconds + $interval -gt $limit) {
                return @{ Failure = Build-Failure -Message "the job of $($Operation.Cmdlet) has not ended in $limit s (-WaitTimeoutSec); it was $(if ($status) { $status } else { 'without a status' }) last and goes on" -Id 'JobTimeout' -Category OperationTimeout -Target $value }
            }
            $percent = if ($null -ne $job['Percent']) { Get-FirstValue $value $job.Percent }
            Wait-Poll $step $interval $(if ($status) { $status } else { 'no status yet' }) $(if ($percent -is [System.ValueType]) { [double] $percent / 100 } else { -1.0 })
        }
    }
    finally { Complete-Step $step }
}

function Wait-Poll {
    # Waits between two polls, and shows the status of the last one.
    param([hashtable] $Step, [double] $Seconds, [string] $Status, [double] $Share)
    while ($Seconds -gt 0) {
        Write-Step $Step "$Status, $([System.Math]::Floor($Step.Watch.Elapsed.TotalSeconds)) s" $Share
        $part = [System.Math]::Min(1.0, $Seconds)
        Wait-Time $part
        $Seconds -= $part
    }
}

function Get-JobArgument {
    # Returns the arguments of the poll: properties of the call's response, and parameters of the call.
    param([hashtable] $Operation, [System.Collections.IDictionary] $Bound, [object] $Value)
    $asked = @{}
    foreach ($name in $Operation.Job.Takes.get_Keys()) {
        $from, $path = $Operation.Job.Takes[$name]
        $found = if ($from -eq 'args') { , $Bound[$path] } else { Get-FirstValue $Value $path }
        if ($null -eq $found) { throw (Build-Failure -Message "$($Operation.Cmdlet): the response has no $([string]::Join('.', [string[]] @($path))), so there is no job to wait for" -Id 'NoJob' -Category InvalidResult -Target $Value) }
        $asked[$name] = $found
    }
    if ($Operation.TakesHeaders -and $Bound.ContainsKey('Headers')) { $asked['Headers'] = $Bound['Headers'] }
    $asked
}

function Get-PathValue {
    # Returns the values at a path of properties, one by one. For a list on the path, the values of all items are
    # returned.
    param([object] $Value, [string[]] $Path)
    $found = @($Value)
    foreach ($key in $Path) { $found = @(foreach ($each in $found) { foreach ($inner in @(Get-FieldValue $each $key)) { if ($null -ne $inner) { $inner } } }) }
    foreach ($each in $found) { if ($each -is [string] -or $each -is [System.ValueType]) { $each } }
}

function Get-FirstValue {
    param([object] $Value, [string[]] $Path)
    $found = @(Get-PathValue $Value $Path)
    if ($found.Count -gt 0) { $found[0] }
}

function Test-JobEnd {
    # Values are compared without case and punctuation: one spec writes TEMPERROR, TEMP_ERROR and TempError.
    param([string] $Status, [string[]] $Values)
    if (-not $Status) { return $false }
    $plain = $Status -replace '[\W_]', ''
    foreach ($value in $Values) { if ($plain -eq ($value -replace '[\W_]', '')) { return $true } }
    $false
}
