# Moves scripts for the published module to this one. The code is in the files migration-*.ps1, which are read when it
# is needed.

function New-IscMigrationPlan {
    <#
    .SYNOPSIS
    Lists what scripts for the published module change to run with this one.
    .DESCRIPTION
    Reads scripts, modules and manifests with the engine's own parser, and changes nothing. Invoke-IscMigration makes
    the changes of the plan. The plan knows the cmdlets of the imported modules. Every entry has a Severity: Information
    for a change that sends the same request, Warning for a change or a position that somebody should look at, and Error
    for a change that only a person can make. Message says what to do. An entry whose Old and New are equal changes
    nothing.
    .PARAMETER Path
    Files or folders; wildcards are allowed. In a folder all .ps1, .psm1 and .psd1 files are read.
    .PARAMETER LiteralPath
    Files or folders. Wildcards are not expanded.
    .PARAMETER Recurse
    Also reads the folders below a folder.
    .EXAMPLE
    New-IscMigrationPlan -Path ./scripts -Recurse

    Returns all changes.
    .EXAMPLE
    New-IscMigrationPlan -Path ./scripts -Recurse | Where-Object Severity -ne 'Information'

    Returns the entries that somebody has to look at.
    .OUTPUTS
    IscSdk.MigrationEntry
    #>
    # The cmdlet makes objects and changes nothing.
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
    Changes scripts for the published module so that they run with this one.
    .DESCRIPTION
    Makes the changes that New-IscMigrationPlan lists, file by file. Only the text of a change is written: formatting,
    byte order marks and line ends stay. A second run changes nothing. Returns the entries of the plan with IsDone. The
    changes of entries with the severity Error are left to a person. Keep the scripts in version control, and use
    -WhatIf first.
    .PARAMETER Path
    Files or folders; wildcards are allowed. In a folder all .ps1, .psm1 and .psd1 files are changed.
    .PARAMETER LiteralPath
    Files or folders. Wildcards are not expanded.
    .PARAMETER Recurse
    Also changes the folders below a folder.
    .EXAMPLE
    Invoke-IscMigration -Path ./scripts -Recurse -WhatIf

    Shows which files would be changed, and returns the plan.
    .EXAMPLE
    Invoke-IscMigration -Path ./scripts -Recurse | Where-Object Severity -eq 'Error'

    Changes the scripts, and returns the entries that are left to do.
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
        # All files are read before one is written, because the functions of one file hide cmdlets in the others.
        $plan = $script:apart.InvokeReturnAsIs({ Read-MigrationPlan $PSCmdlet $asked ([bool] $Recurse) })
        if ($plan -isnot [hashtable]) { Submit-Failure $PSCmdlet $plan; return }
        # A function of a module does not see the preferences of the calling script.
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
    # Returns the changes of a migration, file by file.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [System.Collections.IEnumerable] $Asked, [bool] $IsDeep)
    $run = Build-MigrationRun (Get-MigrationFile $Cmdlet $Asked $IsDeep)
    @{ Files = @(foreach ($path in $run.Files) { Read-MigrationFile $run $path }) }
}

function Get-MigrationPart {
    foreach ($part in 'files', 'table', 'edits', 'visit', 'calls', 'splats', 'paging', 'imports', 'texts', 'errors') { [System.IO.Path]::Combine($PSScriptRoot, "migration-$part.ps1") }
}
