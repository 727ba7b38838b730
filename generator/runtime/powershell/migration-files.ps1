# The files of a migration: which files they are, and how they are read and written.

function Get-MigrationFile {
    # Returns the full paths of the scripts at the given paths, each once.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [System.Collections.Generic.List[object]] $Asked, [bool] $IsDeep)
    $seen = [System.Collections.Generic.HashSet[string]]::new()
    foreach ($group in $Asked) {
        foreach ($path in $group.Paths) {
            foreach ($full in Resolve-MigrationPath $Cmdlet $path $group.IsLiteral) {
                $isPattern = -not $group.IsLiteral -and [wildcardpattern]::ContainsWildcardCharacters($path)
                if ([System.IO.Directory]::Exists($full)) {
                    # A pattern also matches folders, which are read only with -Recurse.
                    if ($isPattern -and -not $IsDeep) { continue }
                    foreach ($file in Get-FolderScript $full $IsDeep) { if ($seen.Add($file)) { $file } }
                }
                elseif (Test-ScriptName $full) { if ($seen.Add($full)) { $full } }
                elseif (-not $isPattern) { throw (Build-Failure -Message "$full is no .ps1, .psm1 or .psd1 file; nothing was changed" -Id 'NoScript' -Category InvalidArgument -Target $full) }
            }
        }
    }
    if ($seen.Count -eq 0) { $Cmdlet.WriteWarning('there is no .ps1, .psm1 or .psd1 file there; -Recurse looks in the folders below too') }
}

function Resolve-MigrationPath {
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [string] $Path, [bool] $IsLiteral)
    $provider = $null
    $paths = $Cmdlet.SessionState.Path
    try {
        if ($IsLiteral) {
            $drive = $null
            $found = @($paths.GetUnresolvedProviderPathFromPSPath($Path, [ref] $provider, [ref] $drive))
        }
        else { $found = @($paths.GetResolvedProviderPathFromPSPath($Path, [ref] $provider)) }
    }
    catch [System.Management.Automation.ItemNotFoundException] { $found = @() }
    if ($found.Count -gt 0 -and $provider.Name -ne 'FileSystem') { throw (Build-Failure -Message "$Path is not a file path; nothing was changed" -Id 'NoFile' -Category InvalidArgument -Target $Path) }
    $found = @($found -ne '')
    if ($found.Count -eq 0 -or ($IsLiteral -and -not [System.IO.File]::Exists($found[0]) -and -not [System.IO.Directory]::Exists($found[0]))) {
        throw (Build-Failure -Message "there is no file $Path; nothing was changed" -Id 'NoFile' -Category ObjectNotFound -Target $Path)
    }
    $found
}

function Test-ScriptName {
    param([string] $Path)
    [System.IO.Path]::GetExtension($Path) -in '.ps1', '.psm1', '.psd1'
}

function Get-FolderScript {
    param([string] $Folder, [bool] $IsDeep)
    $options = [System.IO.EnumerationOptions]::new()
    $options.RecurseSubdirectories = $IsDeep
    # Links may lead out of the folder, or form a loop.
    $options.AttributesToSkip = [System.IO.FileAttributes]::ReparsePoint
    $files = [string[]] @(foreach ($file in [System.IO.Directory]::EnumerateFiles($Folder, '*', $options)) {
        if ((Test-ScriptName $file) -and $file.Substring($Folder.Length) -notmatch '[\\/]\.git[\\/]') { $file }
    })
    [System.Array]::Sort($files, [System.StringComparer]::Ordinal)
    $files
}

function Read-ScriptText {
    # Returns the text of a file, with its encoding and byte order mark so that it can be written in the same way.
    param([string] $Path)
    $bytes = [System.IO.File]::ReadAllBytes($Path)
    foreach ($encoding in [System.Text.UTF8Encoding]::new($true, $true), [System.Text.UTF32Encoding]::new($false, $true), [System.Text.UnicodeEncoding]::new($false, $true), [System.Text.UnicodeEncoding]::new($true, $true)) {
        $mark = $encoding.GetPreamble()
        if ($bytes.Length -lt $mark.Length) { continue }
        $isMarked = $true
        for ($index = 0; $index -lt $mark.Length; $index++) { if ($bytes[$index] -ne $mark[$index]) { $isMarked = $false } }
        if ($isMarked) { return @{ Text = $encoding.GetString($bytes, $mark.Length, $bytes.Length - $mark.Length); Encoding = $encoding; Mark = $mark } }
    }
    try { return @{ Text = [System.Text.UTF8Encoding]::new($false, $true).GetString($bytes); Encoding = $script:strictUtf8; Mark = [byte[]]::new(0) } }
    # In an old code page each byte stays unchanged, because only plain ASCII is changed.
    catch [System.Text.DecoderFallbackException] { @{ Text = [System.Text.Encoding]::Latin1.GetString($bytes); Encoding = [System.Text.Encoding]::Latin1; Mark = [byte[]]::new(0) } }
}

function Read-MigrationFile {
    # Returns a file with the entries of its plan and their edits.
    param([hashtable] $Run, [string] $Path)
    $read = $Run.Texts[$Path]
    $file = Build-MigrationText $Run $Path $read.Text
    $file['Read'] = $read
    $tokens = $null
    $problems = $null
    $ast = [System.Management.Automation.Language.Parser]::ParseInput($read.Text, $Path, [ref] $tokens, [ref] $problems)
    $broken = @(foreach ($problem in $problems) { if (Test-SyntaxProblem $problem) { $problem } })
    if ($broken.Count -gt 0) {
        Add-MigrationEntry $file @{ Start = $broken[0].Extent.StartOffset; End = $broken[0].Extent.StartOffset; Severity = 'Error'; Message = "the file does not parse, and is not changed: $($broken[0].Message -replace '\s+', ' ')" }
    }
    else { Move-Script $file $ast $tokens }
    $file.Entries.Sort({ param($left, $right) if ($left.Line -ne $right.Line) { $left.Line - $right.Line } else { $left.Column - $right.Column } })
    $file['Edits'] = @(Select-Edit $file.Edits)
    $file
}

function Test-SyntaxProblem {
    # Returns whether a parse error is a mistake of the script. Modules and types that are missing here are not.
    param([System.Management.Automation.Language.ParseError] $Problem)
    $Problem.ErrorId -notmatch '^(?:ModuleNotFoundDuringParse|TypeNotFound|CannotFindType|RequiresModule.*|MultipleModuleEntriesFoundDuringParse|ErrorWhileParsingModule.*)$'
}

function Write-MigrationFile {
    param([hashtable] $File)
    $text = Edit-Text $File.Text $File.Edits
    $bytes = $File.Read.Encoding.GetBytes($text)
    $all = [byte[]]::new($File.Read.Mark.Length + $bytes.Length)
    $File.Read.Mark.CopyTo($all, 0)
    $bytes.CopyTo($all, $File.Read.Mark.Length)
    [System.IO.File]::WriteAllBytes($File.Path, $all)
}
