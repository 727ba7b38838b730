# Lists in pages.

function Test-Paged {
    # Returns whether a call may need several requests, while the published module sends one. In a list without
    # positions, -Skip may skip more than one page.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [hashtable] $Paging, [System.Collections.IDictionary] $Bound)
    $isAll = $Bound.ContainsKey('All') -and [bool] $Bound['All']
    $isPaged = $isAll -or $Bound.ContainsKey('First') -or ($Bound.ContainsKey('Skip') -and $Paging.Style -notin 'offset', 'searchAfter')
    if ($isPaged -and $Bound.ContainsKey('WithHttpInfo') -and $Bound['WithHttpInfo']) {
        throw (Build-Failure -Message '-WithHttpInfo tells of one answer: it cannot be used with -All or -First, nor with the -Skip of this list' -Id 'WithHttpInfoAndAll' -Category InvalidArgument)
    }
    $isPaged
}

function Copy-Bound {
    param([System.Collections.IDictionary] $Bound)
    $copy = @{}
    foreach ($key in $Bound.get_Keys()) { $copy[$key] = $Bound[$key] }
    $copy
}

function Get-FirstPage {
    # Returns the parameters of a single request, or of the first of many: -Skip is added to -Offset, and the count is
    # requested.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [hashtable] $Operation, [System.Collections.IDictionary] $Bound)
    $paging = $Operation.Paging
    $copy = Copy-Bound $Bound
    if ($paging.Style -in 'offset', 'searchAfter' -and $Bound.ContainsKey('Skip')) {
        $start = if ($Bound.ContainsKey($paging.Offset)) { [long] $Bound[$paging.Offset] } else { 0L }
        $copy[$paging.Offset] = $start + [long] $Cmdlet.PagingParameters.Skip
    }
    if ($paging['Count'] -and $Cmdlet.PagingParameters.IncludeTotalCount) { $copy[$paging.Count] = $true }
    $copy
}

function Get-PageItem {
    # Returns the list in a response.
    param([hashtable] $Paging, [object] $Read)
    if ($null -eq $Read) { return , @() }
    $value = $Read[0]
    if ($Paging['Items']) { $value = Get-FieldValue $value $Paging.Items }
    if ($null -eq $value) { return , @() }
    if (-not (Test-List $value)) { throw (Build-Failure -Message 'the response contains no list' -Id 'NoList' -Category InvalidData) }
    , @($value)
}

function Get-Total {
    # Returns the number of items in the whole list, if the service stated it.
    param([hashtable] $Paging, [hashtable] $Answer, [object] $Read)
    if ($Paging['Total'] -and $null -ne $Read) {
        $stated = Get-FieldValue $Read[0] $Paging.Total
        if ($null -ne $stated) { return [long] $stated }
    }
    $text = Get-HeaderText $Answer.Response 'X-Total-Count'
    $count = 0L
    if ($text -and [long]::TryParse($text, [ref] $count)) { return $count }
    $null
}

function Write-TotalCount {
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [hashtable] $Paging, [hashtable] $Answer, [object] $Read)
    $total = Get-Total $Paging $Answer $Read
    if ($null -ne $total) { $Cmdlet.WriteObject($Cmdlet.PagingParameters.NewTotalCount([ulong] $total, 1.0)) }
    else { $Cmdlet.WriteObject($Cmdlet.PagingParameters.NewTotalCount(0, 0.0)) }
}

function Write-Hint {
    # Writes a verbose message if there are more items than the requested page.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [hashtable] $Operation, [System.Collections.IDictionary] $Bound, [hashtable] $Answer, [object] $Read)
    $paging = $Operation.Paging
    $count = (Get-PageItem $paging $Read).Count
    $total = Get-Total $paging $Answer $Read
    $start = if ($paging['Offset'] -and $Bound.ContainsKey($paging.Offset)) { [long] $Bound[$paging.Offset] } else { 0 }
    $size = if ($paging['Limit'] -and $Bound.ContainsKey($paging.Limit)) { [long] $Bound[$paging.Limit] } else { [long] $paging['Size'] }
    $cursor = if ($paging.Style -eq 'cursor') { Get-Cursor $paging $Read }
    $hasMore = if ($null -ne $total) { $start + $count -lt $total } elseif ($paging.Style -eq 'cursor') { [bool] $cursor } else { $count -gt 0 -and $count -ge $size }
    if ($hasMore) { $Cmdlet.WriteVerbose("$($Operation.Cmdlet) gave $count items$(if ($null -ne $total) { " of $total" }); there may be more: -All gives all, -First n the first n") }
}

function Get-Cursor {
    param([hashtable] $Paging, [object] $Read)
    if ($null -eq $Read) { return $null }
    Get-FieldValue $Read[0] $Paging.Next
}

