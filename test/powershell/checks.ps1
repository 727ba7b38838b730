# What holds for every file and every exported name of the generated modules. Gives one line per problem.
# Of one in so many functions the help and what the engine makes of them is looked at: the engine takes time for each.
param([string] $Folder, [string[]] $Modules, [int] $HelpEvery = 1, [int] $EngineEvery = 1)

$verbs = foreach ($type in 'VerbsCommon', 'VerbsCommunications', 'VerbsData', 'VerbsDiagnostic', 'VerbsLifecycle', 'VerbsOther', 'VerbsSecurity') { ("System.Management.Automation.$type" -as [type]).GetFields().Name }
$common = [System.Management.Automation.PSCmdlet]::CommonParameters + [System.Management.Automation.PSCmdlet]::OptionalCommonParameters
$called = [System.Collections.Generic.SortedSet[string]]::new([System.StringComparer]::OrdinalIgnoreCase)
$defined = [System.Collections.Generic.HashSet[string]]::new([System.StringComparer]::OrdinalIgnoreCase)
$known = 'Connect-Isc', 'Disconnect-Isc', 'Switch-IscConnection', 'Get-IscConnection', 'Get-DefaultConfiguration', 'Set-DefaultConfiguration', 'Invoke-Paginate', 'Invoke-PaginateSearch', 'Find-IscCmdlet', 'Get-IDNAccessToken', 'Set-ClientCredentialOverride', 'Get-ClientCredentialOverride', 'Clear-ClientCredentialOverride', 'New-IscMigrationPlan', 'Invoke-IscMigration'

# The parameters, in PowerShell 7.4, of the commands that the modules call, which is the oldest that they run on.
$oldest = @{
    'ConvertFrom-Json' = 'InputObject', 'AsHashtable', 'Depth', 'NoEnumerate'
    'ConvertTo-Json' = 'InputObject', 'Depth', 'Compress', 'EnumsAsStrings', 'AsArray', 'EscapeHandling'
    'Import-Module' = 'Name', 'Global', 'PassThru', 'Force', 'ModuleInfo'
    'Get-Module' = 'Name', 'ListAvailable'
    'Remove-Module' = 'Name', 'Force', 'ModuleInfo'
    'Register-ArgumentCompleter' = 'CommandName', 'ParameterName', 'ScriptBlock', 'Native'
    'Set-StrictMode' = 'Version', 'Off'
}

function Get-NodeTest {
    # Whether a node of a syntax tree is of a type, as compiled code: a script that is asked of each node takes minutes.
    param([type] $Type)
    $kinds = [System.Linq.Expressions.Expression]
    $node = $kinds::Parameter([System.Management.Automation.Language.Ast], 'node')
    $kinds::Lambda([System.Func[System.Management.Automation.Language.Ast, bool]], $kinds::TypeIs($node, $Type), [System.Linq.Expressions.ParameterExpression[]] @($node)).Compile()
}
$isCommand = Get-NodeTest ([System.Management.Automation.Language.CommandAst])
$isFunction = Get-NodeTest ([System.Management.Automation.Language.FunctionDefinitionAst])
$isVariable = Get-NodeTest ([System.Management.Automation.Language.VariableExpressionAst])
$isThrow = Get-NodeTest ([System.Management.Automation.Language.ThrowStatementAst])

function Find-LaterParameter {
    # A parameter that the oldest engine's command lacks, such as -DateKind.
    param([System.Management.Automation.Language.CommandAst] $Command, [string] $Name)
    foreach ($element in $Command.CommandElements) {
        if ($element -isnot [System.Management.Automation.Language.CommandParameterAst]) { continue }
        if ($element.ParameterName -notin $oldest[$Name] -and $element.ParameterName -notin $common) { "$Name -$($element.ParameterName) is not in PowerShell 7.4" }
    }
}

function Get-NamedArgument {
    # The arguments of an attribute that are set: `Mandatory`, `Position = 0`.
    param([System.Management.Automation.Language.Ast[]] $Attributes, [string] $Type)
    foreach ($attribute in $Attributes) {
        if ($attribute -is [System.Management.Automation.Language.AttributeAst] -and $attribute.TypeName.Name -eq $Type) {
            foreach ($argument in $attribute.NamedArguments) { if ($argument.ExpressionOmitted -or $argument.Argument.Extent.Text -ne '$false') { $argument.ArgumentName } }
        }
    }
}

