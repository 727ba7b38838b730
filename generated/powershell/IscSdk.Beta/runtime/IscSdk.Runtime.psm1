# The hand-written part of the module: every cmdlet is a thin call into it. It needs the engine, .NET, and two cmdlets
# of Microsoft.PowerShell.Utility: ConvertFrom-Json and ConvertTo-Json.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

# Operations by cmdlet name, once they have been called.
$script:operations = @{}
# Connections of this session by name, and the one that cmdlets use when none is named.
$script:connections = [ordered]@{}
$script:current = $null
# The connection that the environment gave, with the values it was made from.
$script:inherited = $null
# Old cmdlet names that were warned of.
$script:warned = [System.Collections.Generic.HashSet[string]]::new([System.StringComparer]::OrdinalIgnoreCase)
# What names the items of long lists, once there was one.
$script:namer = $null
# What each module says of itself in requests.
$script:agents = @{}
# Version modules that use this runtime, and what each one told of itself.
$script:users = [ordered]@{}
# Settings of Set-DefaultConfiguration.
$script:defaults = @{}
# Another client's id and secret, from Set-ClientCredentialOverride, and the connection that was made with them.
$script:override = $null
# What answers unknown command names, and what did before this module came.
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
