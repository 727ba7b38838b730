# Moves the names of the published module in imports, #Requires, using and manifests.

function Get-NewModule {
    # Returns the module here for a module of the published package; nothing for any other module.
    param([hashtable] $File, [string] $Name)
    $table = $File.Run.Table
    if ($table.Versions.Count -eq 0 -or $Name -notmatch "^$([regex]::Escape($table.Published))(?:\.(\w+))?$") { return }
    $version = if ($Matches.Count -gt 1) { $Matches[1] }
    foreach ($entry in $table.Versions) { if ($entry.prefix -eq $version) { return $entry.module } }
    $table.Versions[0].family
}

function Get-NewVersion {
    param([hashtable] $File)
    $File.Run.Table.Versions[0].version
}

function Test-ModuleCommand {
    param([string] $Name)
    $Name -match '^(?:Import-Module|ipmo|Remove-Module|rmo|Get-Module|gmo|(?:Install|Update|Save|Find|Uninstall)-(?:Module|PSResource)|Get-InstalledModule|Get-InstalledPSResource|Get-PSResource)$'
}

function Move-ModuleCommand {
    param([hashtable] $File, [System.Management.Automation.Language.CommandAst] $Command, [string] $Name)
    $edits = [System.Collections.Generic.List[object]]::new()
    $texts = @(Find-Ast $Command ([System.Management.Automation.Language.StringConstantExpressionAst]))
    foreach ($variable in Find-Ast $Command ([System.Management.Automation.Language.VariableExpressionAst])) {
        $text = Get-ConstantText $File $variable
        if ($null -ne $text) { $texts += $text }
    }
    $isAlone = $true
    foreach ($text in $texts) {
        if ([object]::ReferenceEquals($text, $Command.CommandElements[0])) { continue }
        $new = Get-NewModule $File $text.Value
        if ($new) {
            $null = $File.Done.Add($File.Base + $text.Extent.StartOffset)
            $table = Get-SpecificationTable $text
            if ($null -ne $table) { $edits.Add((Build-Edit $File $table.Extent.StartOffset $table.Extent.EndOffset "@{ ModuleName = '$new'; ModuleVersion = '$(Get-NewVersion $File)' }")) }
            else { $edits.Add((Build-NameEdit $File $text $text.Value $new)) }
        }
        elseif ($text.Value -match "(?:^|[\\/])$([regex]::Escape($File.Run.Table.Published))(?:[\\/.]|$)") {
            $null = $File.Done.Add($File.Base + $text.Extent.StartOffset)
            Add-CallNote $File $Command 'Error' "the module is named by its path: write its name, $($File.Run.Table.Versions[0].family), or the path of that module's manifest"
        }
        elseif ($text.StringConstantType -ne 'BareWord' -or $text.Parent -is [System.Management.Automation.Language.ArrayLiteralAst]) { $isAlone = $false }
    }
    if ($edits.Count -eq 0) { return }
    $known = { param($parameter) @{ Kind = 'same'; New = $parameter } }
    $arguments = @(Read-CallArgument $Command $known)
    foreach ($argument in $arguments) {
        if ($argument.Kind -ne 'named') { continue }
        switch -Regex ($argument.Name) {
            '^(?:RequiredVersion|MinimumVersion|Version)$' {
                if ($isAlone -and $null -ne $argument.Value) { $edits.Add((Build-Edit $File $argument.Value.Extent.StartOffset $argument.Value.Extent.EndOffset "'$(Get-NewVersion $File)'")) }
                else { Add-CallNote $File $Command 'Error' "-$($argument.Name) is a version of the published module: write one of the new one" }
            }
            '^MaximumVersion$' { $edits.Add((Build-Edit $File $argument.From $argument.End '')) }
            '^Prefix$' { Add-CallNote $File $Command 'Error' "-Prefix changes the names of all cmdlets, and calls by such names are not changed: take it away, and write the cmdlets' own names" }
        }
    }
    Add-MigrationEntry $File @{ Edits = $edits; Severity = 'Information'; Message = 'the module that the cmdlets are in'; Whole = $Command }
}

