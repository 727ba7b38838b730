# Operations as the runtime reads them. The defaults that the generated description omits are added once.

function Get-Operation {
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [scriptblock] $Definition)
    # Called once per cmdlet, because Invoke-Operation looks the result up afterwards.
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
    # The parameters whose values are checked first: see Resolve-Argument.
    $operation['Typed'] = @(foreach ($entry in $operation.InPath + $operation.InQuery + $operation.InHeader + $operation.InCookie + $operation.Fields) { if ($entry['Kind'] -and $entry.Kind -ne 'any') { $entry } })
    # The parameters that Open-Call looks at: objects in a path are replaced by their ids, see Resolve-PathObject.
    $operation['Checked'] = @($operation.InPath; foreach ($entry in $operation.Typed) { if ($entry -notin $operation.InPath) { $entry } })
    # Whether these parameters belong to the module, and not to the operation.
    $names = @(foreach ($entry in $operation.InPath + $operation.InQuery + $operation.InHeader + $operation.InCookie + $operation.Fields) { $entry.Name })
    $operation['TakesTimeout'] = 'TimeoutSec' -notin $names
    $operation['TakesWait'] = $null -ne $operation['Job'] -and 'Wait' -notin $names
    $operation['TakesForce'] = 'Force' -notin $names
    $operation['TakesHeaders'] = 'Headers' -notin $names
    # The headers of every request. A call with headers of its own uses a copy.
    $operation['Headers'] = @{ 'Accept' = $operation.Accept }
    foreach ($header in $operation.Constant.get_Keys()) { $operation.Headers[$header] = $operation.Constant[$header] }
    $operation['IsStream'] = $operation.Answer -in 'lines', 'sequence', 'events'
    $operation['IsRepeatable'] = $operation.IsRead -or $operation.Method -notin 'POST', 'PATCH'
    $operation['HasHeaders'] = $operation.InHeader.Count + $operation.InCookie.Count -gt 0
    # What most calls do not need: see Select-Variant.
    $operation['HasVariants'] = $null -ne $operation.Former -or $operation.Others.Count -gt 0 -or $operation.Old.Count -gt 0
    # What all requests have in common. A call adds its values to a copy.
    $operation['Request'] = @{
        Operation = $operation.Cmdlet
        Method = $operation.Method
        Query = ''
        Target = $null
        More = $null
        SecretNames = $null
        Body = $null
        ContentType = $null
        IsRepeatable = $operation.IsRepeatable
        IsAnonymous = $operation.IsAnonymous
        IsForeign = $false
        IsSecret = $false
        Basic = $null
        Sink = $null
    }
}

function Complete-Parameter {
    # Reads a parameter: `Limit:integer=limit`, or a hashtable for an unusual one. It has a kind if the engine must not
    # convert the value.
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
    $Entry['Mark'] = "{$($Entry['Wire'])}"
    $Entry['IsPlain'] = $Entry.Style -in 'form', 'simple' -and -not $Entry['Json'] -and -not $Entry['Reserved']
    $Entry
}

function Register-Module {
    # Registers a version module, and returns the functions that its cmdlets call. `Build` identifies the runtime that
    # the module was made for, because another runtime may read its cmdlets differently.
    param([hashtable] $Told)
    foreach ($user in $script:users.get_Values()) {
        if ($user.Build -ceq $Told.Build -or $user.Module -eq $Told.Module) { continue }
        throw (Build-Failure -Message "$($Told.Module) and $($user.Module) are of different releases, and cannot share $($MyInvocation.MyCommand.Module.Path). Install both in one version and start a new session" -Id 'RuntimeOfAnotherRelease' -Category InvalidOperation)
    }
    $script:users[$Told.Module] = $Told
    @{ Call = $ExecutionContext.InvokeCommand.GetCommand('Invoke-Operation', 'Function'); Read = $ExecutionContext.InvokeCommand.GetCommand('Read-Model', 'Function'); Make = $ExecutionContext.InvokeCommand.GetCommand('Build-Model', 'Function') }
}

function Select-RequiredModule {
    # Returns the version modules that the engine imported for another module.
    param([string[]] $Names)
    foreach ($name in $Names) { if ($script:users.Contains($name) -and $script:users[$name].IsRequired) { $name } }
}

function Unregister-Module {
    # Unregisters a version module. Returns true if no module uses the runtime any more.
    param([string] $Module)
    $script:users.Remove($Module)
    $script:users.Count -eq 0
}
