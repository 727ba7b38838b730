# Credentials by their names, and passwords in URLs: what is shown holds neither.

# Whole names, parts and ends of names of headers and query parameters, as in the TypeScript SDK. What only challenges
# (WWW-Authenticate) and what names a person (X-Author) is none.
$script:credentialName = [regex]::new('auth(?!enticate|ors?\b)|cookie|token|secret|passw|passphrase|pwd|credential|signature|assertion|session|jwt|hmac|(access|api).?key|(^|[-_.])(key|sig|sid|otp|pass)$', 'IgnoreCase, CultureInvariant')

function Hide-User {
    # A URL without the user and the password that it may hold, for messages. What is malformed tells nothing of where they
    # end: nothing is left before its last `@`, in whichever form.
    param([string] $Url)
    ($Url -replace '(?s)^(https?:[\\/]*)?.*(?:@|%40|\uFF20|\uFE6B)', '$1' -split '[?#]')[0]
}

function Select-Header {
    # The headers whose names match, or do not.
    param([System.Collections.IDictionary] $Headers, [regex] $Name, [bool] $IsMatch)
    $chosen = @{}
    foreach ($key in $Headers.get_Keys()) { if ($Name.IsMatch($key) -eq $IsMatch) { $chosen[$key] = $Headers[$key] } }
    $chosen
}

function Hide-ResponseHeader {
    # Takes the values of cookies and other credentials out of an answer that an error carries.
    param([System.Net.Http.HttpResponseMessage] $Response, [string[]] $More)
    foreach ($name in @(foreach ($header in $Response.Headers) { $header.Key })) {
        if (-not $script:credentialName.IsMatch($name) -and $name -notin $More) { continue }
        $null = $Response.Headers.Remove($name)
        $null = $Response.Headers.TryAddWithoutValidation($name, '[redacted]')
    }
}

function Hide-TokenAnswer {
    # What the answer of a token endpoint tells without any part of the request, which it may repeat: its status and the
    # error of RFC 6749, 5.2. Gives the text; the answer then holds the same.
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
    Build-Failure -Message "'$shown' is no address of a proxy: it looks like http://proxy.example.com:8080" -Id 'InvalidProxy' -Category InvalidArgument -Target $shown
}

function Resolve-Proxy {
    # A proxy without the user and the password in its address, and these as a credential. One that is given as such wins.
    param([object] $Proxy, [pscredential] $Credential)
    $Proxy = Get-BaseValue $Proxy
    $address = $null
    if ($Proxy -is [System.Net.WebProxy]) { $address = $Proxy.Address }
    elseif ($Proxy -is [uri]) { $address = $Proxy }
    elseif ($Proxy -and $Proxy -isnot [System.Net.IWebProxy]) {
        # Not by a type of the parameter: what the engine says of a text that it cannot convert quotes it.
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
