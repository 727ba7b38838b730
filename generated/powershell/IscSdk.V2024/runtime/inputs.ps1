# Objects instead of ids: from the pipeline, or as the value of a path parameter.

# The type names of an object without a type of its own.
$script:plainTypes = [System.Collections.Generic.HashSet[string]]::new([string[]] @('System.Management.Automation.PSCustomObject', 'System.Object', 'System.Management.Automation.PSObject'), [System.StringComparer]::Ordinal)

function Resolve-Input {
    # Completes the parameters of a call with the pipeline input: an id, or an object whose id is sent. The parameter is
    # an object, because the engine would convert an object to text for a string parameter. Other input is refused.
    param([hashtable] $Operation, [System.Collections.IDictionary] $Bound, [object] $InputItem)
    if ($null -eq $Operation.Id) { Assert-Payload $Operation $Bound $InputItem; return $Bound }
    if ($null -eq $InputItem) { return $Bound }
    $base = Get-BaseValue $InputItem
    if ($base -is [string]) { return $Bound }
    $id = $Operation.Id
    $parameter = Get-PathParameter $Operation $id
    if ($base -is [System.ValueType] -and $Operation['IsNumericId'] -and $base -isnot [bool] -and $base -isnot [datetime]) { return $Bound }
    if ($base -is [bool] -and $parameter.Kind -eq 'boolean') { return $Bound }
    if ($Bound.ContainsKey($id) -and [object]::ReferenceEquals((Get-BaseValue $Bound[$id]), $base)) {
        $copy = Copy-Bound $Bound
        $copy[$id] = Get-ObjectId $Operation $Bound $parameter $InputItem
        return $copy
    }
    # The id is given as an argument. The object is the resource that contains it, and the engine bound one of its
    # properties to another parameter.
    foreach ($other in $Operation.InPath) {
        if ($other.Name -eq $id) { continue }
        $found = Find-Property $InputItem (Get-ParameterName $other)
        if ($null -eq $found) { continue }
        Assert-Source $Operation $other $InputItem $found[0]
        return $Bound
    }
    $found = Find-Property $InputItem (Get-ParameterName $parameter)
    if ($null -ne $found) { Assert-Source $Operation $parameter $InputItem $found[0]; return $Bound }
    Deny-Object $Operation $parameter $InputItem
}

function Assert-Payload {
    # A request body from the pipeline must be complete: null is refused, and so is a single line of a file.
    param([hashtable] $Operation, [System.Collections.IDictionary] $Bound, [object] $InputItem)
    if ($null -eq $Operation.Body) { return }
    if ($null -eq $InputItem) {
        if ($Bound.ContainsKey('Body') -and $null -eq $Bound['Body']) { throw (Build-Failure -Message "$($Operation.Cmdlet) got nothing through the pipeline for -Body; nothing was sent" -Id 'InputIsNothing' -Category InvalidArgument) }
        return
    }
    $count = $InputItem.PSObject.Properties['ReadCount']
    if ($null -eq $count -or [long] $count.Value -le 1) { return }
    throw (Build-Failure -Message "$($Operation.Cmdlet) got a line of a file for -Body: give the whole file, as by Get-Content -Raw or Get-Item; nothing was sent for this line" -Id 'InputIsALine' -Category InvalidArgument -Target $InputItem)
}

function Resolve-PathObject {
    # Replaces each object that is given for a path parameter by its id: `Remove-BetaRole $role`.
    param([hashtable] $Operation, [System.Collections.IDictionary] $Bound)
    $read = $Bound
    foreach ($parameter in $Operation['InPath']) {
        $value = $Bound[$parameter['Name']]
        if ($null -eq $value -or $value -is [string] -or $parameter['IsCompound'] -or $parameter['Json'] -or -not (Test-Record (Get-BaseValue $value))) { continue }
        if ([object]::ReferenceEquals($read, $Bound)) { $read = Copy-Bound $Bound }
        $read[$parameter['Name']] = Get-ObjectId $Operation $Bound $parameter $value
    }
    $read
}

function Get-PathParameter {
    param([hashtable] $Operation, [string] $Name)
    foreach ($parameter in $Operation.InPath) { if ($parameter.Name -eq $Name) { return $parameter } }
}

function Get-ParameterName {
    param([hashtable] $Parameter)
    [string[]] @($Parameter.Name; foreach ($alias in @($Parameter['Aliases'])) { if ($alias) { $alias } })
}

