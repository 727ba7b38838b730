# The hand-written part of the module, which every cmdlet calls. It needs the engine, .NET, and two cmdlets of
# Microsoft.PowerShell.Utility: ConvertFrom-Json and ConvertTo-Json.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

# The operations that have been called, by the name of the cmdlet.
$script:operations = @{}
# The connections of this session by name, and the one that cmdlets use without -Connection.
$script:connections = [ordered]@{}
$script:current = $null
# The connection made from Set-DefaultConfiguration, the environment and config.json.
$script:inherited = $null
# The old cmdlet names for which a warning was written.
$script:warned = [System.Collections.Generic.HashSet[string]]::new([System.StringComparer]::OrdinalIgnoreCase)
# What names the items of long lists; null before the first use.
$script:namer = $null
# The User-Agent of each module.
$script:agents = @{}
# The version modules that use this runtime, with what each registered.
$script:users = [ordered]@{}
# The settings of Set-DefaultConfiguration.
$script:defaults = @{}
# The id and the secret of Set-ClientCredentialOverride, and the connection that was made with them.
$script:override = $null
# The handler of unknown command names, and the one that was set before.
$script:handler = $null
$script:handlerBefore = $null
$script:isHandlerGone = $true
# The tables of the imported modules for New-IscMigrationPlan, once they have been read.
$script:migrationTable = $null
$script:strictUtf8 = [System.Text.UTF8Encoding]::new($false)

foreach ($part in 'retry-policy', 'progress', 'failures', 'secrets', 'redirects', 'encoding', 'tokens', 'connections', 'current', 'configuration', 'multipart', 'json', 'bodies', 'answers', 'downloads', 'streams', 'schemes', 'requests', 'send', 'agent', 'paging', 'functions', 'operations', 'inputs', 'jobs', 'call', 'models', 'find', 'published', 'published-paging', 'invoke', 'migration') {
    . ([System.IO.Path]::Combine($PSScriptRoot, "$part.ps1"))
}

Add-CommandHandler
Add-ConnectionCompleter
$ExecutionContext.SessionState.Module.OnRemove = {
    Remove-CommandHandler
    # Import-Module -Force removes the module too.
    if ($script:connections.get_Count() -gt 0) { Write-Ending "the module is removed, and $($script:connections.get_Count()) of its connections end ($(@($script:connections.get_Keys()) -join ', ')): call Connect-Isc again" }
    Publish-Default $null
    Clear-SharedState
}