function Get-SpecificationTable {
    # Returns the @{ ModuleName = ... } that contains a name.
    param([System.Management.Automation.Language.Ast] $Text)
    for ($node = $Text.Parent; $null -ne $node -and $node -isnot [System.Management.Automation.Language.CommandAst]; $node = $node.Parent) {
        if ($node -isnot [System.Management.Automation.Language.HashtableAst]) { continue }
        foreach ($pair in $node.KeyValuePairs) { if ($pair.Item1.Extent.Text.Trim('''"') -eq 'ModuleName' -and $pair.Item2.Extent.Text -eq $Text.Extent.Text) { return $node } }
        return
    }
}

function Move-UsingModule {
    param([hashtable] $File, [System.Management.Automation.Language.UsingStatementAst] $Using)
    if ($Using.UsingStatementKind -ne 'Module') { return }
    $edits = @()
    if ($null -ne $Using.Name) {
        $new = Get-NewModule $File $Using.Name.Value
        $null = $File.Done.Add($File.Base + $Using.Name.Extent.StartOffset)
        if ($new) { $edits = @(Build-NameEdit $File $Using.Name $Using.Name.Value $new) }
        elseif ($Using.Name.Value -match "(?:^|[\\/])$([regex]::Escape($File.Run.Table.Published))(?:[\\/.]|$)") { Add-CallNote $File $Using 'Error' "the module is named by its path: write its name, $($File.Run.Table.Versions[0].family)" }
    }
    elseif ($null -ne $Using.ModuleSpecification) {
        foreach ($pair in $Using.ModuleSpecification.KeyValuePairs) {
            if ($pair.Item1.Extent.Text.Trim('''"') -ne 'ModuleName') { continue }
            $value = Get-PairValue $pair.Item2
            $new = if ($value -is [System.Management.Automation.Language.StringConstantExpressionAst]) { Get-NewModule $File $value.Value }
            if (-not $new) { continue }
            $null = $File.Done.Add($File.Base + $value.Extent.StartOffset)
            $extent = $Using.ModuleSpecification.Extent
            $edits = @(Build-Edit $File $extent.StartOffset $extent.EndOffset "@{ ModuleName = '$new'; ModuleVersion = '$(Get-NewVersion $File)' }")
        }
    }
    if ($edits.Count -gt 0) { Add-MigrationEntry $File @{ Edits = $edits; Severity = 'Information'; Message = 'the module that the cmdlets are in'; Whole = $Using } }
}

function Move-Requirement {
    # Moves a #Requires line. The engine reports its content, but not the positions.
    param([hashtable] $File, [System.Management.Automation.Language.Token] $Token)
    $text = $Token.Text
    $published = [regex]::Escape($File.Run.Table.Published)
    $edits = [System.Collections.Generic.List[object]]::new()
    foreach ($match in [regex]::Matches($text, "(?i)@\{[^}]*?ModuleName\s*=\s*['""]?($published(?:\.\w+)?)['""]?\s*(?:;[^}]*)?\}|(?<=[\s,'""])$published(?:\.\w+)?(?=[\s,'""]|$)")) {
        $isTable = $match.Groups[1].Success
        $new = Get-NewModule $File $(if ($isTable) { $match.Groups[1].Value } else { $match.Value })
        if (-not $new) { continue }
        $start = $Token.Extent.StartOffset + $match.Index
        $edits.Add((Build-Edit $File $start ($start + $match.Length) $(if ($isTable) { "@{ ModuleName = '$new'; ModuleVersion = '$(Get-NewVersion $File)' }" } else { $new })))
    }
    if ($edits.Count -gt 0) { Add-MigrationEntry $File @{ Edits = $edits; Severity = 'Information'; Message = 'the module that the cmdlets are in'; Whole = $Token } }
    if ($text -match '(?i)-PSEdition\s+Desktop') {
        Add-MigrationEntry $File @{ Start = $Token.Extent.StartOffset; End = $Token.Extent.EndOffset; Severity = 'Error'; Message = 'the module needs PowerShell 7.4 or later, which is no Desktop edition: write -Version 7.4' }
    }
}

function Move-Manifest {
    # Moves a module's manifest: the modules that it requires.
    param([hashtable] $File, [System.Management.Automation.Language.Ast] $Ast)
    $edits = [System.Collections.Generic.List[object]]::new()
    $tables = @(Find-Ast $Ast ([System.Management.Automation.Language.HashtableAst]))
    if ($tables.Count -eq 0) { return }
    foreach ($pair in $tables[0].KeyValuePairs) {
        if ($pair.Item1.Extent.Text.Trim('''"') -notin 'RequiredModules', 'NestedModules', 'ExternalModuleDependencies') { continue }
        foreach ($text in Find-Ast $pair.Item2 ([System.Management.Automation.Language.StringConstantExpressionAst])) {
            $new = Get-NewModule $File $text.Value
            if (-not $new) { continue }
            $null = $File.Done.Add($File.Base + $text.Extent.StartOffset)
            $table = Get-SpecificationTable $text
            if ($null -ne $table -and -not [object]::ReferenceEquals($table, $tables[0])) { $edits.Add((Build-Edit $File $table.Extent.StartOffset $table.Extent.EndOffset "@{ ModuleName = '$new'; ModuleVersion = '$(Get-NewVersion $File)' }")) }
            else { $edits.Add((Build-NameEdit $File $text $text.Value $new)) }
        }
    }
    if ($edits.Count -eq 0) { return }
    Add-MigrationEntry $File @{ Edits = $edits; Severity = 'Information'; Message = 'a module that this one requires' }
    foreach ($pair in $tables[0].KeyValuePairs) {
        $name = $pair.Item1.Extent.Text.Trim('''"')
        if (($name -eq 'CompatiblePSEditions' -and $pair.Item2.Extent.Text -match 'Desktop') -or ($name -eq 'PowerShellVersion' -and $pair.Item2.Extent.Text -match '^[''"](?:[1-6]\b|7\.[0-3]\b)')) {
            Add-CallNote $File $pair.Item2 'Warning' "$name says that an earlier PowerShell will do, and the module needs 7.4 of the edition Core"
        }
    }
}
