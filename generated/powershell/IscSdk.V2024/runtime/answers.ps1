# Converts the response of a successful call into typed objects.

function ConvertFrom-JsonText {
    # Parses JSON text. Writes a warning if an object becomes a dictionary, because of keys that differ only in case or
    # are empty.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [string] $Text)
    if ([string]::IsNullOrWhiteSpace($Text)) { return $null }
    $script:hasOddKeys = $false
    # Read-Json reads what the quick reader cannot, or throws an error with the reason.
    try { $read = Read-JsonQuickly $Text; if ($null -ne $read) { return , $read[0] } }
    catch { $null = $PSItem }
    try { $value = Read-Json $Text $false }
    catch {
        $reason = $PSItem.Exception.GetBaseException()
        throw (Build-Failure -Message "the text is not valid JSON: $($reason.Message)" -Id 'InvalidJson' -Category InvalidData -Cause $reason)
    }
    if ($script:hasOddKeys) { $Cmdlet.WriteWarning('an object has keys that differ only in case, or an empty one: it is given as a dictionary, the others as objects') }
    , $value
}

function Get-FieldValue {
    # Returns the value of a key of an object or a hashtable; null if the key does not exist. A list with one item stays
    # a list.
    param([object] $Value, [string] $Key)
    if ($null -eq $Value) { return $null }
    if ($Value -is [System.Collections.IDictionary]) { return , $Value[$Key] }
    $property = $Value.PSObject.Properties[$Key]
    if ($null -eq $property) { return $null }
    , $property.Value
}

function Add-TypeName {
    # Adds the type name of the model to each object.
    param([object] $Value, [string] $Type)
    if (-not $Type) { return }
    if ($Value -is [object[]]) {
        # A loop of a script takes a tenth of the time that reading the items takes.
        if ($Value.Count -ge 50 -and -not $script:hasOddKeys) {
            if ($null -eq $script:namer) { $script:namer = Build-Namer }
            if ($script:namer.Name.Value -cne $Type) {
                $script:namer.Name.Value = $Type
                # True: the engine copies the list before it changes it for one object.
                if ($null -ne $script:namer.Names) { $script:namer.Names.Value = $script:namer.Make.Invoke(@([string[]] @($Type, 'System.Management.Automation.PSCustomObject', 'System.Object'), $true)) }
            }
            [array]::ForEach($Value, $script:namer.Add)
            return
        }
        foreach ($item in $Value) {
            if ($item -is [System.Management.Automation.PSCustomObject]) { $item.PSTypeNames.Insert(0, $Type) }
            elseif ($item -is [System.Collections.IDictionary]) { $item.PSObject.TypeNames.Insert(0, $Type) }
        }
        return
    }
    if ($Value -is [System.Management.Automation.PSCustomObject] -or $Value -is [System.Collections.IDictionary]) { $Value.PSObject.TypeNames.Insert(0, $Type) }
}

function Build-Namer {
    # Returns what names one item of a list, as compiled code: `Add` gives an item the name in `Name`. A new object
    # shares the list of its type's names with all others, until something is added to the list of one object. So the
    # items of a list share one that begins with the name, in `Names`. This is internal to the engine: if it is not as
    # expected, the name is added to a list of each item, which takes longer. A test gives another name of the field.
    param([string] $FieldName = '_typeNames')
    $kinds = [System.Linq.Expressions.Expression]
    $name = [System.Runtime.CompilerServices.StrongBox[string]]::new('')
    $item = $kinds::Parameter([object], 'item')
    $object = $kinds::TypeAs($item, [psobject])
    $isObject = $kinds::AndAlso($kinds::TypeIs($item, [psobject]), $kinds::TypeIs($kinds::Property($object, 'BaseObject'), [System.Management.Automation.PSCustomObject]))
    $insert = [System.Collections.ObjectModel.Collection[string]].GetMethod('Insert')
    $add = $kinds::Call($kinds::Property($object, 'TypeNames'), $insert, [System.Linq.Expressions.Expression[]] @($kinds::Constant(0), $kinds::Field($kinds::Constant($name), 'Value')))
    $namer = @{ Name = $name; Names = $null; Make = $null; Add = $null }
    $field = [psobject].GetField($FieldName, [System.Reflection.BindingFlags] 'NonPublic, Instance')
    $maker = if ($null -ne $field) { $field.FieldType.GetConstructor([System.Reflection.BindingFlags] 'NonPublic, Public, Instance', [type[]] @([System.Collections.Generic.IEnumerable[string]], [bool])) }
    if ($null -ne $maker -and [System.Collections.ObjectModel.Collection[string]].IsAssignableFrom($field.FieldType)) {
        $names = [System.Activator]::CreateInstance([System.Runtime.CompilerServices.StrongBox`1].MakeGenericType($field.FieldType))
        $own = $kinds::Field($object, $field)
        $share = $kinds::Assign($own, $kinds::Field($kinds::Constant($names), 'Value'))
        $add = $kinds::IfThenElse($kinds::Equal($own, $kinds::Constant($null, $field.FieldType)), $share, $add)
        $namer.Names = $names
        $namer.Make = $maker
    }
    $namer.Add = $kinds::Lambda([System.Action[object]], $kinds::IfThen($isObject, $add), [System.Linq.Expressions.ParameterExpression[]] @($item)).Compile()
    $namer
}

function Read-Answer {
    # Returns the value of a response in an array with one item, so that an empty list differs from no value. Returns
    # nothing if there is no value, or if the JSON is null.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [hashtable] $Operation, [hashtable] $Answer)
    if ($Operation['Answer'] -eq 'value') {
        $value = ConvertFrom-JsonText $Cmdlet $Answer['Content']
        if ($null -eq $value) { return }
        if ($value -is [System.Management.Automation.PSCustomObject]) { if ($Operation['Type']) { $value.PSTypeNames.Insert(0, $Operation['Type']) } }
        else { Add-TypeName $value $Operation['Type'] }
        return , @(, $value)
    }
    Read-OtherAnswer $Operation $Answer
}

function Read-OtherAnswer {
    # Returns what Read-Answer returns, for an answer that is not JSON.
    param([hashtable] $Operation, [hashtable] $Answer)
    switch ($Operation.Answer) {
        'nothing' { return }
        'text' { return , @(, $Answer['Content']) }
        'download' { return , @(, $Answer['Download']) }
        'total' {
            $count = 0L
            if (-not [long]::TryParse((Get-HeaderText $Answer['Response'] 'X-Total-Count'), [ref] $count)) { throw (Build-Failure -Message 'the response has no X-Total-Count' -Id 'NoTotal' -Category InvalidData) }
            return , @(, $count)
        }
    }
}

function Get-HeaderTable {
    # Returns all headers of a response: the values by name, as Invoke-WebRequest returns them.
    param([System.Net.Http.HttpResponseMessage] $Response)
    $table = [System.Collections.Generic.Dictionary[string, string[]]]::new([System.StringComparer]::OrdinalIgnoreCase)
    foreach ($headers in $Response.Headers, $Response.Content.Headers) { foreach ($header in $headers) { $table[$header.Key] = [string[]] @($header.Value) } }
    , $table
}
