# The function that every cmdlet calls.

function Invoke-Operation {
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [object] $InputItem, [scriptblock] $Definition, [scriptblock] $Ask)
    $call = $script:apart.InvokeReturnAsIs({
        $opened = Open-Call $Cmdlet $InputItem $Definition $Ask
        if ($null -ne $opened -and -not $opened['IsPaged']) { Read-Call $Cmdlet $opened }
        $opened
    })
    if ($null -eq $call) { return }
    if ($call -is [System.Management.Automation.ErrorRecord]) { Submit-Failure $Cmdlet $call; return }
    if ($null -ne $call['Failure']) { Submit-Failure $Cmdlet $call['Failure']; return }
    $operation = $call['Operation']
    $settings = $call['Settings']
    $bound = $call['Bound']
    if ($call['IsPaged']) { Read-PageStream $Cmdlet $settings $operation $bound $call['Body']; return }
    $answer = $call['Answer']
    $read = $call['Read']
    if ($operation['IsStream']) { Write-ItemStream $Cmdlet $settings $operation $answer; return }
    # Not inside $script:apart, because an error of a later command in the pipeline does not belong to this call.
    if ($null -ne $operation['Paging'] -and $Cmdlet.PagingParameters.IncludeTotalCount) { Write-TotalCount $Cmdlet $operation['Paging'] $answer $read }
    if ($bound.ContainsKey('WithHttpInfo') -and $bound['WithHttpInfo']) { Write-Info $Cmdlet $answer $read; return }
    if ($null -eq $read) { return }
    # The items of a list are written one by one. The bytes of a file are written as one object.
    $Cmdlet.WriteObject($read[0], $read[0] -isnot [byte[]])
}

function Write-Info {
    # What -WithHttpInfo gives.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [hashtable] $Answer, [object] $Read)
    $Cmdlet.WriteObject([pscustomobject][ordered]@{
        Response = $(if ($null -ne $Read) { , $Read[0] })
        StatusCode = [int] $Answer.Response.StatusCode
        Headers = Get-HeaderTable $Answer.Response
    })
}

function Open-Call {
    # Prepares a call: the operation, its parameters, the request body and the connection. Returns nothing if the caller
    # declined the change.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [object] $InputItem, [scriptblock] $Definition, [scriptblock] $Ask)
    $invocation = $Cmdlet.MyInvocation
    $bound = $invocation.BoundParameters
    $operation = $script:operations[$invocation.MyCommand.Name]
    if ($null -eq $operation) { $operation = Get-Operation $Cmdlet $Definition }
    if ($operation['HasVariants']) { $operation, $bound = Select-Variant $Cmdlet $operation $bound }
    if ($invocation.ExpectingInput) { $bound = Resolve-Input $operation $bound $InputItem }
    foreach ($parameter in $operation['Checked']) {
        $value = $bound[$parameter['Name']]
        # Most values are texts where a text is expected.
        if ($null -eq $value -or ($value -is [string] -and $parameter['Kind'] -eq 'text')) { continue }
        $bound = Resolve-Argument $operation (Resolve-PathObject $operation $bound)
        break
    }
    $body = if ($null -ne $operation['Body']) { Build-Body $Cmdlet $operation $bound }
    $isPaged = $false
    if ($null -ne $operation['Paging']) { $isPaged = Test-Paged $Cmdlet $operation['Paging'] $bound }
    if (-not $operation['IsRead'] -and -not (Confirm-Call $Cmdlet $Ask $operation $bound)) { return }
    $settings = $script:current
    if ($null -eq $settings -or $null -ne $script:override -or $bound.ContainsKey('Connection')) { $settings = Resolve-Connection $Cmdlet $bound['Connection'] }
    if ($bound.ContainsKey('TimeoutSec') -and $operation['TakesTimeout']) { $settings = Limit-Setting $settings $bound['TimeoutSec'] }
    @{ Operation = $operation; Bound = $bound; Body = $body; Settings = $settings; IsPaged = $isPaged; Failure = $null; Answer = $null; Read = $null }
}

function Read-Call {
    # Sends a call that is one request, and waits for its job if the caller wants that (-Wait). Adds the response and its
    # value to the call, or the failure.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [hashtable] $Call)
    $operation = $Call['Operation']
    $paging = $operation['Paging']
    if ($null -ne $paging) { $Call['Bound'] = Get-FirstPage $Cmdlet $operation $Call['Bound'] }
    $bound = $Call['Bound']
    $read = $null
    $answer = Send-Call $Cmdlet $Call['Settings'] $operation $bound $Call['Body']
    if ($null -ne $answer['Failure']) { $Call['Failure'] = $answer['Failure']; return }
    if (-not $operation['IsStream']) {
        $read = Read-Answer $Cmdlet $operation $answer
        if ($null -ne $paging) { Write-Hint $Cmdlet $operation $bound $answer $read }
    }
    if ($operation['TakesWait'] -and $bound['Wait']) {
        $waited = Wait-CallJob $Cmdlet $Call['Settings'] $operation $bound $answer $read
        if ($null -ne $waited['Failure']) { $Call['Failure'] = $waited['Failure']; return }
        $answer = $waited['Answer']
        $read = $waited['Read']
    }
    $Call['Answer'] = $answer
    $Call['Read'] = $read
}

