# The entries of a plan, and their edits of a text.

function Build-MigrationText {
    # Makes the state of a text while it is read.
    param([hashtable] $Run, [string] $Path, [string] $Text)
    $lines = [System.Collections.Generic.List[int]]::new()
    $lines.Add(0)
    for ($index = $Text.IndexOf([char] 10); $index -ge 0; $index = $Text.IndexOf([char] 10, $index + 1)) { $lines.Add($index + 1) }
    @{
        Run = $Run
        Path = $Path
        Text = $Text
        Lines = $lines
        Entries = [System.Collections.Generic.List[object]]::new()
        Edits = [System.Collections.Generic.List[object]]::new()
        # The offset of the text that is being read: a comment is read on its own.
        Base = 0
        IsComment = $false
        Preferred = $null
        # The aliases that the script makes, each with its command.
        Aliases = @{}
        # The offsets of texts that have been handled.
        Done = [System.Collections.Generic.HashSet[int]]::new()
        # The names that keys of splatted tables got, by the offsets of the keys.
        Splats = @{}
    }
}

function Add-MigrationEntry {
    # Adds an entry with the edits of one change. An entry without edits reports a position that stays unchanged.
    param([hashtable] $File, [hashtable] $Told)
    $edits = @(foreach ($edit in @($Told['Edits'])) { if ($null -ne $edit) { $edit } })
    # A table may be splatted to two calls, but its keys change once.
    $edits = @($edits.Where({ $edit = $_; -not $File.Edits.Exists({ param($other) $other.Start -eq $edit.Start -and $other.End -eq $edit.End }) }))
    if ($Told['Edits'] -and $edits.Count -eq 0) { return }
    $start = [int] $Told['Start']
    $end = [int] $Told['End']
    if ($edits.Count -gt 0) {
        $start = $File.Text.Length
        $end = 0
        foreach ($edit in $edits) {
            $start = [System.Math]::Min($start, $edit.Start)
            $end = [System.Math]::Max($end, $edit.End)
        }
        # The entry shows more of the text than the edit: from the start of the command, and to its end if it is one
        # line.
        if ($Told.ContainsKey('Whole')) {
            $extent = $Told.Whole.Extent
            if (-not $extent.Text.Contains([char] 10)) { $end = [System.Math]::Max($end, $File.Base + $extent.EndOffset) }
            $start = [System.Math]::Min($start, $File.Base + $extent.StartOffset)
        }
    }
    $old = $File.Text.Substring($start, $end - $start)
    $shifted = @(foreach ($edit in $edits) { @{ Start = $edit.Start - $start; End = $edit.End - $start; Text = $edit.Text } })
    $new = Edit-Text $old @(Select-Edit $shifted)
    $File.Edits.AddRange([object[]] $edits)
    # White space at the edges is not shown.
    $lead = $old.Length - $old.TrimStart().Length
    $place = Get-TextPlace $File ($start + $lead)
    $severity = if ($File.IsComment) { 'Information' } else { $Told.Severity }
    $File.Entries.Add([pscustomobject][ordered]@{
        PSTypeName = 'IscSdk.MigrationEntry'
        File = $File.Path
        Line = $place.Line
        Column = $place.Column
        Old = $old.Trim()
        New = $new.Trim()
        Severity = $severity
        Message = "$($Told.Message)$(if ($File.IsComment) { ' (in a comment)' })"
        IsDone = $false
    })
}

function Get-TextPlace {
    param([hashtable] $File, [int] $Offset)
    $at = $File.Lines.BinarySearch($Offset)
    if ($at -lt 0) { $at = -bnot $at - 1 }
    @{ Line = $at + 1; Column = $Offset - $File.Lines[$at] + 1 }
}

function Select-Edit {
    # Returns the edits in order. An edit inside another one is dropped, because its text is replaced.
    param([object[]] $Edits)
    $end = -1
    $sorted = [System.Collections.Generic.List[object]]::new([object[]] @($Edits))
    for ($index = 0; $index -lt $sorted.Count; $index++) { $sorted[$index]['Order'] = $index }
    # At the same offset insertions come first, then the longest edit.
    $sorted.Sort({ param($left, $right)
        if ($left.Start -ne $right.Start) { return $left.Start - $right.Start }
        $isLeft, $isRight = ($left.End -eq $left.Start), ($right.End -eq $right.Start)
        if ($isLeft -ne $isRight) { return $(if ($isLeft) { -1 } else { 1 }) }
        if ($left.End -ne $right.End) { return $right.End - $left.End }
        $left.Order - $right.Order
    })
    foreach ($edit in $sorted) {
        if ($edit.Start -lt $end) { continue }
        $edit
        $end = [System.Math]::Max($end, $edit.End)
    }
}

function Edit-Text {
    param([string] $Text, [object[]] $Edits)
    $built = [System.Text.StringBuilder]::new()
    $from = 0
    foreach ($edit in $Edits) {
        $null = $built.Append($Text, $from, $edit.Start - $from).Append([string] $edit.Text)
        $from = $edit.End
    }
    $built.Append($Text, $from, $Text.Length - $from).ToString()
}

function Build-Edit {
    # Makes an edit at offsets of the syntax tree.
    param([hashtable] $File, [int] $Start, [int] $End, [string] $Text)
    @{ Start = $File.Base + $Start; End = $File.Base + $End; Text = $Text }
}

function Build-NameEdit {
    # Changes a constant string inside its quotes, as a whole or in part.
    param([hashtable] $File, [System.Management.Automation.Language.StringConstantExpressionAst] $Ast, [string] $Old, [string] $New)
    $at = $Ast.Extent.Text.IndexOf($Old, [System.StringComparison]::OrdinalIgnoreCase)
    if ($at -lt 0) { return }
    $start = $Ast.Extent.StartOffset + $at
    Build-Edit $File $start ($start + $Old.Length) $New
}
