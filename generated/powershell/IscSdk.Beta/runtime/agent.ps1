# The parts of a request that belong to one call: the User-Agent, additional headers, and a time limit.

function Get-Agent {
    # Returns the User-Agent header: the module with its version, and the engine: IscSdk.Beta/1.0.0 PowerShell/7.6.9
    # (Linux).
    param([System.Management.Automation.PSCmdlet] $Cmdlet)
    $module = $Cmdlet.MyInvocation.MyCommand.Module
    $name = if ($null -ne $module) { $module.Name } else { 'IscSdk.Runtime' }
    $version = if ($null -ne $module) { [string] $module.Version } else { '0.0.0' }
    $data = if ($null -ne $module -and $module.PrivateData -is [System.Collections.IDictionary]) { $module.PrivateData['PSData'] }
    if ($data -is [System.Collections.IDictionary] -and $data['Prerelease']) { $version += "-$($data['Prerelease'])" }
    $system = if ($IsWindows) { 'Windows' } elseif ($IsMacOS) { 'macOS' } else { 'Linux' }
    $agent = "$($name -replace '[^\w.-]', '-')/$version PowerShell/$($PSVersionTable.PSVersion) ($system)"
    $script:agents[$Cmdlet.MyInvocation.MyCommand.ModuleName] = $agent
    $agent
}

function Limit-Setting {
    # Returns the settings of a connection with the time limit of one call (-TimeoutSec). The limit for all its retries
    # is raised to the same value if it is lower.
    param([hashtable] $Settings, [object] $Seconds)
    if ($null -eq $Settings.Client) { $null = Get-Client $Settings }
    $limited = $Settings.Clone()
    $limited.TimeoutSec = [int] $Seconds
    $limited.TotalTimeoutSec = [System.Math]::Max([int] $Settings.TotalTimeoutSec, [int] $Seconds)
    $limited
}

function Read-CallHeader {
    # Reads -Headers of a call. Returns the texts by name, and the names whose values are secrets (SecureString). Null
    # is left out.
    param([hashtable] $Operation, [object] $Headers)
    $read = @{}
    $secret = [System.Collections.Generic.List[string]]::new()
    if ($null -eq $Headers) { return @{ Texts = $read; Secret = $secret } }
    foreach ($entry in Get-Entry $Headers) {
        $name, $value = $entry
        if ($name -notmatch '^[\w!#$%&''*+.^`|~-]+\z') { throw (Build-Failure -Message "$($Operation.Cmdlet) cannot send the header '$name': it is not a header name; nothing was sent" -Id 'InvalidHeader' -Category InvalidArgument -Target $name) }
        $base = Get-BaseValue $value
        if ($null -eq $base) { continue }
        if (Test-Record $base) { throw (Build-Failure -Message "$($Operation.Cmdlet) cannot send the header ${name}: it is an object; nothing was sent" -Id 'InvalidHeader' -Category InvalidArgument -Target $name) }
        if ($base -is [securestring]) {
            $secret.Add($name)
            $read[$name] = Get-SecretText $base
            continue
        }
        $text = Format-HeaderText @{ Name = "Headers.$name"; Wire = $name; Style = 'simple'; Explode = $false; Cmdlet = $Operation.Cmdlet } $value
        if ($null -ne $text) { $read[$name] = $text }
    }
    @{ Texts = $read; Secret = $secret }
}

function Join-Header {
    # Merges the headers of a connection with the headers of a call. The headers of the call win.
    param([System.Collections.IDictionary] $Own, [hashtable] $More)
    $joined = @{}
    foreach ($key in $Own.get_Keys()) { $joined[$key] = $Own[$key] }
    foreach ($key in $More.Texts.get_Keys()) { $joined[$key] = $More.Texts[$key] }
    $joined
}
