# Operations as the runtime reads them: what the generated description leaves out is filled in, once.

function Get-Operation {
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [scriptblock] $Definition)
    # Called once per cmdlet: Invoke-Operation keeps what it gives.
    $name = $Cmdlet.MyInvocation.MyCommand.Name
    $operation = & $Definition
    $operation['Cmdlet'] = $name
    Complete-Operation $operation
    if ($null -ne $operation.Former) { Complete-Operation $operation.Former }
    $script:operations[$name] = $operation
    $operation
}

function Complete-Operation {
    param([hashtable] $Operation)
    foreach ($default in @(@('Accept', 'application/json'), @('Answer', 'value'), @('Type', ''), @('Constant', @{}), @('Body', $null), @('Paging', $null), @('Id', $null), @('Accepts', @()), @('AcceptsAt', @{}), @('Old', @()), @('Former', $null), @('IsAnonymous', $false), @('IsRead', $false), @('Fields', @()), @('Security', @()), @('Others', @{}))) {
        if (-not $operation.ContainsKey($default[0])) { $operation[$default[0]] = $default[1] }
    }
    foreach ($place in 'InPath', 'InQuery', 'InHeader', 'InCookie') {
        $style = if ($place -in 'InPath', 'InHeader') { 'simple' } else { 'form' }
        $operation[$place] = @(foreach ($entry in @($operation[$place])) { if ($null -ne $entry) { Complete-Parameter $entry $style $operation.Cmdlet } })
    }
    $operation.Fields = @(foreach ($entry in @($operation.Fields)) { Complete-Parameter $entry 'form' $operation.Cmdlet })
    foreach ($entry in $operation.InPath) { if (-not $entry['Kind']) { $entry['Kind'] = if ($entry['IsCompound'] -or $entry['Json']) { 'any' } else { 'text' } } }
    # The parameters whose values are checked before anything else is done: see Resolve-Argument.
    $operation['Typed'] = @(foreach ($entry in $operation.InPath + $operation.InQuery + $operation.InHeader + $operation.InCookie + $operation.Fields) { if ($entry['Kind'] -and $entry.Kind -ne 'any') { $entry } })
    # Whether these are the module's own, and no parameters of the operation.
    $names = @(foreach ($entry in $operation.InPath + $operation.InQuery + $operation.InHeader + $operation.InCookie + $operation.Fields) { $entry.Name })
    $operation['TakesTimeout'] = 'TimeoutSec' -notin $names
    $operation['TakesWait'] = $null -ne $operation['Job'] -and 'Wait' -notin $names
    $operation['TakesForce'] = 'Force' -notin $names
    $operation['TakesHeaders'] = 'Headers' -notin $names
    # What every request has; a call with headers of its own takes a copy.
    $operation['Headers'] = @{ 'Accept' = $operation.Accept }
    foreach ($header in $operation.Constant.get_Keys()) { $operation.Headers[$header] = $operation.Constant[$header] }
    $operation['IsStream'] = $operation.Answer -in 'lines', 'sequence', 'events'
    $operation['IsRepeatable'] = $operation.IsRead -or $operation.Method -notin 'POST', 'PATCH'
}

function Complete-Parameter {
    # `Limit:integer=limit`, or a table for what is not usual. A kind is said where the engine must not convert the value.
    param([object] $Entry, [string] $Style, [string] $Cmdlet)
    if ($Entry -is [string]) {
        $name, $wire = $Entry -split '=', 2
        $name, $kind = $name -split ':', 2
        $Entry = @{ Name = $name; Wire = $wire; Kind = $kind }
    }
    if (-not $Entry.ContainsKey('Style')) { $Entry['Style'] = $Style }
    if (-not $Entry.ContainsKey('Explode')) { $Entry['Explode'] = $Entry.Style -in 'form', 'deepObject' }
    # For errors.
    $Entry['Cmdlet'] = $Cmdlet
    $Entry['IsPlain'] = $Entry.Style -in 'form', 'simple' -and -not $Entry['Json'] -and -not $Entry['Reserved']
    $Entry
}

function Register-Module {
    # A version module tells that it uses this runtime, and gets what its cmdlets call. `Build` is the mark of the runtime
    # that it was made with: another one may read its cmdlets otherwise.
    param([hashtable] $Told)
    foreach ($user in $script:users.get_Values()) {
        if ($user.Build -ceq $Told.Build -or $user.Module -eq $Told.Module) { continue }
        throw (Build-Failure -Message "$($Told.Module) and $($user.Module) are of different releases, and cannot share $($MyInvocation.MyCommand.Module.Path). Install both in one version and start a new session" -Id 'RuntimeOfAnotherRelease' -Category InvalidOperation)
    }
    $script:users[$Told.Module] = $Told
    @{ Call = $ExecutionContext.InvokeCommand.GetCommand('Invoke-Operation', 'Function'); Read = $ExecutionContext.InvokeCommand.GetCommand('Read-Model', 'Function'); Make = $ExecutionContext.InvokeCommand.GetCommand('Build-Model', 'Function') }
}

function Select-RequiredModule {
    # Of the version modules those that the engine imported for another module.
    param([string[]] $Names)
    foreach ($name in $Names) { if ($script:users.Contains($name) -and $script:users[$name].IsRequired) { $name } }
}

function Unregister-Module {
    # True when nobody uses the runtime any more.
    param([string] $Module)
    $script:users.Remove($Module)
    $script:users.Count -eq 0
}
