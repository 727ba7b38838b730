# Stands where PowerShell has its own: the two JSON cmdlets and Write-Host, so that every runspace finds them by autoload.
@{
    RootModule = '../../IscSdk.TestHost.dll'
    ModuleVersion = '7.0.0.0'
    GUID = '7f2f7a5e-6f0b-4b57-9f4e-0f9d5b7c1a11'
    CmdletsToExport = @('ConvertTo-Json', 'ConvertFrom-Json', 'Write-Host')
    FunctionsToExport = @()
    AliasesToExport = @()
}
