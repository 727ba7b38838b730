# Lists and searches in pages, as scripts for the published module call them.

function Invoke-Paginate {
    <#
    .SYNOPSIS
    Reads a list page by page, as the published module did. Prefer -All and -First of the cmdlet itself.
    .DESCRIPTION
    Calls the cmdlet with -Limit and -Offset until a page is short or the limit is reached.
    .PARAMETER Function
    The name of a cmdlet with -Limit and -Offset.
    .PARAMETER Increment
    The page size.
    .PARAMETER Limit
    The position at which to stop.
    .PARAMETER InitialOffset
    The position of the first item.
    .PARAMETER Parameters
    Additional parameters of the cmdlet.
    .PARAMETER WithHttpInfo
    Returns one object with Response, StatusCode and Headers.
    .EXAMPLE
    Invoke-Paginate -Function 'Get-BetaIdentities' -Increment 250 -Limit 1000 -InitialOffset 0 -Parameters @{ Sorters = 'name' }

    Returns at most 1,000 identities.
    #>
    [CmdletBinding()]
    [OutputType([psobject])]
    param(
        [Parameter(Position = 0, Mandatory)] [string] $Function,
        [int] $Increment = 250,
        [int] $Limit = 10000,
        [int] $InitialOffset = 0,
        [hashtable] $Parameters = @{},
        [switch] $WithHttpInfo
    )
    $command = $PSCmdlet.SessionState.InvokeCommand.GetCommand($Function, 'Function,Cmdlet,Alias')
    $meant = @(if ($null -eq $command) { Find-Cmdlet $Function })
    if ($null -eq $command) { Submit-Failure $PSCmdlet (Build-Failure -Message "there is no cmdlet $Function$(if ($meant.Count -gt 0) { "; here it is $($meant[0])" })" -Id 'NoSuchCommand' -Category ObjectNotFound -Target $Function); return }
    $state = @{ All = [System.Collections.ArrayList]::new(); Answer = $null; Seen = 0L; IsWhole = [bool] $WithHttpInfo }
    $isWriting = $false
    while ($InitialOffset + $state.Seen -lt $Limit) {
        if ($isWriting) { break }
        $given = Copy-Bound $Parameters
        $given['Limit'] = [System.Math]::Min($Increment, $Limit - $InitialOffset - $state.Seen)
        $given['Offset'] = $InitialOffset + $state.Seen
        $given['WithHttpInfo'] = $true
        $page = $script:apart.InvokeReturnAsIs({ & $command @given -ErrorAction Stop })
        if ($page -is [System.Management.Automation.ErrorRecord]) { Complete-Published $PSCmdlet $state; Submit-Failure $PSCmdlet $page; return }
        $state.Answer = $page
        $isWriting = $true
        Write-Published $PSCmdlet $state
        $isWriting = $false
        if (Test-PublishedEnd $command $state $given['Limit']) { break }
    }
    # A `break` in a later command of the pipeline belongs to a loop of the script: see Read-PageStream.
    if ($isWriting) { break }
    Complete-Published $PSCmdlet $state
}