function Find-Property {
    # Returns the name and the value of the first property that exists and is not empty.
    param([object] $Value, [string[]] $Names)
    $base = Get-BaseValue $Value
    foreach ($name in $Names) {
        $found = $null
        if ($base -is [System.Collections.IDictionary]) { foreach ($key in $base.get_Keys()) { if ([string] $key -eq $name) { $found = $base[$key]; break } } }
        else {
            $property = $Value.PSObject.Properties[$name]
            if ($null -ne $property) { $found = $property.Value }
        }
        if ($null -ne $found -and [string] $found) { return , @($name, $found) }
    }
}

function Assert-Source {
    # Throws unless the type of an object is the parameter's model, or a model that the spec declares as its source.
    # $Property is the property that contains the id.
    param([hashtable] $Operation, [hashtable] $Parameter, [object] $Value, [string] $Property)
    if ((Get-BaseValue $Value) -is [System.Collections.IDictionary]) { return }
    $accepted = if ($Parameter.Name -eq $Operation.Id) { @($Operation.Accepts) } else { @($Operation.AcceptsAt[$Parameter.Name]) }
    $own = ''
    $isSelected = $false
    foreach ($given in $Value.PSObject.TypeNames) {
        # Select-Object, Import-Csv and other processes put these words before the name.
        $name = $given -replace '^(?:Selected\.|Deserialized\.|CSV:)+', ''
        # Select-Object removes the name of the model.
        if ($given -match '^(?:Deserialized\.)*Selected\.') { $isSelected = $true }
        if ($script:plainTypes.Contains($name)) { continue }
        if ($name -cin $accepted) { return }
        if (-not $own) { $own = $name }
    }
    if (-not $own) {
        # If only the property `id` is used, nothing shows what it identifies: a selected account is not a role.
        if (-not $isSelected -or $Property -ne 'id') { return }
        throw (Build-Failure -Message "$($Operation.Cmdlet) cannot tell what an object of Select-Object is: give the id itself (Select-Object -ExpandProperty id), or the whole object; nothing was sent" -Id 'InputOfAnotherType' -Category InvalidArgument -Target $Value)
    }
    $wanted = if ($accepted.Count -gt 0 -and $accepted[0]) { $accepted[0] } else { 'text' }
    throw (Build-Failure -Message "$($Operation.Cmdlet) takes $wanted for -$($Parameter.Name), not $own; nothing was sent. Give the id itself if it is meant" -Id 'InputOfAnotherType' -Category InvalidArgument -Target $Value)
}

function Deny-Object {
    param([hashtable] $Operation, [hashtable] $Parameter, [object] $Value)
    throw (Build-Failure -Message "$($Operation.Cmdlet) takes text (-$($Parameter.Name)) or an object that has it, not $((Get-BaseValue $Value).GetType().FullName); nothing was sent" -Id 'InputNotAnId' -Category InvalidArgument -Target $Value)
}

function Get-ObjectId {
    # Returns the value of an object for a path parameter: the property with the parameter's name, otherwise `id`.
    param([hashtable] $Operation, [System.Collections.IDictionary] $Bound, [hashtable] $Parameter, [object] $Value)
    $base = Get-BaseValue $Value
    # A number or a date where text is expected, or a list.
    if (-not (Test-Record $base)) {
        if ($base -isnot [System.ValueType] -and -not (Test-List $base)) { Assert-Source $Operation $Parameter $Value '' }
        Deny-Object $Operation $Parameter $Value
    }
    $found = Find-Property $Value (@(Get-ParameterName $Parameter) + 'id')
    Assert-Source $Operation $Parameter $Value $(if ($null -ne $found) { $found[0] })
    if ($null -eq $found) { Deny-Object $Operation $Parameter $Value }
    $name, $id = $found
    if ((Test-Record (Get-BaseValue $id)) -or (Test-List $id)) { Deny-Object $Operation $Parameter $Value }
    # The engine binds the same property to another parameter of that name, but one id cannot identify two things.
    foreach ($other in $Operation.InPath) {
        if ($other.Name -eq $Parameter.Name -or $name -notin (Get-ParameterName $other)) { continue }
        if ([string] $Bound[$other.Name] -ceq [string] $id) {
            throw (Build-Failure -Message "$($Operation.Cmdlet) takes the '$name' of an object for -$($Parameter.Name): give -$($other.Name); nothing was sent" -Id 'InputNotAnId' -Category InvalidArgument -Target $Value)
        }
    }
    , $id
}