function Select-Variant {
    # Selects the operation and the media type of a call whose cmdlet had another meaning, has several media types or has
    # an old name. Returns the operation and its parameters.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [hashtable] $Operation, [System.Collections.IDictionary] $Bound)
    if ($null -ne $Operation.Former) { $Operation, $Bound = Select-Operation $Cmdlet $Operation $Bound }
    if ($Operation.Others.Count -gt 0 -and $Bound.ContainsKey('Accept')) { $Operation = Select-Answer $Operation ([string] $Bound['Accept']) }
    if ($Operation.Old.Count -gt 0) { Write-OldName $Cmdlet $Operation }
    $Operation, $Bound
}

function Select-Answer {
    # Returns the operation changed so that it requests and reads another media type.
    param([hashtable] $Operation, [string] $MediaType)
    $known = $Operation.Others[$MediaType]
    if ($null -eq $known) { throw (Build-Failure -Message "$($Operation.Cmdlet) gives $([string]::Join(', ', [string[]] @($Operation.Others.get_Keys()))), not '$MediaType'; nothing was sent" -Id 'InvalidArgument' -Category InvalidArgument -Target $MediaType) }
    $other = $Operation.Clone()
    $other['Answer'] = $known.Answer
    $other['IsText'] = [bool] $known['IsText']
    $other['Type'] = [string] $known['Type']
    $other['IsStream'] = $known.Answer -in 'lines', 'sequence', 'events'
    $other['Headers'] = $Operation.Headers.Clone()
    $other.Headers['Accept'] = $MediaType
    $other
}

function Confirm-Call {
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [scriptblock] $Ask, [hashtable] $Operation, [System.Collections.IDictionary] $Bound)
    $address = if ($Operation.InPath.Count -gt 0) { (Build-Request $Cmdlet $Operation $Bound $null).Path } else { $Operation.Path }
    Confirm-Change $Cmdlet $Ask "$($Operation.Method) $address"
}

function Confirm-Change {
    # Calls ShouldProcess of the cmdlet, which remembers "Yes to All" and "No to All" for the whole pipeline. A function
    # of a module does not see the preferences of the calling script, so they are copied into the scope of the cmdlet's
    # module. The cmdlet itself calls ShouldProcess, in $Ask, because PSScriptAnalyzer looks for the call there.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [scriptblock] $Ask, [string] $Target)
    $callers = $Cmdlet.SessionState.PSVariable
    $own = $Ask.Module.SessionState.PSVariable
    $own.Set('WhatIfPreference', [bool] $callers.GetValue('WhatIfPreference', $false))
    $own.Set('ConfirmPreference', $callers.GetValue('ConfirmPreference', 'High'))
    & $Ask $Target $Cmdlet.MyInvocation.MyCommand.Name
}

function Write-OldName {
    # Warns once per name and session that the called name is an old name.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [hashtable] $Operation)
    $called = $Cmdlet.MyInvocation.InvocationName
    if ($called -notin $Operation.Old -or -not $script:warned.Add($called)) { return }
    $Cmdlet.WriteWarning("$called is an old name of $($Operation.Cmdlet) and will go away: call $($Operation.Cmdlet)")
}

function Select-Operation {
    # Selects the operation of a call if the published module used the cmdlet's name for another operation too. Returns
    # the operation and its parameters.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [hashtable] $Operation, [System.Collections.IDictionary] $Bound)
    $former = $Operation.Former
    $name = $Operation.Cmdlet
    $what = if ($former['BodyName']) { "with -$($former.BodyName)" } elseif ($former['Without']) { "without $($former.Without -join ' and ')" } else { '' }
    if (-not $what) {
        throw (Build-Failure -Message "in the published module $name was two cmdlets, $($Operation.Method) $($Operation.Path) and $($former.Method) $($former.Path); call $($former.Cmdlet) for what it did; nothing was sent" -Id 'NameOfTwoCmdlets' -Category InvalidArgument)
    }
    if ($Bound.ContainsKey('Unnamed')) {
        throw (Build-Failure -Message "$name does not take $(Get-ShortText @($Bound['Unnamed'])[0]) without the name of a parameter, since the published module gave this name to $($former.Method) $($former.Path) too: name the parameter, or call $($former.Cmdlet) for what it did; nothing was sent" -Id 'NameOfTwoCmdlets' -Category InvalidArgument -Target $Bound['Unnamed'])
    }
    if ($Cmdlet.ParameterSetName -ne 'Published') { return $Operation, $Bound }
    $more = @(foreach ($key in 'All', 'First', 'Skip', 'IncludeTotalCount') { if ($Bound.ContainsKey($key)) { "-$key" } })
    if ($more.Count -gt 0) {
        throw (Build-Failure -Message "$name $what is $($former.Cmdlet), and does not take $($more -join ' and '): call $($former.Cmdlet); nothing was sent" -Id 'NameOfTwoCmdlets' -Category InvalidArgument)
    }
    if ($script:warned.Add("$name $what")) { $Cmdlet.WriteWarning("$name $what does what it did in the published module; that is $($former.Cmdlet) now and will go away here: call $($former.Cmdlet)") }
    if ($former['BodyName']) {
        $Bound = Copy-Bound $Bound
        $Bound['Body'] = $Bound[$former.BodyName]
    }
    $former, $Bound
}

function Get-ShortText {
    # Returns a value as a short text for a message. A long text and an object are not shown, because they may be a
    # request body.
    param([object] $Value)
    $text = [string] $Value
    if (($Value -is [string] -or $Value -is [System.ValueType]) -and $text.Length -le 60) { return "'$text'" }
    if ($null -eq $Value) { 'a value' } elseif (Test-List (Get-BaseValue $Value)) { "a list of $(@($Value).Count)" } else { "an object of type $($Value.GetType().Name)" }
}
