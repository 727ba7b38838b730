# Security schemes: a call sends the credentials that its operation requires, and no others. The rules are those of the
# TypeScript SDK.

function Read-Credential {
    # Reads the credentials of a connection by the name of the security scheme. Texts become SecureStrings, so that no
    # output of a connection shows them.
    param([System.Collections.IDictionary] $Credentials)
    $read = @{}
    foreach ($scheme in @($Credentials.get_Keys())) {
        $value = Get-BaseValue $Credentials[$scheme]
        if ($value -is [System.Collections.IDictionary]) {
            $client = @{ ClientId = ''; ClientSecret = $null; TokenUrl = '' }
            foreach ($key in @($value.get_Keys())) {
                if (-not $client.ContainsKey([string] $key)) { throw (Build-Failure -Message "the credential '$scheme' has '$key'; a client has ClientId, ClientSecret and TokenUrl" -Id 'InvalidCredential' -Category InvalidArgument) }
                $client[[string] $key] = if ($key -eq 'ClientSecret') { Get-SecretValue $value[$key] } else { [string] $value[$key] }
            }
            $read[[string] $scheme] = $client
        }
        elseif ($value -is [pscredential] -or $value -is [securestring]) { $read[[string] $scheme] = $value }
        elseif ($value -is [string]) { $read[[string] $scheme] = Get-SecretValue $value }
        # The message does not show the value, because it may contain a secret.
        else { throw (Build-Failure -Message "the credential '$scheme' is no text, SecureString, PSCredential or client (ClientId, ClientSecret)" -Id 'InvalidCredential' -Category InvalidArgument) }
    }
    $read
}

function Select-Scheme {
    # Returns the schemes of the first alternative for which all credentials are given, in an array; empty if there is
    # none.
    param([hashtable] $Settings, [object[]] $Alternatives)
    $hasToken = $null -ne $Settings.Token -or $null -ne $Settings.ClientSecret
    foreach ($alternative in $Alternatives) {
        $isWhole = $true
        foreach ($scheme in $alternative.All) {
            if (-not $Settings.Credentials.ContainsKey($scheme.Scheme) -and -not ($scheme.In -eq 'bearer' -and $hasToken)) { $isWhole = $false; break }
        }
        if ($isWhole) { return , @($alternative.All) }
    }
    , @()
}

function Add-Credential {
    # Adds the credentials that an operation requires to its request. Returns the settings to send it with, because a
    # token of a scheme has settings of its own.
    param([hashtable] $Settings, [hashtable] $Operation, [hashtable] $Request)
    $chosen = Select-Scheme $Settings $Operation.Security
    $hasToken = $null -ne $Settings.Token -or $null -ne $Settings.ClientSecret
    # Without credentials and a token, the user and the password in the base URL are sent.
    $Request.IsAnonymous = $chosen.Count -gt 0 -or $hasToken
    $Request.Headers = $Request.Headers.Clone()
    $Request['SecretNames'] = @($Request['SecretNames']) + @(foreach ($scheme in $chosen) { if ($scheme['Name']) { $scheme.Name } })
    $own = $Settings
    foreach ($scheme in $chosen) {
        $given = $Settings.Credentials[$scheme.Scheme]
        if ($scheme.In -eq 'bearer') {
            $Request.IsAnonymous = $false
            if ($null -ne $given) { $own = Get-SchemeSetting $Settings $scheme.Scheme $given }
            continue
        }
        $isPair = $given -is [pscredential]
        if ($scheme.In -eq 'basic') {
            if (-not $isPair -or $given.UserName.Contains(':')) { throw (Build-Failure -Message "the credential '$($scheme.Scheme)' is a PSCredential, whose user has no colon" -Id 'InvalidCredential' -Category InvalidArgument) }
            $bytes = [System.Text.Encoding]::UTF8.GetBytes("$($given.UserName):$(Get-SecretText $given.Password)")
            $Request.Headers['Authorization'] = "Basic $([System.Convert]::ToBase64String($bytes))"
            continue
        }
        if ($given -isnot [securestring] -and -not $isPair) { throw (Build-Failure -Message "the credential '$($scheme.Scheme)' is a key: give a SecureString or a text" -Id 'InvalidCredential' -Category InvalidArgument) }
        $key = Get-SecretText $(if ($isPair) { $given.Password } else { $given })
        switch ($scheme.In) {
            'header' { $Request.Headers[$scheme.Name] = $key }
            'query' {
                $pair = "$(ConvertTo-UrlText $scheme.Name)=$(ConvertTo-UrlText $key)"
                $Request.Query = if ($Request.Query) { "$($Request.Query)&$pair" } else { $pair }
            }
            'cookie' {
                # Characters that a cookie cannot contain (RFC 6265, 4.1.1) are percent-encoded.
                $text = [regex]::Replace($key, '[^\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]+', { param($match) [uri]::EscapeDataString($match.Value) })
                $pair = "$($scheme.Name)=$text"
                $Request.Headers['Cookie'] = if ($Request.Headers['Cookie']) { "$($Request.Headers['Cookie']); $pair" } else { $pair }
            }
        }
    }
    $own
}

function Get-SchemeSetting {
    # Returns the settings of a connection with the token of one scheme. They are made once, because they keep the
    # token.
    param([hashtable] $Settings, [string] $Scheme, [object] $Given)
    $known = $Settings.Schemes[$Scheme]
    if ($null -ne $known) { return $known }
    $own = $Settings.Clone()
    foreach ($key in 'Token', 'TokenText', 'Slot', 'Basic', 'ClientSecret') { $own[$key] = $null }
    if ($Given -is [hashtable]) {
        if (-not $Given.ClientId -or $null -eq $Given.ClientSecret) { throw (Build-Failure -Message "the credential '$Scheme' has no ClientId or no ClientSecret" -Id 'InvalidCredential' -Category InvalidArgument) }
        $own.ClientId = $Given.ClientId
        $own.ClientSecret = $Given.ClientSecret
        if ($Given.TokenUrl) {
            $address = Read-Address $Given.TokenUrl 'token URL' $Settings.AllowHttp
            $own.TokenUrl = $address.Url
            $own.TokenOrigin = $address.Origin
            $own.TokenBasic = $address.Basic
        }
    }
    else { $own.Token = if ($Given -is [pscredential]) { $Given.Password } else { $Given } }
    $Settings.Schemes[$Scheme] = $own
    $own
}
