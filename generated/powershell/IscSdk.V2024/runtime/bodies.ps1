# Encodes the request body of a call as bytes.

function Get-JsonBody {
    # Returns the JSON text of -Body, which is a hashtable, an object or JSON text. A list with one item stays a list.
    param([hashtable] $Body, [object] $Value)
    # No pipeline is used, and no `if` as an expression, because a list with one item would become its item.
    $base = $Value
    if ($null -ne $Value -and $Value -is [System.Management.Automation.PSObject] -and $Value -isnot [System.Management.Automation.PSCustomObject]) { $base = $Value.PSObject.BaseObject }
    if ($base -is [string]) {
        $text = $base
        Assert-Text $text
        # If the schema of the body is a string, only a text in quotes is JSON already.
        if ($Body['IsText'] -and -not ($text.StartsWith('"') -and (Test-JsonText $text))) { return ConvertTo-JsonText $text }
        if (-not (Test-JsonText $text)) {
            throw (Build-Failure -Message 'the text of -Body is not valid JSON; give a hashtable, an object or JSON text' -Id 'InvalidBody' -Category InvalidArgument)
        }
        Assert-Text $text -Json
        if ($Body['IsList'] -and $text.TrimStart().StartsWith('{')) { return "[$text]" }
        return $text
    }
    if ($Body['IsList'] -and $null -ne $base -and -not (Test-List $base)) { $Value = @(, $Value) }
    ConvertTo-JsonText $Value
}

function Test-JsonText {
    param([string] $Text)
    try {
        $document = [System.Text.Json.JsonDocument]::Parse($Text)
        $document.Dispose()
        $true
    }
    catch { $false }
}

function Assert-Patch {
    # Throws if the body is not a JSON Patch. A service may read another object as a patch that changes nothing, and a
    # body for the PUT of the same path must not be sent to the PATCH.
    param([hashtable] $Operation, [string] $Text)
    $options = [System.Text.Json.JsonDocumentOptions]::new()
    $options.MaxDepth = 1000
    $document = [System.Text.Json.JsonDocument]::Parse($Text, $options)
    try {
        $isPatch = $document.RootElement.ValueKind -eq 'Array'
        if ($isPatch) { foreach ($step in $document.RootElement.EnumerateArray()) { if (-not (Test-PatchStep $step)) { $isPatch = $false; break } } }
    }
    finally { $document.Dispose() }
    if ($isPatch) { return }
    $other = if ($null -ne $Operation.Former) { "; what $($Operation.Cmdlet) did in the published module is $($Operation.Former.Cmdlet) now" }
    throw (Build-Failure -Message "the -Body of $($Operation.Cmdlet) is not a JSON Patch: a list of operations such as @{ op = 'replace'; path = '/name'; value = 'new' }$other; nothing was sent" -Id 'NoJsonPatch' -Category InvalidArgument)
}

function Test-PatchStep {
    param([System.Text.Json.JsonElement] $Step)
    if ($Step.ValueKind -ne 'Object') { return $false }
    foreach ($key in 'op', 'path') {
        $value = [System.Text.Json.JsonElement]::new()
        if (-not $Step.TryGetProperty($key, [ref] $value) -or $value.ValueKind -ne 'String') { return $false }
    }
    $true
}

function Build-Body {
    # Returns the bytes and the media type of the request body; nothing if the caller gave none.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [hashtable] $Operation, [System.Collections.IDictionary] $Bound)
    $body = $Operation['Body']
    if ($null -eq $body) { return }
    $format = $body.Format
    if ($format -in 'multipart', 'form') {
        $fields = @(Get-BodyField $Cmdlet $Operation $Bound)
        # An empty form that was given explicitly is sent too.
        if ($fields.Count -eq 0 -and -not $Bound.ContainsKey('Body')) { return }
        $isForm = $format -eq 'form' -or -not $body['Subtype']
        if ($isForm -and @(foreach ($field in $fields) { if ($null -eq $field.Wire) { $field } }).Count -gt 0) { throw (Build-Failure -Message "the -Body of $($Operation.Cmdlet) is a form, which has names: give a hashtable; nothing was sent" -Id 'InvalidBody' -Category InvalidArgument) }
        if ($format -eq 'multipart') { return Build-MultipartBody $Cmdlet $fields $(if ($body['Subtype']) { $body.Subtype } else { 'form-data' }) }
        return Build-FormBody $fields
    }
    if (-not $Bound.ContainsKey('Body')) { return }
    $value = $Bound['Body']
    if ($format -ne 'binary') { $value = Read-BodyValue $body $value }
    switch ($format) {
        'json' {
            $text = Get-JsonBody $body $value
            if ($body['IsPatch']) { Assert-Patch $Operation $text }
            return @{ Bytes = (ConvertTo-Utf8 $text); ContentType = $body.MediaType }
        }
        'lines' { return Build-LinesBody $body $value }
        'binary' { return @{ Bytes = (Read-FileContent $Cmdlet $value 'body').Bytes; ContentType = $body.MediaType } }
        'own' { if ((Get-BaseValue $value) -is [byte[]]) { return @{ Bytes = (Get-BaseValue $value); ContentType = $body.MediaType } }; return @{ Bytes = (ConvertTo-Utf8 (Format-Part @{ Cmdlet = $Operation.Cmdlet; Style = 'simple' } $value '-Body')); ContentType = $body.MediaType } }
        default { return @{ Bytes = (ConvertTo-Utf8 (Format-Value $value)); ContentType = $body.MediaType } }
    }
}

function Get-BodyField {
    # Returns the fields of a form or of a multipart body. Each declared field is a parameter. Without declared fields,
    # -Body is a hashtable of the fields, or a list of parts without names.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [hashtable] $Operation, [System.Collections.IDictionary] $Bound)
    foreach ($field in $Operation.Fields) {
        if (-not $Bound.ContainsKey($field.Name)) { continue }
        @{ Wire = $field.Wire; Value = $Bound[$field.Name]; IsFile = [bool] $field['IsFile']; IsJson = [bool] $field['IsJson']; MediaType = [string] $field['MediaType']; Styled = $(if ($field['IsStyled']) { $field }); Headers = $field['Headers'] }
    }
    if ($Operation.Fields.Count -eq 0 -and $Bound.ContainsKey('Body') -and $null -ne $Bound['Body']) {
        $common = @{ IsFile = [bool] $Operation.Body['IsFiles']; IsJson = $false; MediaType = ''; Styled = $null }
        $given = Get-BaseValue (Read-BodyValue $Operation.Body $Bound['Body'])
        # -Body may be JSON text. The keys of its object are the names of the fields.
        if ($given -is [string] -and $given -match '^\s*\{') { $given = ConvertFrom-JsonText $Cmdlet $given }
        if (Test-Record $given) { foreach ($entry in Get-Entry $given) { $common + @{ Wire = $entry[0]; Value = $entry[1] } } }
        else { $common + @{ Wire = $null; Value = $given } }
    }
}
