# The names here for the names of the published module, read from the migration.json of every imported version.

function Build-MigrationRun {
    # Makes the state that all files of a run share.
    param([string[]] $Files)
    $run = @{ Files = @(@($Files).Where({ $_ })); Texts = @{}; Table = Get-MigrationTable; Defined = @{} }
    foreach ($path in $run.Files) {
        $read = Read-ScriptText $path
        $run.Texts[$path] = $read
        # A function of the scripts hides a cmdlet of the same name.
        foreach ($match in [regex]::Matches($read.Text, '(?im)^\s*(?:function|filter)\s+(?:global:|script:)?([\w-]+)')) { $run.Defined[$match.Groups[1].Value] = @($run.Defined[$match.Groups[1].Value]) + $path -ne $null }
    }
    $run
}

function Get-MigrationTable {
    # Returns the tables of the imported versions, the newest first, with all their names.
    $users = @(Get-NewestUser)
    $mark = [string]::Join(' ', [string[]] @(foreach ($user in $users) { $user.Module }))
    if ($null -ne $script:migrationTable -and $script:migrationTable.Mark -ceq $mark) { return $script:migrationTable }
    $versions = @(foreach ($user in $users) {
        $module = @(Get-Module -Name $user.Module)
        if ($module.Count -eq 0) { continue }
        $path = [System.IO.Path]::Combine($module[0].ModuleBase, 'migration.json')
        ConvertFrom-Json -InputObject ([System.IO.File]::ReadAllText($path)) -AsHashtable -Depth 20
    })
    $names = [System.Collections.Generic.Dictionary[string, object]]::new([System.StringComparer]::OrdinalIgnoreCase)
    foreach ($version in $versions) {
        foreach ($list in 'cmdlets', 'helpers') {
            foreach ($entry in $version[$list]) {
                $entry['isHelper'] = $list -eq 'helpers'
                $names[$entry.name] = @{ Entry = $entry; Version = $version; New = $entry.name; Kind = 'same' }
            }
        }
    }
    foreach ($kind in 'old', 'also', 'v3') {
        foreach ($version in $versions) {
            foreach ($list in 'cmdlets', 'helpers') {
                foreach ($entry in $version[$list]) {
                    # A name that another entry has already keeps its meaning.
                    foreach ($name in @($entry[$kind])) { if ($name -and -not $names.ContainsKey($name)) { $names[$name] = @{ Entry = $entry; Version = $version; New = $(if ($kind -eq 'also') { $name } else { $entry.name }); Kind = $(if ($kind -eq 'v3') { 'version' } else { $kind }) } } }
                }
            }
        }
    }
    $script:migrationTable = @{ Mark = $mark; Versions = $versions; Names = $names; Published = $(if ($versions.Count -gt 0) { $versions[0].published } else { '' }) }
    $script:migrationTable
}

function Resolve-MigrationName {
    # Resolves a name of the published module. Returns its entry, its name here, and how it was found: 'same', 'old',
    # 'also', 'helper', or 'version' if only another version has it. Returns nothing for a name that is not ours.
    param([hashtable] $File, [string] $Name, [bool] $IsHidden)
    if ($Name -notmatch '^([A-Za-z]+)-(\w+)$' -or ($File.Run.Defined.ContainsKey($Name) -and -not $IsHidden)) { return }
    $verb, $noun = $Matches[1], $Matches[2]
    $table = $File.Run.Table
    $found = $null
    if ($table.Names.TryGetValue($Name, [ref] $found)) { return $found }
    $plain = $noun -creplace '^(?:Beta|V\d+)(?=\p{Lu})', ''
    # A command of the session belongs to another module, unless it is one of our own names without a version.
    if ($plain -ceq $noun -and (Test-OtherCommand $Name $table.Published)) { return }
    foreach ($version in Get-WantedVersion $File ($verb -in 'ConvertFrom', 'Initialize')) {
        foreach ($candidate in @("$verb-$($version.prefix)$plain")) {
            if ($table.Names.TryGetValue($candidate, [ref] $found) -and $found.Kind -in 'same', 'old') {
                return @{ Entry = $found.Entry; Version = $version; New = $found.New; Kind = $(if ($found.Entry.isHelper -and $plain -ceq $noun) { 'helper' } else { 'version' }) }
            }
        }
    }
}

