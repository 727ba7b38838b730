using System;
using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

/// <summary>ConvertFrom-Json as PowerShell 7 has it, as far as the module uses it.</summary>
[Cmdlet(VerbsData.ConvertFrom, "Json")]
public sealed class ConvertFromJsonCommand : PSCmdlet
{
    private readonly List<string> lines = new List<string>();

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true), AllowEmptyString]
    public string InputObject { get; set; } = "";

    [Parameter]
    public SwitchParameter AsHashtable { get; set; }

    [Parameter]
    public SwitchParameter NoEnumerate { get; set; }

    [Parameter, ValidateRange(1, int.MaxValue)]
    public int Depth { get; set; } = 1024;

    protected override void ProcessRecord() { lines.Add(InputObject); }

    protected override void EndProcessing()
    {
        if (lines.Count == 0) return;
        if (lines.Count == 1)
        {
            if (lines[0].Length > 0) Convert(lines[0]);
            return;
        }
        // Several lines are documents of their own when the first one is a document.
        bool isEach;
        try
        {
            isEach = lines[0].Trim().Length > 0 && JToken.Parse(lines[0]) != null;
        }
        catch (JsonException)
        {
            isEach = false;
        }
        if (isEach) foreach (string line in lines) Convert(line);
        else Convert(string.Join(Environment.NewLine, lines));
    }

    private void Convert(string text)
    {
        object? result;
        try
        {
            JsonSerializerSettings settings = new JsonSerializerSettings { TypeNameHandling = TypeNameHandling.None, MetadataPropertyHandling = MetadataPropertyHandling.Ignore, MaxDepth = Depth };
            result = Read(JsonConvert.DeserializeObject(text, settings));
        }
        catch (JsonException exception)
        {
            throw Failure("System.ArgumentException", "Conversion from JSON failed with error: " + exception.Message, exception);
        }
        WriteObject(result, !NoEnumerate);
    }

    private RuntimeException Failure(string id, string message, Exception? cause = null)
    {
        ArgumentException exception = new ArgumentException(message, cause);
        ThrowTerminatingError(new ErrorRecord(exception, id, ErrorCategory.NotSpecified, null));
        return new RuntimeException(message, exception);
    }

    private object? Read(object? token)
    {
        switch (token)
        {
            case null: return null;
            case JObject map: return AsHashtable ? ReadTable(map) : ReadObject(map);
            case JArray list:
            {
                object?[] items = new object?[list.Count];
                for (int index = 0; index < items.Length; index++) items[index] = Read(list[index]);
                return items;
            }
            case JValue value: return value.Value;
            default: return token;
        }
    }

    private Hashtable ReadTable(JObject map)
    {
        // PowerShell 7.3 and later keep the order and the case of keys: an OrderedHashtable.
        Hashtable result = new Hashtable(StringComparer.Ordinal);
        foreach (KeyValuePair<string, JToken?> entry in map) result[entry.Key] = Read(entry.Value);
        return result;
    }

    private PSObject ReadObject(JObject map)
    {
        PSObject result = new PSObject(map.Count);
        HashSet<string> seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (KeyValuePair<string, JToken?> entry in map)
        {
            if (entry.Key.Length == 0) throw Failure("EmptyKeyInJsonString", "The provided JSON includes a property whose name is an empty string, this is only supported using the -AsHashTable switch.");
            if (!seen.Add(entry.Key)) throw Failure("KeysWithDifferentCasingInJsonString", "Cannot convert the JSON string because it contains keys with different casing. Please use the -AsHashTable switch instead. The key that was attempted to be added to the existing key '" + entry.Key + "' was '" + entry.Key + "'.");
            result.Properties.Add(new PSNoteProperty(entry.Key, Read(entry.Value)), true);
        }
        return result;
    }
}
