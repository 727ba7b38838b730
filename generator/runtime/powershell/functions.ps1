# Defines the functions of a version module: there are thousands, of which a session uses a few.

# The code below looks for internals of the engine. Without them, or if they are not as expected, it makes the same
# functions and aliases, but takes longer.

function Import-FunctionFile {
    # Defines the functions of a module's script files.
    param([System.Management.Automation.PSModuleInfo] $Module, [string[]] $Files, [switch] $Plain)
    $late = if (-not $Plain) { Get-LateParser }
    $setter = if (-not $Plain) { Get-FunctionSetter $Module }
    & $Module.NewBoundScriptBlock(${function:Register-Function}) $Module $Files $late $setter
}

function Get-LateParser {
    # Returns a method that makes a script block whose text is parsed at its first use, as the engine's own functions
    # are.
    $method = [scriptblock].GetMethod('CreateDelayParsedScriptBlock', [System.Reflection.BindingFlags] 'NonPublic, Static', [type[]] @([string], [bool]))
    if ($null -ne $method -and $method.ReturnType -eq [scriptblock]) { $method.CreateDelegate([System.Func[string, bool, scriptblock]]) }
}

function Get-FunctionSetter {
    # Returns the method that the function drive calls after it has checked the drive, the provider, wildcards and
    # -WhatIf.
    param([System.Management.Automation.PSModuleInfo] $Module)
    $flags = [System.Reflection.BindingFlags] 'NonPublic, Instance'
    $property = [System.Management.Automation.SessionState].GetProperty('Internal', $flags)
    if ($null -eq $property) { return }
    $session = $property.GetValue($Module.SessionState)
    $types = [string], [scriptblock], [System.Management.Automation.FunctionInfo], [bool], [System.Management.Automation.CommandOrigin]
    $method = $session.GetType().GetMethod('SetFunction', $flags, [type[]] $types)
    if ($null -ne $method -and $method.ReturnType -eq [System.Management.Automation.FunctionInfo]) {
        $method.CreateDelegate([System.Func[string, scriptblock, System.Management.Automation.FunctionInfo, bool, System.Management.Automation.CommandOrigin, System.Management.Automation.FunctionInfo]], $session)
    }
}

function Get-AliasSetter {
    # Returns the method that the alias drive calls; see Get-FunctionSetter. It sets an alias in the scope of the
    # caller.
    param([System.Management.Automation.PSModuleInfo] $Module)
    $flags = [System.Reflection.BindingFlags] 'NonPublic, Instance'
    $property = [System.Management.Automation.SessionState].GetProperty('Internal', $flags)
    if ($null -eq $property) { return }
    $session = $property.GetValue($Module.SessionState)
    $method = $session.GetType().GetMethod('SetAliasValue', $flags, [type[]] @([string], [string], [bool], [System.Management.Automation.CommandOrigin]))
    if ($null -ne $method -and $method.ReturnType -eq [System.Management.Automation.AliasInfo]) {
        $method.CreateDelegate([System.Func[string, string, bool, System.Management.Automation.CommandOrigin, System.Management.Automation.AliasInfo]], $session)
    }
}

function Register-Function {
    # Runs in the module that gets the functions. The files contain only functions, and only their `function` and their
    # last brace are at the beginning of a line. So the functions are separated without parsing. Each becomes a text of
    # its own, and Get-Help reads only that text.
    param([System.Management.Automation.PSModuleInfo] $Module, [string[]] $Files, [System.Delegate] $Late, [System.Delegate] $Setter)
    $items = $ExecutionContext.InvokeProvider.Item
    $origin = [System.Management.Automation.CommandOrigin]::Internal
    foreach ($file in $Files) {
        $text = [System.IO.File]::ReadAllText($file)
        # Git may write CRLF on Windows.
        if ($text.Contains([char] 13)) { $text = $text.Replace("`r`n", "`n") }
        # An editor may remove the last line break.
        if (-not $text.EndsWith([char] 10)) { $text += "`n" }
        $start = $text.IndexOf("`nfunction ", [System.StringComparison]::Ordinal)
        while ($start -ge 0) {
            $line = $text.IndexOf([char] 10, $start + 1)
            $brace = $text.IndexOf(' {', $start, $line - $start, [System.StringComparison]::Ordinal)
            $end = $text.IndexOf("`n}`n", $line, [System.StringComparison]::Ordinal)
            $next = $text.IndexOf("`nfunction ", $line, [System.StringComparison]::Ordinal)
            if ($brace -lt 0 -or $end -lt 0 -or ($next -ge 0 -and $next -lt $end)) {
                throw [System.IO.InvalidDataException]::new("$file is cut short or changed: '$($text.Substring($start + 1, $line - $start - 1))' has no $(if ($brace -lt 0) { 'beginning' } else { 'end' }) there. Install the module $($Module.Name) again.")
            }
            $name = $text.Substring($start + 10, $brace - $start - 10)
            $body = $text.Substring($brace + 2, $end - $brace - 1)
            if ($null -ne $Late) { $block = $Late.Invoke($body, $false) } else { $block = [scriptblock]::Create($body) }
            $block = $Module.NewBoundScriptBlock($block)
            if ($null -ne $Setter) { $null = $Setter.Invoke("script:$name", $block, $null, $false, $origin) } else { $null = $items.Set("function:script:$name", $block) }
            $start = $next
        }
    }
}