function Invoke-PaginateSearch {
    <#
    .SYNOPSIS
    Reads a search page by page, as the published module did. Prefer -All and -First of the search cmdlet itself.
    .DESCRIPTION
    Continues with searchAfter, so the search needs exactly one sort field. After an item without that field it
    continues by position, up to the service's window.
    .PARAMETER Search
    The search: an object, a hashtable or JSON text with a sort of one field.
    .PARAMETER Increment
    The page size.
    .PARAMETER Limit
    The largest number of items.
    .PARAMETER InitialOffset
    The position of the first item.
    .PARAMETER Parameters
    Additional parameters of the search cmdlet.
    .PARAMETER WithHttpInfo
    Returns one object with Response, StatusCode and Headers.
    .EXAMPLE
    Invoke-PaginateSearch -Search @{ indices = @('identities'); query = @{ query = '*' }; sort = @('id') } -Increment 250 -Limit 1000

    Returns at most 1,000 identities.
    #>
    [CmdletBinding()]
    [OutputType([psobject])]
    param(
        [Parameter(Position = 0, Mandatory)] [object] $Search,
        [int] $Increment = 250,
        [int] $Limit = 10000,
        [int] $InitialOffset = 0,
        [hashtable] $Parameters = @{},
        [switch] $WithHttpInfo
    )
    $names = @(foreach ($user in $script:users.Values) { if ($user.Search) { $user.Search } })
    $state = @{ All = [System.Collections.ArrayList]::new(); Answer = $null; Seen = 0L; IsWhole = [bool] $WithHttpInfo }
    $opened = $script:apart.InvokeReturnAsIs({
        if ($names.Count -eq 0) { throw (Build-Failure -Message 'no imported module has a search cmdlet' -Id 'NoSuchCommand' -Category ObjectNotFound) }
        $command = $PSCmdlet.SessionState.InvokeCommand.GetCommand($names[-1], 'Function')
        $text = if ($Search -is [string]) { $Search } else { ConvertTo-JsonText $Search }
        $asked = Read-Json $text $true
        $key = @($asked.Keys) -eq 'sort'
        $sort = @(if ($key.Count -gt 0) { $asked[$key[0]] })
        if ($sort.Count -ne 1) { throw (Build-Failure -Message 'the search must have exactly one sort field to go on page by page' -Id 'NoSort' -Category InvalidArgument -Target $Search) }
        @{ Command = $command; Asked = $asked; Sort = $sort }
    })
    if ($opened -is [System.Management.Automation.ErrorRecord]) { Submit-Failure $PSCmdlet $opened; return }
    $command = $opened.Command
    $asked = $opened.Asked
    $sort = $opened.Sort
    # If a search starts with searchAfter, its positions are unknown.
    $hasPositions = -not $asked['searchAfter']
    $offset = $InitialOffset
    $isWriting = $false
    while ($state.Seen -lt $Limit) {
        if ($isWriting) { break }
        $given = Copy-Bound $Parameters
        $given['Limit'] = [System.Math]::Min($Increment, $Limit - $state.Seen)
        if ($offset -gt 0) { $given['Offset'] = $offset }
        $given['Body'] = $asked
        $given['WithHttpInfo'] = $true
        $page = $script:apart.InvokeReturnAsIs({ & $command @given -ErrorAction Stop })
        if ($page -is [System.Management.Automation.ErrorRecord]) { Complete-Published $PSCmdlet $state; Submit-Failure $PSCmdlet $page; return }
        $state.Answer = $page
        $isWriting = $true
        Write-Published $PSCmdlet $state
        $isWriting = $false
        # The last item that is needed may lack the sort field.
        if ($state.Seen -ge $Limit -or (Test-PublishedEnd $command $state $given['Limit'])) { break }
        $offset = $script:apart.InvokeReturnAsIs({ Step-PublishedSearch $state @{ Command = $command; Asked = $asked; Sort = $sort; Position = $InitialOffset + $state.Seen; HasPositions = $hasPositions; Wanted = $Limit } })
        if ($offset -is [System.Management.Automation.ErrorRecord]) { Complete-Published $PSCmdlet $state; Submit-Failure $PSCmdlet $offset; return }
    }
    if ($isWriting) { break }
    Complete-Published $PSCmdlet $state
}

function Write-Published {
    # Writes the items of a page, or keeps them for the one object of -WithHttpInfo.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [hashtable] $State)
    $items = @($State.Answer.Response)
    $State['Items'] = $items
    $State.Seen += $items.Count
    if ($State.IsWhole) { $State.All.AddRange($items) } else { $Cmdlet.WriteObject($items, $true) }
}

function Complete-Published {
    # Writes the one object of -WithHttpInfo, also with the items that were read before an error.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [hashtable] $State)
    if (-not $State.IsWhole) { return }
    $answer = $State.Answer
    $Cmdlet.WriteObject([pscustomobject]@{ Response = $State.All; StatusCode = $(if ($null -ne $answer) { $answer.StatusCode }); Headers = $(if ($null -ne $answer) { $answer.Headers }) })
}

function Test-PublishedEnd {
    # Returns whether a page is the last one. If the requested page is larger than the largest page of the service, the
    # service returns fewer items.
    param([System.Management.Automation.CommandInfo] $Command, [hashtable] $State, [long] $Asked)
    $count = $State.Items.Count
    $operation = $script:operations[$Command.Name]
    $most = if ($null -ne $operation -and $null -ne $operation.Paging) { [System.Math]::Min($Asked, [long] $operation.Paging.Max) } else { $Asked }
    $count -eq 0 -or $count -lt $most
}

function Step-PublishedSearch {
    # Moves a search after its last item, and returns the offset for the next request. If the item lacks the sort field
    # (it may be empty, or left out by queryResultFilter), the search continues by position, as far as the service
    # counts.
    param([hashtable] $State, [hashtable] $Turn)
    $asked = $Turn.Asked
    try {
        $asked['searchAfter'] = Get-SortValue $State.Items[-1] $Turn.Sort
        return 0L
    }
    catch {
        $operation = $script:operations[$Turn.Command.Name]
        $window = if ($null -ne $operation -and $null -ne $operation.Paging -and $operation.Paging['Window']) { [long] $operation.Paging.Window } else { 10000L }
        if ($Turn.HasPositions -and $Turn.Position -lt $window) {
            $asked.Remove('searchAfter')
            return $Turn.Position
        }
        $field = @($Turn.Sort)[0]
        throw (Build-Failure -Message "$($State.Seen) of at most $($Turn.Wanted) items were given; the search cannot go on behind them, because the last one lacks the field of its sort ($field)$(if ($Turn.HasPositions) { " and the service counts no further than $window" }). Sort by a field that every item has, as id, and leave it in queryResultFilter" -Id 'NoSortValue' -Category InvalidResult -Target $State.Items[-1])
    }
}
