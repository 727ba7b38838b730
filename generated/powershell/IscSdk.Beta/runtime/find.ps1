# Cmdlets that a script calls by a name of another version, or of the published module.

function Find-Cmdlet {
    # The cmdlets and helpers of the imported versions that a name without its version means, the newest version first.
    param([string] $Name)
    if ($Name -notmatch '^([A-Za-z]+)-(\w+)$') { return }
    $verb = $Matches[1]
    $nouns = @($Matches[2])
    if ($Matches[2] -match '^(?:Beta|V\d+)(\w+)$') { $nouns += $Matches[1] }
    foreach ($user in Get-NewestUser) {
        $module = Get-Module -Name $user.Module
        if ($null -eq $module) { continue }
        $module = @($module)[0]
        foreach ($noun in $nouns) {
            $full = "$verb-$($user.Prefix)$noun"
            $function = $module.ExportedFunctions[$full]
            if ($null -ne $function) { $function.Name; continue }
            # An old name, or the other version's: its cmdlet is the better answer.
            $alias = $module.ExportedAliases[$full]
            if ($null -ne $alias) { $alias.Definition }
        }
    }
}

function Get-NewestUser {
    # The version modules, the highest number first; those without one (Beta) are last.
    $users = [System.Collections.Generic.List[object]]::new()
    foreach ($user in $script:users.Values) {
        $number = [long] "0$([regex]::Match($user.Prefix, '\d+').Value)"
        $at = 0
        while ($at -lt $users.Count -and $users[$at].Number -ge $number) { $at++ }
        $users.Insert($at, @{ Module = $user.Module; Prefix = $user.Prefix; Number = $number })
    }
    $users
}

function Find-IscCmdlet {
    <#
    .SYNOPSIS
    Finds the cmdlet that a name of another version, or of the published module, means here.
    .DESCRIPTION
    Looks in the imported modules. A name is compared without its version: Get-Accounts, Get-V3Accounts and
    Get-BetaAccounts find Get-V2024Accounts where that module is imported. Old names find the cmdlet of today. With
    wildcards every cmdlet is found whose name fits, and after the cmdlets of a version its model helpers.
    .PARAMETER Name
    A name, or a pattern.
    .EXAMPLE
    Find-IscCmdlet Get-Accounts

    Gives the cmdlets that list accounts, the newest version first.
    .EXAMPLE
    Find-IscCmdlet '*Workgroup*'

    Gives all cmdlets about workgroups.
    .OUTPUTS
    System.Management.Automation.FunctionInfo
    #>
    [CmdletBinding()]
    [OutputType([System.Management.Automation.FunctionInfo])]
    param([Parameter(Mandatory, Position = 0, ValueFromPipeline)] [SupportsWildcards()] [string] $Name)
    process {
        $commands = $ExecutionContext.SessionState.InvokeCommand
        if (-not [wildcardpattern]::ContainsWildcardCharacters($Name)) {
            foreach ($found in Find-Cmdlet $Name) { $PSCmdlet.WriteObject($commands.GetCommand($found, 'Function')) }
            return
        }
        $pattern = [wildcardpattern]::new($Name, 'IgnoreCase')
        foreach ($user in Get-NewestUser) {
            $helpers = [System.Collections.Generic.List[object]]::new()
            foreach ($module in @(Get-Module -Name $user.Module)) {
                foreach ($function in $module.ExportedFunctions.Values) {
                    if (-not $pattern.IsMatch($function.Name) -and -not $pattern.IsMatch(($function.Name -replace "-$($user.Prefix)", '-'))) { continue }
                    if ($function.Name -match '^(?:Initialize-|ConvertFrom-\w+JsonTo)') { $helpers.Add($function) } else { $PSCmdlet.WriteObject($function) }
                }
            }
            $PSCmdlet.WriteObject($helpers, $true)
        }
    }
}

function Build-UnknownFailure {
    # What is said of a name that no module has: what it is called here.
    param([string] $Name, [string[]] $Found)
    $other = if ($Found.Count -gt 1) { " ($($Found[1..($Found.Count - 1)] -join ', ') of another version)" } else { '' }
    $exception = [System.Management.Automation.CommandNotFoundException]::new("there is no cmdlet $Name; here it is $($Found[0])$other")
    $exception.CommandName = $Name
    [System.Management.Automation.ErrorRecord]::new($exception, 'CommandNotFoundException', 'ObjectNotFound', $Name)
}

function Add-CommandHandler {
    # Answers a name that nobody knows and that is a cmdlet of ours in another version: with an error that says so.
    # Whoever was asked before is still asked, and nothing is run in the name's place.
    $script:handlerBefore = $ExecutionContext.InvokeCommand.CommandNotFoundAction
    $script:handler = [System.EventHandler[System.Management.Automation.CommandLookupEventArgs]] {
        param($Source, $Lookup)
        if ($null -ne $script:handlerBefore) { $script:handlerBefore.Invoke($Source, $Lookup) }
        if ($script:isHandlerGone -or $Lookup.StopSearch -or $null -ne $Lookup.Command) { return }
        $name = $Lookup.CommandName
        # The engine tries `name` as `Get-name` too: only what was written is answered.
        $found = @(Find-Cmdlet $name)
        if ($found.Count -eq 0) { return }
        $record = Build-UnknownFailure $name $found
        $Lookup.CommandScriptBlock = {
            [CmdletBinding()]
            param([Parameter(ValueFromRemainingArguments)] [object] $Given, [Parameter(ValueFromPipeline)] [object] $InputItem)
            begin { $PSCmdlet.ThrowTerminatingError($record) }
        }.GetNewClosure()
        $Lookup.StopSearch = $true
    }
    $script:isHandlerGone = $false
    $ExecutionContext.InvokeCommand.CommandNotFoundAction = $script:handler
}

function Remove-CommandHandler {
    # Somebody may have put a handler in front of ours since; ours then only hands on.
    $script:isHandlerGone = $true
    if ([object]::ReferenceEquals($ExecutionContext.InvokeCommand.CommandNotFoundAction, $script:handler)) {
        $ExecutionContext.InvokeCommand.CommandNotFoundAction = $script:handlerBefore
    }
}
