# Addresses that requests may be sent to, and redirects as RFC 9110, 15.4, defines. The rules are those of the
# TypeScript SDK.

function Test-SafeAddress {
    # Returns whether a request to the address is protected from readers on the way: https, or http on this machine.
    param([uri] $Address)
    $Address.Scheme -eq 'https' -or ($Address.Scheme -eq 'http' -and $Address.Host -match '^(?:localhost|127(?:\.\d+){3}|\[::1\])$')
}

function Get-Origin {
    param([uri] $Address)
    $Address.GetComponents([System.UriComponents]::SchemeAndServer, 'UriEscaped')
}

function Read-Address {
    # Reads a URL that requests may be sent to: @{ Url; Origin; Basic }. Its user and password are moved to Basic.
    param([string] $Text, [string] $What, [bool] $AllowHttp)
    $address = $null
    $id = $What.Substring(0, 1).ToUpperInvariant() + $What.Substring(1).Replace(' ', '').Replace('URL', 'Url')
    if (-not [uri]::TryCreate($Text, [System.UriKind]::Absolute, [ref] $address) -or $address.Scheme -notin 'http', 'https' -or -not $address.Host) {
        $shown = Hide-User $Text
        throw (Build-Failure -Message "'$shown' is not a ${What}, such as https://TENANT.api.identitynow.com" -Id "Invalid$id" -Category InvalidArgument -Target $shown)
    }
    $origin = Get-Origin $address
    if (-not $AllowHttp -and -not (Test-SafeAddress $address)) {
        throw (Build-Failure -Message "the $What $origin is not encrypted: use https, or allow it by -AllowHttp" -Id 'HttpNotAllowed' -Category SecurityError -Target $origin)
    }
    if (-not $address.UserInfo) { return @{ Url = $Text; Origin = $origin; Basic = $null } }
    $bytes = [System.Text.Encoding]::UTF8.GetBytes([uri]::UnescapeDataString($address.UserInfo))
    @{ Url = $address.GetComponents([System.UriComponents]::HttpRequestUrl, 'UriEscaped'); Origin = $origin; Basic = "Basic $([System.Convert]::ToBase64String($bytes))" }
}

function Repair-BaseUrl {
    # Corrects the address of the tenant's page, as people copy it from the browser (TENANT.identitynow.com), to the
    # base URL of the API. The base URL has no path, so a version at its end (/v3) is removed.
    param([string] $Url)
    if ($Url -notmatch '^https://([a-z0-9-]+)\.(?:api\.)?(identitynow(?:-demo)?\.com|saas\.sailpointfedramp\.com)(:\d+)?(?:[/?#]|$)') { return $Url }
    "https://$($Matches[1]).api.$($Matches[2])$(if ($Matches.ContainsKey(3)) { $Matches[3] })"
}

function Write-Repair {
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [hashtable] $Settings)
    if ($Settings.Repaired) { $Cmdlet.WriteWarning("$($Settings.Repaired) is not the base URL of the API: requests go to $($Settings.BaseUrl)") }
}

function Resolve-Location {
    # Returns the target of a Location header; nothing if it is invalid. A path is not given to [uri] alone, which reads
    # it as a file.
    param([uri] $From, [string] $Location)
    $text = $Location.Trim()
    $next = $null
    if ($text -match '^[\\/]{2}') { $text = "$($From.Scheme)://$($text.TrimStart('\', '/'))" }
    if ($text -match '^[A-Za-z][A-Za-z0-9+.-]*:') { if ([uri]::TryCreate($text, [System.UriKind]::Absolute, [ref] $next)) { return $next } }
    else {
        $relative = $null
        if ([uri]::TryCreate($text, [System.UriKind]::Relative, [ref] $relative) -and [uri]::TryCreate($From, $relative, [ref] $next)) { return $next }
    }
}

# The only headers that are sent to another origin: those of RFC 9110 for content negotiation (12.5), conditions (13.1),
# ranges (14.2) and the program (10.1.5). Any other header may belong to the service and contain a secret.
$script:foreignHeader = [regex]::new('^(?:accept(?:-charset|-encoding|-language)?|if-(?:none-)?match|if-(?:un)?modified-since|(?:if-)?range|user-agent)\z', 'IgnoreCase, CultureInvariant')

function Resolve-Redirect {
    # Returns the request for a redirect, or the ErrorRecord of a redirect that is not followed. Another origin receives
    # only requests that read, without a body and without headers that could identify the caller. A 303 is followed with
    # GET to any origin. After 301 and 302 a POST becomes a GET. Every other request is sent again unchanged.
    param([hashtable] $Step, [int] $Status, [string] $Location, [System.Collections.Generic.HashSet[string]] $Seen, [bool] $AllowHttp)
    $from = [uri] $Step.Url
    $origin = Get-Origin $from
    $next = Resolve-Location $from $Location
    $to = if ($null -eq $next) { 'an unknown origin' } elseif ($next.Host) { Get-Origin $next } else { "$($next.Scheme):" }
    $isReading = $Step.Method -in 'GET', 'HEAD' -and $null -eq $Step.Body
    $reason = ''
    if ($Step['IsSecret']) { $reason = 'it holds a secret' }
    elseif ($to -cne $origin -and -not $isReading -and $Status -ne 303) { $reason = 'it changes something or has a body' }
    elseif ($null -eq $next -or ($next.Scheme -ne 'https' -and ($next.Scheme -ne $from.Scheme -or -not ($AllowHttp -or (Test-SafeAddress $next))))) { $reason = 'it is not encrypted there' }
    $sent = $Step.Clone()
    if ($Status -eq 303 -or ($Status -lt 303 -and $Step.Method -eq 'POST')) {
        if ($Step.Method -ne 'HEAD') { $sent.Method = 'GET' }
        $sent.Body = $null
        $sent.IsRepeatable = $true
    }
    if ($to -cne $origin) {
        $sent.Authorization = $null
        $sent.Headers = Select-Header $Step.Headers $script:foreignHeader $true
        $sent.Extra = Select-Header $Step.Extra $script:foreignHeader $true
    }
    $null = $Seen.Add("$($Step.Method) $($from.AbsoluteUri)")
    if (-not $reason) {
        $sent.Url = $next.GetComponents([System.UriComponents]::HttpRequestUrl, 'UriEscaped')
        $sent.Address = ($sent.Url -split '\?')[0]
        if ($Seen.Count -gt 10 -or $Seen.Contains("$($sent.Method) $($sent.Url)")) { $reason = 'there is no end of it' }
    }
    if ($reason) { return Build-Failure -Message "$($Step.Method) $($Step.Address): $reason, so the redirect from $origin to $to is not followed" -Id 'RedirectRefused' -Category SecurityError -Target $Step.Target }
    $sent
}
