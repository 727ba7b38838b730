# Finds the cmdlets that a script calls by a name of another version, or of the published module.

function Find-Cmdlet {
    # Returns the cmdlets and helpers of the imported versions that match a name without its version, the newest version
    # first.
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
            # An alias is an old name, or a name of another version: the name of its cmdlet is more useful.
            $alias = $module.ExportedAliases[$full]
            if ($null -ne $alias) { $alias.Definition }
        }
    }
}

function Get-NewestUser {
    # Returns the version modules, the highest number first. Modules without a number (Beta) are last.
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
    Finds the cmdlet here for a name of another version, or of the published module.
    .DESCRIPTION
    Searches the imported modules. A name is compared without its version: Get-Accounts, Get-V3Accounts and
    Get-BetaAccounts find Get-V2024Accounts if that module is imported. An old name finds the current cmdlet. A pattern
    with wildcards finds every cmdlet whose name matches; the model helpers of a version come after its cmdlets.
    .PARAMETER Name
    A name, or a pattern with wildcards.
    .EXAMPLE
    Find-IscCmdlet Get-Accounts

    Returns the cmdlets that list accounts, the newest version first.
    .EXAMPLE
    Find-IscCmdlet '*Workgroup*'

    Returns all cmdlets with Workgroup in their name.
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
    # Makes the error for a name that no module has: it names the cmdlet here.
    param([string] $Name, [string[]] $Found)
    $other = if ($Found.Count -gt 1) { " ($($Found[1..($Found.Count - 1)] -join ', ') of another version)" } else { '' }
    $exception = [System.Management.Automation.CommandNotFoundException]::new("there is no cmdlet $Name; here it is $($Found[0])$other")
    $exception.CommandName = $Name
    [System.Management.Automation.ErrorRecord]::new($exception, 'CommandNotFoundException', 'ObjectNotFound', $Name)
}

function Add-CommandHandler {
    # Handles a call of an unknown name that is a cmdlet in another version: the error names the cmdlet. The previous
    # handler is called first, and no other cmdlet runs instead.
    $script:handlerBefore = $ExecutionContext.InvokeCommand.CommandNotFoundAction
    $script:handler = [System.EventHandler[System.Management.Automation.CommandLookupEventArgs]] {
        param($Source, $Lookup)
        if ($null -ne $script:handlerBefore) { $script:handlerBefore.Invoke($Source, $Lookup) }
        if ($script:isHandlerGone -or $Lookup.StopSearch -or $null -ne $Lookup.Command) { return }
        $name = $Lookup.CommandName
        # The engine also tries `Get-name` for `name`. Only the name that was written is handled.
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
    # Another handler may have been set after ours. Then ours stays, and only calls the previous one.
    $script:isHandlerGone = $true
    if ([object]::ReferenceEquals($ExecutionContext.InvokeCommand.CommandNotFoundAction, $script:handler)) {
        $ExecutionContext.InvokeCommand.CommandNotFoundAction = $script:handlerBefore
    }
}
