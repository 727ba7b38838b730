# The test host's server inside a real PowerShell: its sources are compiled here, so that both run the same code.
$ErrorActionPreference = 'Stop'
$sources = foreach ($name in 'RecordingHost', 'ResultWriter', 'ScriptServer') { Join-Path $PSScriptRoot "host/$name.cs" }
Add-Type -Path $sources -CompilerOptions '-nullable:enable'
[Console]::OutputEncoding = [System.Text.UTF8Encoding]::new($false)
exit [ScriptServer]::Serve([Console]::In, [Console]::Out)
