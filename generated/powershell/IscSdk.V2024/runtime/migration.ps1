# Moves scripts of the published module over. The work is in the files beside this one: it is read when it is needed.

function New-IscMigrationPlan {
    <#
    .SYNOPSIS
    Tells what a script of the published module changes to run on this one.
    .DESCRIPTION
    Reads scripts, modules and manifests by the engine's own parser, and changes nothing: Invoke-IscMigration does what the
    plan says. The plan knows the cmdlets of the imported modules. Every entry has Severity: Information for a change that
    sends the same request, Warning for a change or a place that somebody should look at, and Error for what only a person
    can change; Message says what to do. An entry with the same text as Old and New changes nothing.
    .PARAMETER Path
    Files or folders; wildcards are allowed. Of a folder all .ps1, .psm1 and .psd1 files are read.
    .PARAMETER LiteralPath
    Files or folders as they are written.
    .PARAMETER Recurse
    Reads the folders below a folder too.
    .EXAMPLE
    New-IscMigrationPlan -Path ./scripts -Recurse

    Gives all changes.
    .EXAMPLE
    New-IscMigrationPlan -Path ./scripts -Recurse | Where-Object Severity -ne 'Information'

    Gives what somebody has to look at.
    .OUTPUTS
    IscSdk.MigrationEntry
    #>
    # It makes an object and changes nothing.
    [System.Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '')]
    [CmdletBinding(DefaultParameterSetName = 'Path')]
    [OutputType('IscSdk.MigrationEntry')]
    param(
        [Parameter(ParameterSetName = 'Path', Mandatory, Position = 0, ValueFromPipeline, ValueFromPipelineByPropertyName)] [SupportsWildcards()] [string[]] $Path,
        [Parameter(ParameterSetName = 'LiteralPath', Mandatory, ValueFromPipelineByPropertyName)] [Alias('PSPath', 'FullName')] [string[]] $LiteralPath,
        [switch] $Recurse
    )
    begin { $asked = [System.Collections.Generic.List[object]]::new() }
    process { $asked.Add(@{ Paths = $(if ($PSCmdlet.ParameterSetName -eq 'Path') { $Path } else { $LiteralPath }); IsLiteral = $PSCmdlet.ParameterSetName -ne 'Path' }) }
    end {
        foreach ($part in Get-MigrationPart) { . $part }
        $plan = $script:apart.InvokeReturnAsIs({ Read-MigrationPlan $PSCmdlet $asked ([bool] $Recurse) })
        if ($plan -isnot [hashtable]) { Submit-Failure $PSCmdlet $plan; return }
        foreach ($file in $plan.Files) { $PSCmdlet.WriteObject($file.Entries, $true) }
    }
}

function Invoke-IscMigration {
    <#
    .SYNOPSIS
    Changes scripts of the published module so that they run on this one.
    .DESCRIPTION
    Does what New-IscMigrationPlan tells, file by file. Only the text that a change needs is written: formatting, byte order
    marks and line ends stay. A second run changes nothing. Gives the entries of the plan, with IsDone; those of the severity
    Error stay for a person. Keep the scripts in version control, and look at -WhatIf first.
    .PARAMETER Path
    Files or folders; wildcards are allowed. Of a folder all .ps1, .psm1 and .psd1 files are changed.
    .PARAMETER LiteralPath
    Files or folders as they are written.
    .PARAMETER Recurse
    Changes the folders below a folder too.
    .EXAMPLE
    Invoke-IscMigration -Path ./scripts -Recurse -WhatIf

    Tells which files would be changed, and gives the plan.
    .EXAMPLE
    Invoke-IscMigration -Path ./scripts -Recurse | Where-Object Severity -eq 'Error'

    Changes the scripts, and gives what is left to do.
    .OUTPUTS
    IscSdk.MigrationEntry
    #>
    [CmdletBinding(SupportsShouldProcess, DefaultParameterSetName = 'Path')]
    [OutputType('IscSdk.MigrationEntry')]
    param(
        [Parameter(ParameterSetName = 'Path', Mandatory, Position = 0, ValueFromPipeline, ValueFromPipelineByPropertyName)] [SupportsWildcards()] [string[]] $Path,
        [Parameter(ParameterSetName = 'LiteralPath', Mandatory, ValueFromPipelineByPropertyName)] [Alias('PSPath', 'FullName')] [string[]] $LiteralPath,
        [switch] $Recurse
    )
    begin { $asked = [System.Collections.Generic.List[object]]::new() }
    process { $asked.Add(@{ Paths = $(if ($PSCmdlet.ParameterSetName -eq 'Path') { $Path } else { $LiteralPath }); IsLiteral = $PSCmdlet.ParameterSetName -ne 'Path' }) }
    end {
        foreach ($part in Get-MigrationPart) { . $part }
        # All are read before any is written: the functions of one file count in the others.
        $plan = $script:apart.InvokeReturnAsIs({ Read-MigrationPlan $PSCmdlet $asked ([bool] $Recurse) })
        if ($plan -isnot [hashtable]) { Submit-Failure $PSCmdlet $plan; return }
        # A function of a module does not see the preferences of the script that calls it.
        $callers = $PSCmdlet.SessionState.PSVariable
        if (-not $PSBoundParameters.ContainsKey('WhatIf')) { $WhatIfPreference = [bool] $callers.GetValue('WhatIfPreference', $false) }
        if (-not $PSBoundParameters.ContainsKey('Confirm')) { $ConfirmPreference = $callers.GetValue('ConfirmPreference', 'High') }
        foreach ($file in $plan.Files) {
            $count = $file.Edits.Count
            if ($count -gt 0 -and $PSCmdlet.ShouldProcess($file.Path, "Change $count place$(if ($count -ne 1) { 's' })")) {
                $failure = $script:apart.InvokeReturnAsIs({ Write-MigrationFile $file })
                if ($null -ne $failure) { Submit-Failure $PSCmdlet (Build-Failure -Message "$($file.Path) is not changed: $($failure.Exception.GetBaseException().Message)" -Id 'NotWritten' -Category WriteError -Target $file.Path -Cause $failure.Exception) }
                else { foreach ($entry in $file.Entries) { $entry.IsDone = $entry.Old -cne $entry.New } }
            }
            $PSCmdlet.WriteObject($file.Entries, $true)
        }
    }
}

function Read-MigrationPlan {
    # What a migration changes, file by file.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [System.Collections.IEnumerable] $Asked, [bool] $IsDeep)
    $run = Build-MigrationRun (Get-MigrationFile $Cmdlet $Asked $IsDeep)
    @{ Files = @(foreach ($path in $run.Files) { Read-MigrationFile $run $path }) }
}

function Get-MigrationPart {
    foreach ($part in 'files', 'table', 'edits', 'visit', 'calls', 'splats', 'paging', 'imports', 'texts', 'errors') { [System.IO.Path]::Combine($PSScriptRoot, "migration-$part.ps1") }
}