function Read-PageStream {
    # Writes all items, or the first n. Each page is requested when it is needed, and none after the pipeline has
    # stopped.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [hashtable] $Settings, [hashtable] $Operation, [System.Collections.IDictionary] $Bound, [hashtable] $Body)
    $paging = $Operation.Paging
    $asked = Get-FirstPage $Cmdlet $Operation $Bound
    # Not the largest decimal, because the skipped items are added to it.
    $left = if ($Bound.ContainsKey('First')) { [decimal] $Cmdlet.PagingParameters.First } else { [decimal] [ulong]::MaxValue }
    # In lists without positions the items are skipped here.
    $skip = if ($paging.Style -in 'offset', 'searchAfter') { [decimal] 0 } else { [decimal] $Cmdlet.PagingParameters.Skip }
    $limit = $paging['Limit']
    $size = if ($limit -and $Bound.ContainsKey($limit)) { [long] $Bound[$limit] } else { [long] $paging['Max'] }
    $state = @{ Seen = 0L; Largest = 0L; Previous = ''; First = $size; Size = $size; Body = $Body }
    $isFirst = $true
    if ($left -le 0 -and -not $Cmdlet.PagingParameters.IncludeTotalCount) { return }
    $step = Open-Step $Cmdlet 8171 $Operation.Cmdlet
    $sent = 0L
    # A `break` or `continue` in a script block of a later command of the pipeline must not end at this loop, but at the
    # loop of the script that it belongs to.
    $isWriting = $false
    while ($true) {
        if ($isWriting) { break }
        $page = $script:apart.InvokeReturnAsIs({ Read-Page $Cmdlet $Settings $Operation @{ Asked = $asked; State = $state; Wanted = $left + $skip } })
        if ($page -isnot [hashtable]) { Complete-Step $step; Submit-Failure $Cmdlet $page; return }
        $items = $page.Items
        $total = $page.Total
        $count = $items.Count
        $from = [int] [System.Math]::Min($skip, $count)
        $to = [int] [System.Math]::Min($left + $from, $count)
        $skip -= $from
        $left -= $to - $from
        $shown = if ($from -eq 0 -and $to -eq $count) { , $items } else { , @(for ($index = $from; $index -lt $to; $index++) { $items[$index] }) }
        $isWriting = $true
        if ($isFirst -and $Cmdlet.PagingParameters.IncludeTotalCount) { Write-TotalCount $Cmdlet $paging $page.Answer $page.Read }
        $Cmdlet.WriteObject($shown, $true)
        $isWriting = $false
        $isFirst = $false
        $sent += $to - $from
        $whole = if ($Bound.ContainsKey('First')) { [double] $Cmdlet.PagingParameters.First } elseif ($null -ne $total) { [double] $total } else { 0.0 }
        if ($whole -gt 0) { Write-Step $step "$sent of $whole items" ($sent / $whole) } else { Write-Step $step "$sent items" }
        if ($left -le 0) { Complete-Step $step; return }
        $asked = $script:apart.InvokeReturnAsIs({ Get-NextPage $Cmdlet @{ Operation = $Operation; Asked = $asked; State = $state; Items = $items; Total = $total; Read = $page.Read } })
        if ($asked -is [System.Management.Automation.ErrorRecord]) { Complete-Step $step; Submit-Failure $Cmdlet $asked; return }
        if ($null -eq $asked) { Complete-Step $step; return }
    }
    break
}

function Read-Page {
    # Requests the next page of a list. Returns the page, or the failure.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [hashtable] $Settings, [hashtable] $Operation, [hashtable] $Turn)
    $paging = $Operation.Paging
    $state = $Turn.State
    $limit = $paging['Limit']
    # Page numbers count pages of one size, so the last page is as large as the others.
    if ($limit) { $Turn.Asked[$limit] = if ($paging.Style -eq 'page') { $state.First } else { [long] [System.Math]::Max(1, [System.Math]::Min([decimal] $state.Size, $Turn.Wanted)) } }
    $answer = Send-Call $Cmdlet $Settings $Operation $Turn.Asked $state.Body
    if ($null -ne $answer.Failure) { return $answer.Failure }
    $read = Read-Answer $Cmdlet $Operation $answer
    $items = Get-PageItem $paging $read
    if ($paging['Items']) { Add-TypeName $items $paging['Type'] }
    $total = Get-Total $paging $answer $read
    Assert-NewPage $Operation $state $items $total
    @{ Answer = $answer; Read = $read; Items = $items; Total = $total }
}