function Find-DesignProblem {
    # PSScriptAnalyzer's rules of cmdlet design, for one function. Plural nouns are the published names' own.
    param([System.Management.Automation.Language.FunctionDefinitionAst] $Function, [bool] $IsOurs)
    $name = $Function.Name
    if ($name -cnotmatch '^[A-Z][A-Za-z]+-[A-Za-z0-9]+$') { "${name}: characters that a name must not have" }
    if ($name.Split('-')[0] -cnotin $verbs) { "${name}: no approved verb" }
    if ($IsOurs -and $name -cmatch '[^s]s$') { "${name}: a plural noun" }
    $block = $Function.Body.ParamBlock
    if ($null -eq $block) { return }
    $binding = @($block.Attributes.Where({ $_.TypeName.Name -eq 'CmdletBinding' }))
    foreach ($parameter in $block.Parameters) {
        $at = "$name -$($parameter.Name.VariablePath.UserPath)"
        if ($binding.Count -gt 0 -and $parameter.Name.VariablePath.UserPath -in $common) { "${at}: a common parameter" }
        if ('Mandatory' -in (Get-NamedArgument $parameter.Attributes 'Parameter') -and $null -ne $parameter.DefaultValue) { "${at}: mandatory with a default" }
        if ($parameter.StaticType -eq [switch] -and $null -ne $parameter.DefaultValue) { "${at}: a switch with a default" }
        if (@($parameter.Attributes.Where({ $_ -is [System.Management.Automation.Language.TypeConstraintAst] })).Count -gt 1) { "${at}: two types" }
    }
    $changes = 'SupportsShouldProcess' -in (Get-NamedArgument $block.Attributes 'CmdletBinding')
    $impact = 'ConfirmImpact' -in (Get-NamedArgument $block.Attributes 'CmdletBinding')
    if ($impact -and -not $changes) { "${name}: ConfirmImpact without SupportsShouldProcess" }
    $asks = $Function.Body.Extent.Text -match '\.ShouldProcess\('
    # As the analyser's own attribute says it.
    $isExcused = @($block.Attributes.Where({ $_.TypeName.Name -match 'SuppressMessage' -and $_.Extent.Text -match 'PSUseShouldProcessForStateChangingFunctions' })).Count -gt 0
    if (-not $changes -and -not $isExcused -and $name -match '^(New|Set|Remove|Start|Stop|Restart|Reset|Update)-') { "${name}: changes without ShouldProcess" }
    if ($changes -and -not $asks) { "${name}: says ShouldProcess and does not ask" }
    if (-not $changes -and $asks) { "${name}: asks ShouldProcess and does not say so" }
}

foreach ($file in [System.IO.Directory]::GetFiles($Folder, '*.ps*1', 'AllDirectories')) {
    # Pester's words are no commands of the modules.
    if ($file.EndsWith('.ps1xml') -or $file.EndsWith('.Tests.ps1')) { continue }
    $tokens = $null
    $errors = $null
    $ast = [System.Management.Automation.Language.Parser]::ParseFile($file, [ref] $tokens, [ref] $errors)
    foreach ($problem in $errors) { "${file}: $($problem.Message)" }
    foreach ($found in $ast.FindAll($isCommand, $true)) {
        $name = $found.GetCommandName()
        if ($name) { $null = $called.Add($name) }
        if ($name -and $oldest.ContainsKey($name)) { foreach ($problem in Find-LaterParameter $found $name) { "${file}: $problem" } }
    }
    foreach ($found in $ast.FindAll($isFunction, $true)) {
        $null = $defined.Add($found.Name)
        Find-DesignProblem $found ($file -match '[\\/]runtime[\\/]')
    }
    foreach ($found in $ast.FindAll($isVariable, $true)) {
        # What is caught leaves the session's list of errors: see $script:apart.
        if ($found.VariablePath.IsGlobal -and $found.VariablePath.UserPath -ne 'global:Error') { "${file}: writes or reads the global variable $($found.VariablePath.UserPath)" }
    }
    foreach ($found in $ast.FindAll($isThrow, $true)) {
        # The constrained language makes no exception object: what says so can only throw its text.
        if ($found.Extent.Text -match '^throw "[\w.]+ needs the language mode FullLanguage') { continue }
        if ($null -ne $found.Pipeline -and $found.Pipeline.Extent.Text -match '^[''"]') { "${file}: throws a bare string: $($found.Extent.Text)" }
    }
}
# All commands the modules call: the engine's own, and two of Utility that every user has.
foreach ($name in $called) { if (-not $oldest.ContainsKey($name) -and -not $defined.Contains($name)) { "calls $name" } }

