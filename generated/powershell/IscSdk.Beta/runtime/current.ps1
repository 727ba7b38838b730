# Decides which connection a call uses: the latest decision of the session wins.

function Resolve-Connection {
    # Returns the settings for a call: those of the named connection, of the session's connection, or of the
    # environment.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [object] $Connection)
    if ($null -ne $Connection) { return Find-Connection $Connection }
    if ($null -ne $script:current) {
        if ($null -eq $script:override) { return $script:current }
        return Get-OverriddenSetting $script:current
    }
    # ForEach-Object -Parallel runs in runspaces of its own, which use the connection of the session that started them.
    $shared = Get-SharedState
    if (Test-ParallelTask) {
        $defaults = @(Find-PublishedDefault)
        if ($defaults.Count -eq 1) { return $defaults[0] }
        if ($defaults.Count -gt 1) { throw (Build-Failure -Message 'several sessions of this process are connected, and ForEach-Object -Parallel does not tell which of them runs it: name the connection with -Connection; nothing was sent' -Id 'SeveralConnections' -Category ConnectionError) }
    }
    $found = Get-EnvironmentSetting $Cmdlet
    if ($null -ne $found) { return $found }
    $keys = @($shared.Keys -match '^connection ')
    $only = $null
    if ($keys.Count -eq 1 -and $shared.TryGetValue($keys[0], [ref] $only)) { return $only }
    throw (Build-Failure -Message 'not connected: call Connect-Isc, or set SAIL_BASE_URL, SAIL_CLIENT_ID and SAIL_CLIENT_SECRET, or write a config.json with BaseURL, ClientId and ClientSecret into the working folder' -Id 'NotConnected' -Category ConnectionError)
}

function Get-OverriddenSetting {
    # Returns the settings of a connection with the client of Set-ClientCredentialOverride.
    param([hashtable] $Settings)
    if (-not [object]::ReferenceEquals($script:override.Base, $Settings)) {
        $other = $Settings.Clone()
        $other.Id = [guid]::NewGuid().ToString()
        $other.ClientId = $script:override.ClientId
        $other.ClientSecret = $script:override.ClientSecret
        foreach ($key in 'Token', 'TokenText', 'Slot', 'Basic') { $other[$key] = $null }
        $script:override.Base = $Settings
        $script:override.Settings = $other
    }
    $script:override.Settings
}

function Find-Connection {
    # Finds a connection by its object or its name, in this session or in another session of the process (ForEach-Object
    # -Parallel and thread jobs run in sessions of their own).
    param([object] $Connection)
    $settings = $null
    $shared = Get-SharedState
    if ($Connection -is [string]) {
        $settings = $script:connections[$Connection]
        if ($null -eq $settings) {
            $same = @(foreach ($other in Get-SharedConnection) { if ($other.Name -eq $Connection) { $other } })
            if ($same.Count -gt 1) { throw (Build-Failure -Message "several sessions of this process have a connection '$Connection': give the object that Connect-Isc -PassThru returns; nothing was sent" -Id 'SeveralConnections' -Category InvalidArgument -Target $Connection) }
            if ($same.Count -eq 1) { $settings = $same[0] }
        }
    }
    elseif ($null -ne $Connection.PSObject.Properties['Id']) {
        $null = $shared.TryGetValue("connection $($Connection.Id)", [ref] $settings)
        if ($null -eq $settings -and $null -ne $script:inherited -and $script:inherited.Id -eq $Connection.Id) { $settings = $script:inherited }
    }
    if ($null -ne $settings) { return $settings }
    $known = @($script:connections.get_Keys()) -join ', '
    $what = if ($Connection -is [string]) { $Connection } elseif ($null -ne $Connection.PSObject.Properties['Name']) { $Connection.Name } else { $Connection.GetType().Name }
    throw (Build-Failure -Message "there is no connection '$what'; connected are: $(if ($known) { $known } else { 'none' })" -Id 'NoSuchConnection' -Category ObjectNotFound -Target $Connection)
}

function Get-SharedConnection {
    $shared = Get-SharedState
    foreach ($key in @($shared.Keys -match '^connection ')) {
        $settings = $null
        if ($shared.TryGetValue($key, [ref] $settings)) { $settings }
    }
}

function Test-ParallelTask {
    [System.Management.Automation.Runspaces.Runspace]::DefaultRunspace.Name -like 'PSTask*'
}

