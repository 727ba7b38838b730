@{
    RootModule = 'IscSdk.Runtime.psm1'
    ModuleVersion = '0.1.0'
    GUID = '0b6f6f0a-7a0e-4d6b-8a5e-3d6d7b1e9a42'
    Author = 'isc-sdkgen'
    Description = 'Connections, requests, paging and errors of the cmdlets that isc-sdkgen makes.'
    CompatiblePSEditions = @('Core')
    PowerShellVersion = '7.4'
    FunctionsToExport = @('Connect-Isc', 'Disconnect-Isc', 'Switch-IscConnection', 'Get-IscConnection', 'Get-DefaultConfiguration', 'Set-DefaultConfiguration', 'Invoke-Paginate', 'Invoke-PaginateSearch', 'Find-IscCmdlet', 'Invoke-IscRequest', 'Get-IDNAccessToken', 'Set-ClientCredentialOverride', 'Get-ClientCredentialOverride', 'Clear-ClientCredentialOverride', 'New-IscMigrationPlan', 'Invoke-IscMigration')
    CmdletsToExport = @()
    VariablesToExport = @()
    AliasesToExport = @()
    FormatsToProcess = @('IscSdk.Runtime.format.ps1xml')
}
