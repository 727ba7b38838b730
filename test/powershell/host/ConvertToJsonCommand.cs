using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Management.Automation;
using System.Management.Automation.Internal;
using System.Numerics;
using System.Reflection;
using Newtonsoft.Json;

/// <summary>ConvertTo-Json as PowerShell 7 has it, as far as the module uses it.</summary>
[Cmdlet(VerbsData.ConvertTo, "Json")]
public sealed class ConvertToJsonCommand : PSCmdlet
{
    private readonly List<object?> inputs = new List<object?>();
    private bool isTruncated;

    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true), AllowNull]
    public object? InputObject { get; set; }

    [Parameter, ValidateRange(0, 100)]
    public int Depth { get; set; } = 2;

    [Parameter]
    public SwitchParameter Compress { get; set; }

    [Parameter]
    public SwitchParameter EnumsAsStrings { get; set; }

    [Parameter]
    public SwitchParameter AsArray { get; set; }

    [Parameter]
    public StringEscapeHandling EscapeHandling { get; set; } = StringEscapeHandling.Default;

    protected override void ProcessRecord() { inputs.Add(InputObject); }

    protected override void EndProcessing()
    {
        if (inputs.Count == 0) return;
        object? value = inputs.Count > 1 || AsArray ? inputs : inputs[0];
        object? graph = Prepare(value, 0);
        if (isTruncated) WriteWarning("Resulting JSON is truncated as serialization has exceeded the set depth of " + Depth + ".");
        JsonSerializerSettings settings = new JsonSerializerSettings
        {
            TypeNameHandling = TypeNameHandling.None,
            MaxDepth = 1024,
            StringEscapeHandling = EscapeHandling,
            Formatting = Compress ? Formatting.None : Formatting.Indented,
        };
        WriteObject(JsonConvert.SerializeObject(graph, settings));
    }

    private object? Prepare(object? source, int depth)
    {
        PSObject? wrapper = source as PSObject;
        object? value = wrapper == null ? source : wrapper.BaseObject;
        if (value == null || value == AutomationNull.Value || value is DBNull || value is System.Management.Automation.Language.NullString) return null;
        if (value is string || value is bool || value is char || value is DateTime || value is DateTimeOffset || value is Guid || value is Uri || value is BigInteger || value is decimal) return value;
        Type type = value.GetType();
        if (type.IsEnum) return EnumsAsStrings ? value.ToString() : System.Convert.ChangeType(value, Enum.GetUnderlyingType(type));
        if (type.IsPrimitive) return value;
        if (value is SwitchParameter flag) return new Dictionary<string, object?> { ["IsPresent"] = flag.IsPresent };
        if (depth > Depth)
        {
            isTruncated = true;
            return LanguagePrimitives.ConvertTo<string>(wrapper != null && value is PSCustomObject ? wrapper : value);
        }
        if (value is PSCustomObject) return Members(wrapper!, depth);
        if (value is IDictionary map)
        {
            OrderedDictionary result = new OrderedDictionary();
            foreach (DictionaryEntry entry in map) result.Add(entry.Key.ToString() ?? "", Prepare(entry.Value, depth + 1));
            return result;
        }
        if (value is IEnumerable list)
        {
            List<object?> items = new List<object?>();
            foreach (object? item in list) items.Add(Prepare(item, depth + 1));
            return items;
        }
        return Fields(value, depth);
    }

    private OrderedDictionary Members(PSObject source, int depth)
    {
        OrderedDictionary result = new OrderedDictionary();
        foreach (PSPropertyInfo property in source.Properties) result.Add(property.Name, Prepare(property.Value, depth + 1));
        return result;
    }

    private OrderedDictionary Fields(object source, int depth)
    {
        OrderedDictionary result = new OrderedDictionary();
        foreach (PropertyInfo property in source.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetIndexParameters().Length > 0 || property.GetGetMethod() == null) continue;
            object? value;
            try
            {
                value = property.GetValue(source);
            }
            catch (TargetInvocationException)
            {
                value = null;
            }
            result.Add(property.Name, Prepare(value, depth + 1));
        }
        return result;
    }
}
