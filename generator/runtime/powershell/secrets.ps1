# Hides credentials, which are recognised by their names, and passwords in URLs.

# Whole names, parts of names and ends of names of headers and query parameters, as in the TypeScript SDK. A challenge
# (WWW-Authenticate) and the name of a person (X-Author) are not credentials.
$script:credentialName = [regex]::new('auth(?!enticate|ors?\b)|cookie|token|secret|passw|passphrase|pwd|credential|signature|assertion|session|jwt|hmac|(access|api).?key|(^|[-_.])(key|sig|sid|otp|pass)$', 'IgnoreCase, CultureInvariant')

function Hide-User {
    # Removes the user and the password from a URL, for messages. In a malformed URL their end is unclear, so everything
    # before the last `@` is removed, also if the `@` is encoded. The query is removed too.
    param([string] $Url)
    ($Url -replace '(?s)^(https?:[\\/]*)?.*(?:@|%40|\uFF20|\uFE6B)', '$1' -split '[?#]')[0]
}

function Select-Header {
    # Returns the headers whose names match the pattern, or do not match it.
    param([System.Collections.IDictionary] $Headers, [regex] $Name, [bool] $IsMatch)
    $chosen = @{}
    foreach ($key in $Headers.get_Keys()) { if ($Name.IsMatch($key) -eq $IsMatch) { $chosen[$key] = $Headers[$key] } }
    $chosen
}

function Hide-ResponseHeader {
    # Removes the values of cookies and other credentials from the response of an error.
    param([System.Net.Http.HttpResponseMessage] $Response, [string[]] $More)
    foreach ($name in @(foreach ($header in $Response.Headers) { $header.Key })) {
        if (-not $script:credentialName.IsMatch($name) -and $name -notin $More) { continue }
        $null = $Response.Headers.Remove($name)
        $null = $Response.Headers.TryAddWithoutValidation($name, '[redacted]')
    }
}

function Hide-TokenAnswer {
    # Reduces the response of a token endpoint to its status and the error of RFC 6749, 5.2, because the rest may repeat
    # the request. Returns the text, which the response then contains too.
    param([System.Net.Http.HttpResponseMessage] $Response, [string] $Content)
    $text = '{}'
    if ($Content -match '"error"\s*:\s*"(invalid_(?:request|client|grant|scope)|unauthorized_client|unsupported_grant_type)"') { $text = "{""error"":""$($Matches[1])""}" }
    $Response.ReasonPhrase = $null
    $Response.Headers.Clear()
    $Response.TrailingHeaders.Clear()
    $Response.Content = [System.Net.Http.StringContent]::new($text)
    $text
}

function Build-ProxyFailure {
    param([string] $Text)
    $shown = Hide-User $Text
    Build-Failure -Message "'$shown' is not the address of a proxy, such as http://proxy.example.com:8080" -Id 'InvalidProxy' -Category InvalidArgument -Target $shown
}

function Resolve-Proxy {
    # Returns a proxy without the user and the password in its address, and these as a credential. A given credential
    # wins.
    param([object] $Proxy, [pscredential] $Credential)
    $Proxy = Get-BaseValue $Proxy
    $address = $null
    if ($Proxy -is [System.Net.WebProxy]) { $address = $Proxy.Address }
    elseif ($Proxy -is [uri]) { $address = $Proxy }
    elseif ($Proxy -and $Proxy -isnot [System.Net.IWebProxy]) {
        # Not a typed parameter, because the engine's message for a text that it cannot convert quotes the text.
        if ($Proxy -isnot [string]) { throw (Build-Failure -Message 'the proxy is neither an address nor a proxy object' -Id 'InvalidProxy' -Category InvalidArgument) }
        $text = $Proxy.Trim()
        if (-not [uri]::TryCreate($text, [System.UriKind]::Absolute, [ref] $address)) { throw (Build-ProxyFailure $text) }
        $Proxy = $address
    }
    if ($null -eq $address) { return @{ Proxy = $Proxy; Credential = $Credential } }
    if (-not $address.IsAbsoluteUri -or $address.Scheme -notin 'http', 'https', 'socks4', 'socks4a', 'socks5' -or -not $address.Host) { throw (Build-ProxyFailure $address.OriginalString) }
    if (-not $address.UserInfo) { return @{ Proxy = $Proxy; Credential = $Credential } }
    $user, $password = $address.UserInfo -split ':', 2
    $bare = [uri]::new($address.GetComponents([System.UriComponents] 'SchemeAndServer, Path', 'UriEscaped'))
    if ($null -eq $Credential) { $Credential = [pscredential]::new([uri]::UnescapeDataString($user), [System.Net.NetworkCredential]::new('', [uri]::UnescapeDataString([string] $password)).SecurePassword) }
    if ($Proxy -is [System.Net.WebProxy]) {
        $known = if ($null -ne $Proxy.Credentials) { $Proxy.Credentials } else { $Credential.GetNetworkCredential() }
        $bare = [System.Net.WebProxy]::new($bare, $Proxy.BypassProxyOnLocal, $Proxy.BypassList, $known)
    }
    @{ Proxy = $bare; Credential = $Credential }
}
