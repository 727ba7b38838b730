# Moves what scripts read from an error. The published module has the response body in ErrorDetails.

function Move-ErrorBody {
    # Moves $_.ErrorDetails and its message if the script reads JSON from it. A script that only shows it needs no change:
    # it shows the sentence of this module.
    param([hashtable] $File, [System.Management.Automation.Language.MemberExpressionAst] $Member)
    if ($Member.Static -or $Member.Member.Extent.Text -ne 'ErrorDetails') { return }
    $whole = $Member
    $outer = $Member.Parent
    if ($outer -is [System.Management.Automation.Language.MemberExpressionAst] -and [object]::ReferenceEquals($outer.Expression, $Member)) {
        if ($outer.Member.Extent.Text -ne 'Message') { return }
        $whole = $outer
    }
    $isRead = Test-ReadAsJson $whole
    if (-not $isRead -and (Test-Message $whole)) { return }
    $message = 'ErrorDetails is the sentence that is shown; the body of the response is Exception.Body'
    if ($isRead -and (Test-OwnCatch $File $Member)) {
        $edit = Build-Edit $File $Member.Member.Extent.StartOffset $whole.Extent.EndOffset 'Exception.Body'
        Add-MigrationEntry $File @{ Edits = @($edit); Severity = 'Information'; Message = $message; Whole = $whole }
        return
    }
    if (Test-OwnCatch $File $Member $true) { Add-CallNote $File $whole 'Warning' "${message}: look which one this means" }
}

function Move-CatchType {
    # Moves catch [HttpResponseException], which the web cmdlets throw: this module throws its base class, which a script
    # would no longer catch.
    param([hashtable] $File, [System.Management.Automation.Language.CatchClauseAst] $Clause)
    foreach ($type in $Clause.CatchTypes) {
        if ($type.TypeName.Name -notmatch '^(?:Microsoft\.PowerShell\.Commands\.)?HttpResponseException$') { continue }
        $message = 'an error response is a System.Net.Http.HttpRequestException, from which HttpResponseException derives'
        if (Test-OwnCatch $File $Clause.Body) {
            $edit = Build-Edit $File $type.TypeName.Extent.StartOffset $type.TypeName.Extent.EndOffset 'System.Net.Http.HttpRequestException'
            Add-MigrationEntry $File @{ Edits = @($edit); Severity = 'Information'; Message = $message; Whole = $type }
        }
        elseif (Test-OwnCatch $File $Clause.Body $true) { Add-CallNote $File $type 'Warning' "${message}: look whether this is to catch those" }
    }
}

function Test-ReadAsJson {
    # Tells whether a value is passed to ConvertFrom-Json, through the pipeline or as an argument.
    param([System.Management.Automation.Language.Ast] $Ast)
    for ($node = $Ast.Parent; $null -ne $node -and $node -isnot [System.Management.Automation.Language.StatementBlockAst]; $node = $node.Parent) {
        $commands = if ($node -is [System.Management.Automation.Language.PipelineAst]) { $node.PipelineElements } else { $node }
        foreach ($command in $commands) { if ($command -is [System.Management.Automation.Language.CommandAst] -and $command.GetCommandName() -eq 'ConvertFrom-Json') { return $true } }
    }
    $false
}

function Test-OwnCatch {
    # Tells whether the error comes from a cmdlet of this module: the try block calls one and, unless `IsLoose`, no web
    # cmdlet. Outside of a catch block the try block is not known; with `IsLoose` the cmdlets of the whole script count.
    param([hashtable] $File, [System.Management.Automation.Language.Ast] $Ast, [bool] $IsLoose)
    $place = $Ast
    while ($null -ne $place.Parent -and $place -isnot [System.Management.Automation.Language.CatchClauseAst]) { $place = $place.Parent }
    $isCatch = $place -is [System.Management.Automation.Language.CatchClauseAst]
    if (-not $isCatch -and -not $IsLoose) { return $false }
    $body = if ($isCatch) { $place.Parent.Body } else { $place }
    $isOwn = $false
    foreach ($command in Find-Ast $body ([System.Management.Automation.Language.CommandAst])) {
        $name = "$($command.GetCommandName())" -replace '^.*\\'
        if (-not $IsLoose -and $name -in 'Invoke-RestMethod', 'Invoke-WebRequest', 'irm', 'iwr') { return $false }
        if ($name -in 'Invoke-Paginate', 'Invoke-PaginateSearch' -or ($name -and $null -ne (Resolve-MigrationName $File $name))) { $isOwn = $true }
    }
    $isOwn
}