function Assert-NewPage {
    # Throws if a service returns the same page again, because the list would never end.
    param([hashtable] $Operation, [hashtable] $State, [object[]] $Items, [object] $Total)
    $look = ''
    if ($Items.Count -gt 0) { $look = ConvertTo-Json -InputObject @($Items.Count, $Items[0], $Items[-1]) -Depth 5 -Compress -WarningAction Ignore }
    # Items without an id may be equal. Then the total ends the list.
    $isBounded = $null -ne $Total -and $Items.Count -gt 0 -and $null -eq (Get-FieldValue $Items[0] 'id') -and $State.Seen -lt $Total
    if ($look -and $look -ceq $State.Previous -and -not $isBounded) { throw (Build-Failure -Message "$($Operation.Cmdlet): the same page came twice" -Id 'SamePageTwice' -Category InvalidResult) }
    $State.Previous = $look
}

function Test-Last {
    # Returns whether a page is the last one. With a total the position decides, because a page in the middle may be
    # short.
    param([hashtable] $Turn, [long] $Largest, [long] $Position)
    $count = $Turn.Items.Count
    if ($count -eq 0) { return $true }
    if ($null -ne $Turn.Total) { return $Position -ge $Turn.Total }
    $count -lt $Largest
}

function Get-NextPage {
    # Returns the parameters of the next page; nothing at the end.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [hashtable] $Turn)
    $paging = $Turn.Operation.Paging
    $state = $Turn.State
    $asked = $Turn.Asked
    $count = $Turn.Items.Count
    $largest = $state.Largest
    $seen = $state.Seen + $count
    $state.Seen = $seen
    $state.Largest = [System.Math]::Max($largest, $count)
    switch ($paging.Style) {
        'offset' {
            $position = $(if ($asked.ContainsKey($paging.Offset)) { [long] $asked[$paging.Offset] } else { 0L }) + $count
            if (Test-Last $Turn $largest $position) { return $null }
            $asked[$paging.Offset] = $position
            return $asked
        }
        'page' {
            # Not compared with the requested size, because the service may limit the page size.
            if (Test-Last $Turn $largest $seen) { return $null }
            $asked[$paging.Page] = $(if ($asked.ContainsKey($paging.Page)) { [long] $asked[$paging.Page] } else { 1L }) + 1
            return $asked
        }
        'cursor' {
            $next = Get-Cursor $paging $Turn.Read
            if ($null -eq $next -or $next -eq '') { return $null }
            if ($asked.ContainsKey($paging.Cursor) -and $asked[$paging.Cursor] -ceq $next) { throw (Build-Failure -Message 'the cursor of the next page does not move' -Id 'CursorStands' -Category InvalidResult) }
            $asked[$paging.Cursor] = $next
            return $asked
        }
        'searchAfter' { return Get-NextSearch $Cmdlet $Turn $largest $seen }
    }
}

function Get-SortValue {
    # Returns the values of an item in the sort fields of a search. The next page starts after them.
    param([object] $Item, [string[]] $Sort)
    $values = @(foreach ($field in $Sort) {
        $value = $Item
        foreach ($key in (($field -replace '^[-+]', '' -replace '\.(exact|raw)$', '') -split '\.')) { $value = Get-FieldValue $value $key }
        if ($null -eq $value) { throw (Build-Failure -Message "the search cannot go on: an item lacks a field of its sort ($($Sort -join ', '))" -Id 'NoSortValue' -Category InvalidResult) }
        if ($value -is [datetime]) { Format-Date $value } else { $value }
    })
    , $values
}

function Get-NextSearch {
    # Requests the next page of a search. If the sort ends with id, it uses searchAfter, without a limit; otherwise the
    # position, up to the service's window.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [hashtable] $Turn, [long] $Largest, [long] $Seen)
    $paging = $Turn.Operation.Paging
    $asked = $Turn.Asked
    $count = $Turn.Items.Count
    $limit = [long] $asked[$paging.Limit]
    if (Test-Last $Turn ([System.Math]::Min($Largest, $limit)) $Seen) { return $null }
    $search = if ($null -ne $Turn.State.Body) { Read-Json $script:strictUtf8.GetString($Turn.State.Body.Bytes) $true } else { @{} }
    $sort = @(foreach ($field in @($search['sort'])) { if ($field) { [string] $field } })
    if ($sort.Count -gt 0 -and $sort[-1] -match '^[-+]?id$') {
        $search['searchAfter'] = Get-SortValue $Turn.Items[-1] $sort
        $Turn.State.Body = @{ Bytes = $script:strictUtf8.GetBytes((ConvertTo-JsonText $search)); ContentType = $Turn.State.Body.ContentType }
        $asked.Remove($paging.Offset)
        return $asked
    }
    $position = $(if ($asked.ContainsKey($paging.Offset)) { [long] $asked[$paging.Offset] } else { 0L }) + $count
    if ($position -ge $paging.Window) { throw (Build-Failure -Message "the service gives no more than $($paging.Window) items by position: add a sort that ends with ""id""" -Id 'WindowReached' -Category LimitsExceeded) }
    $asked[$paging.Offset] = $position
    $Turn.State.Size = [System.Math]::Min($Turn.State.Size, $paging.Window - $position)
    $asked
}