function Publish-Default {
    # Publishes the connection of this session for ForEach-Object -Parallel, or removes it. A parallel task publishes
    # nothing, because its connections are its own.
    param([hashtable] $Settings)
    if (Test-ParallelTask) { return }
    $shared = Get-SharedState
    $runspace = [System.Management.Automation.Runspaces.Runspace]::DefaultRunspace
    $key = "default $($runspace.InstanceId)"
    $ignored = $null
    if ($null -eq $Settings) { $null = $shared.TryRemove($key, [ref] $ignored) }
    else { $shared[$key] = @{ Settings = $Settings; Runspace = [System.WeakReference]::new($runspace) } }
}

function Find-PublishedDefault {
    # Returns the connections that the running sessions have published.
    $shared = Get-SharedState
    foreach ($key in @($shared.Keys -match '^default ')) {
        $told = $null
        if (-not $shared.TryGetValue($key, [ref] $told)) { continue }
        $runspace = $told.Runspace.Target
        if ($null -ne $runspace -and $runspace.RunspaceStateInfo.State -eq 'Opened') { $told.Settings }
    }
}

function Enter-Connection {
    # Makes a connection the current one. It ends Set-ClientCredentialOverride, because the secret of that client must
    # not be sent to another tenant.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [hashtable] $Settings)
    $script:current = $Settings
    Publish-Default $Settings
    if ($null -eq $script:override) { return }
    $script:override = $null
    $Cmdlet.WriteWarning('what Set-ClientCredentialOverride began has ended: the connection has a client of its own')
}

function Clear-DefaultTenant {
    # Clears the tenant and the client of Set-DefaultConfiguration.
    foreach ($key in 'BaseUrl', 'ClientId', 'ClientSecret', 'Token', 'TokenUrl', 'AllowHttp') { $script:defaults.Remove($key) }
}

function Switch-IscConnection {
    <#
    .SYNOPSIS
    Makes another connection of this session the current one.
    .DESCRIPTION
    Connect-Isc, Switch-IscConnection and Set-DefaultConfiguration each decide where calls without -Connection are sent.
    The latest of them wins.
    .PARAMETER Connection
    A connection, or its name.
    .PARAMETER PassThru
    Returns the connection.
    .EXAMPLE
    Switch-IscConnection 'sandbox'

    Sends the next calls to the connection that Connect-Isc -Name 'sandbox' made.
    .OUTPUTS
    IscSdk.Connection, with -PassThru
    #>
    [CmdletBinding()]
    [OutputType('IscSdk.Connection')]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline)] [Alias('Name')] [object] $Connection,
        [switch] $PassThru
    )
    process {
        $settings = $script:apart.InvokeReturnAsIs({ Find-Connection $Connection })
        if ($settings -is [System.Management.Automation.ErrorRecord]) { Submit-Failure $PSCmdlet $settings; return }
        Clear-DefaultTenant
        Enter-Connection $PSCmdlet $settings
        if ($PassThru) { ConvertTo-ConnectionObject $settings $true }
    }
}

function Add-ConnectionCompleter {
    # Completes the names of connections for -Connection, only for cmdlets of this module and of the version modules.
    Register-ArgumentCompleter -ParameterName 'Connection' -ScriptBlock {
        param($commandName, $parameterName, $wordToComplete)
        $command = $ExecutionContext.InvokeCommand.GetCommand($commandName, 'Function,Alias')
        while ($command -is [System.Management.Automation.AliasInfo]) { $command = $command.ResolvedCommand }
        if ($null -eq $command -or ($command.ModuleName -ne 'IscSdk.Runtime' -and -not $script:users.Contains($command.ModuleName))) { return }
        $start = ([string] $wordToComplete).Trim("'", '"')
        foreach ($name in $script:connections.get_Keys()) {
            if (-not $name.StartsWith($start, [System.StringComparison]::OrdinalIgnoreCase)) { continue }
            $text = if ($name -match '^[\w.-]+$') { $name } else { "'$([System.Management.Automation.Language.CodeGeneration]::EscapeSingleQuotedStringContent($name))'" }
            [System.Management.Automation.CompletionResult]::new($text, $name, 'ParameterValue', $script:connections[$name].BaseUrl)
        }
    }
}

function Write-Ending {
    # Writes a warning where no cmdlet is running.
    [CmdletBinding()]
    param([string] $Text)
    $PSCmdlet.WriteWarning($Text)
}