$seen = [System.Collections.Generic.HashSet[string]]::new([System.StringComparer]::OrdinalIgnoreCase)
$count = 0
foreach ($module in $Modules) {
    $path = [System.IO.Path]::Combine($Folder, $module, "$module.psd1")
    $manifest = Test-ModuleManifest -Path $path
    foreach ($listed in $manifest.FileList) { if (-not [System.IO.File]::Exists($listed)) { "${module}: no file $listed" } }
    $loaded = Import-Module $path -PassThru -Global
    $exported = @($loaded.ExportedFunctions.Values) + @($loaded.ExportedAliases.Values)
    foreach ($command in $exported) {
        $name = $command.Name
        if (-not $seen.Add($name)) { "${name}: exported twice" }
        $answers = Get-Command -Name $name -ErrorAction Ignore
        if (@($answers).Count -ne 1) { "${name}: Get-Command gives $(@($answers).Count)"; continue }
        if ($name.Split('-')[0] -cnotin $verbs) { "${name}: no approved verb" }
        if ($command.CommandType -eq 'Alias') {
            if ($null -eq $command.ResolvedCommand) { "${name}: an alias of nothing" }
            continue
        }
        $count++
        if ($count % $EngineEvery -ne 0 -and $count % $HelpEvery -ne 0) { continue }
        if (-not (Get-Command -Name $name -Syntax)) { "${name}: no syntax" }
        $own = @($command.Parameters.Values | Where-Object { $_.Name -notin $common })
        foreach ($parameter in $own) {
            foreach ($alias in $parameter.Aliases) { if ($command.Parameters.ContainsKey($alias)) { "${name}: -$alias is a parameter and an alias" } }
        }
        $changes = $command.ScriptBlock.Attributes.Where({ $_ -is [System.Management.Automation.CmdletBindingAttribute] })[0]
        if ($null -eq $changes) { "${name}: no CmdletBinding" }
        if ($command.OutputType.Count -eq 0) { "${name}: no OutputType" }
        if ($count % $HelpEvery -ne 0) { continue }
        $help = Get-Help -Name $name
        if (-not $help.Synopsis -or $help.Synopsis.Trim() -eq '' -or $help.Synopsis -match "^\s*$([regex]::Escape($name)) \[") { "${name}: no synopsis" }
        if (-not @($help.examples.example).Count -or -not @($help.examples.example)[0].code) { "${name}: no example" }
        $texts = @{}
        foreach ($parameter in @($help.parameters.parameter)) { if ($null -ne $parameter -and $parameter.PSObject.Properties['description']) { $texts[$parameter.name] = [string]::Join('', @($parameter.description.Text)) } }
        foreach ($parameter in $own) {
            $isHidden = @($parameter.Attributes.Where({ $_ -is [System.Management.Automation.ParameterAttribute] -and $_.DontShow })).Count -gt 0
            if (-not $isHidden -and -not $texts[$parameter.Name]) { "${name}: no text for -$($parameter.Name)" }
        }
        foreach ($example in @($help.examples.example)) {
            $errors = $null
            $null = [System.Management.Automation.Language.Parser]::ParseInput("$($example.code)", [ref] $tokens, [ref] $errors)
            if ($errors.Count -gt 0) { "${name}: an example does not parse: $($example.code)" }
        }
    }
}
foreach ($name in $known) {
    $command = @(Get-Command -Name $name -ErrorAction Ignore)
    if ($command.Count -ne 1) { "$name is not there"; continue }
    if ($command[0].OutputType.Count -eq 0) { "${name}: no OutputType" }
    if (-not $command[0].CmdletBinding) { "${name}: no CmdletBinding" }
}
"checked $count functions"