function Get-WantedVersion {
    # Returns the versions in which a name is searched. For a helper the version of the file's own cmdlets comes first.
    param([hashtable] $File, [bool] $IsHelper)
    $versions = $File.Run.Table.Versions
    if (-not $IsHelper -or $null -eq $File.Preferred) { return $versions }
    @($versions.Where({ $_.prefix -eq $File.Preferred })) + @($versions.Where({ $_.prefix -ne $File.Preferred }))
}

function Test-OtherCommand {
    # Returns whether a name is a command of another module.
    param([string] $Name, [string] $Published)
    $command = $ExecutionContext.SessionState.Module.SessionState.InvokeCommand.GetCommands($Name, 'Function,Cmdlet,Alias', $false)
    # The published module may be imported too.
    foreach ($entry in $command) { if ("$($entry.ModuleName)".StartsWith($Published, 'OrdinalIgnoreCase')) { continue }; if ($entry -isnot [System.Management.Automation.AliasInfo] -or $entry.Definition -notmatch '^(?:ConvertFrom|Initialize)-') { return $true } }
    $false
}

function Get-ParameterMap {
    # Returns the names of an entry's parameters, each with the name of today.
    param([hashtable] $Entry)
    if ($Entry.ContainsKey('map')) { return $Entry.map }
    $map = [System.Collections.Generic.Dictionary[string, string]]::new([System.StringComparer]::OrdinalIgnoreCase)
    if ($Entry.ContainsKey('parameters')) {
        foreach ($name in $Entry.parameters.Keys) { $map[$name] = $name }
        foreach ($name in $Entry.parameters.Keys) { foreach ($old in $Entry.parameters[$name]) { if (-not $map.ContainsKey($old)) { $map[$old] = $name } } }
    }
    $Entry['map'] = $map
    $map
}

function Resolve-MigrationParameter {
    # Returns what a parameter of an old call is today: Kind is same, renamed, ignored, common or unknown; New is its
    # name.
    param([hashtable] $Entry, [string] $Name)
    $map = Get-ParameterMap $Entry
    $new = $null
    if ($map.TryGetValue($Name, [ref] $new)) { return @{ Kind = $(if ($new -eq $Name) { 'same' } else { 'renamed' }); New = $new } }
    if ($Entry.ContainsKey('others')) { foreach ($other in $Entry.others.Keys) { if ($other -eq $Name) { return @{ Kind = 'same'; New = $Entry.others[$other] } } } }
    foreach ($ignored in @($Entry['ignored'])) { if ($ignored -eq $Name) { return @{ Kind = 'ignored'; New = '' } } }
    if ($Entry.isHelper -or $script:migrationSwitches.Contains($Name) -or $script:migrationCommon.Contains($Name)) { return @{ Kind = 'common'; New = $Name } }
    # Abbreviations, of which this module's own parameters make some ambiguous.
    $fits = [System.Collections.Generic.HashSet[string]]::new([System.StringComparer]::OrdinalIgnoreCase)
    foreach ($key in $map.Keys) { if ($key.StartsWith($Name, 'OrdinalIgnoreCase')) { $null = $fits.Add($map[$key]) } }
    if ($fits.Count -eq 1) { return @{ Kind = 'renamed'; New = @($fits)[0] } }
    foreach ($ignored in @($Entry['ignored'])) { if ($ignored -and $ignored.StartsWith($Name, 'OrdinalIgnoreCase')) { return @{ Kind = 'ignored'; New = '' } } }
    foreach ($common in @($script:migrationCommon) + @($script:migrationSwitches)) { if ($common.StartsWith($Name, 'OrdinalIgnoreCase')) { return @{ Kind = 'common'; New = $Name } } }
    # The published samples put the version before the name of a request body.
    if ($Name -match '^(?:Beta|V\d+)(\w+)$') {
        $plain = Resolve-MigrationParameter $Entry $Matches[1]
        if ($plain.Kind -in 'same', 'renamed') { return @{ Kind = 'renamed'; New = $plain.New } }
    }
    @{ Kind = 'unknown'; New = $Name }
}
