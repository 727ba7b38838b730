# The progress of long operations: a list with many pages, a large file, a wait.

function Open-Step {
    # Starts an operation that may take long. Its progress is shown after one second, and then at most four times a
    # second.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [int] $Id, [string] $Activity)
    # A function of a module does not see the preference of the calling script.
    $preference = [string] $Cmdlet.SessionState.PSVariable.GetValue('ProgressPreference', 'Continue')
    @{ Cmdlet = $Cmdlet; Id = $Id; Activity = $Activity; Watch = [System.Diagnostics.Stopwatch]::StartNew(); Next = 1000L; IsQuiet = $preference -in 'SilentlyContinue', 'Ignore'; IsShown = $false }
}

function Write-Step {
    # Shows the progress as a share from 0 to 1; -1 if the total is unknown.
    param([hashtable] $Step, [string] $Status, [double] $Share = -1)
    if ($Step.IsQuiet -or $Step.Watch.ElapsedMilliseconds -lt $Step.Next) { return }
    $Step.Next = $Step.Watch.ElapsedMilliseconds + 250
    $record = [System.Management.Automation.ProgressRecord]::new($Step.Id, $Step.Activity, $Status)
    $record.PercentComplete = if ($Share -lt 0) { -1 } else { [int] [System.Math]::Floor(100 * [System.Math]::Min(1.0, $Share)) }
    $Step.Cmdlet.WriteProgress($record)
    $Step.IsShown = $true
}

function Complete-Step {
    param([hashtable] $Step)
    if (-not $Step.IsShown) { return }
    $record = [System.Management.Automation.ProgressRecord]::new($Step.Id, $Step.Activity, 'done')
    $record.RecordType = 'Completed'
    $Step.Cmdlet.WriteProgress($record)
    $Step.IsShown = $false
}
