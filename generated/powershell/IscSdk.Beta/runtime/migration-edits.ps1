# Entries of a plan, and the edits of a text that they mean.

function Build-MigrationText {
    # What is known of a text while it is read.
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
        # Where the text stands that is being read: a comment is read by itself.
        Base = 0
        IsComment = $false
        Preferred = $null
        # Texts that have been dealt with, by their beginnings.
        Done = [System.Collections.Generic.HashSet[int]]::new()
        # What the tables of splatted calls were taken for, by their beginnings.
        Splats = @{}
    }
}

function Add-MigrationEntry {
    # An entry with the edits of one change; without edits it tells of a place that stays.
    param([hashtable] $File, [hashtable] $Told)
    $edits = @(foreach ($edit in @($Told['Edits'])) { if ($null -ne $edit) { $edit } })
    # A table may be splatted to two calls: its keys change once.
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
        # More of the text shows what an edit does, where that is one line.
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
    # White space at the edges says nothing.
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
    # Edits in order; those inside one that takes their text away are gone with it.
    param([object[]] $Edits)
    $end = -1
    $sorted = [System.Collections.Generic.List[object]]::new([object[]] @($Edits))
    for ($index = 0; $index -lt $sorted.Count; $index++) { $sorted[$index]['Order'] = $index }
    # At one place what is put in comes first, then the longest.
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
    # An edit at a place of the syntax tree.
    param([hashtable] $File, [int] $Start, [int] $End, [string] $Text)
    @{ Start = $File.Base + $Start; End = $File.Base + $End; Text = $Text }
}

function Build-NameEdit {
    # Changes a constant text, inside its quotes: as a whole, or a part of it.
    param([hashtable] $File, [System.Management.Automation.Language.StringConstantExpressionAst] $Ast, [string] $Old, [string] $New)
    $at = $Ast.Extent.Text.IndexOf($Old, [System.StringComparison]::OrdinalIgnoreCase)
    if ($at -lt 0) { return }
    $start = $Ast.Extent.StartOffset + $at
    Build-Edit $File $start ($start + $Old.Length) $New
}
