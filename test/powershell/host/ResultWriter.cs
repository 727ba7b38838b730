using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Numerics;
using System.Text.Json.Nodes;

/// <summary>Output and errors as JSON, for the tests to read; apart from the cmdlets under test.</summary>
public static class ResultWriter
{
    private const int Deepest = 30;

    public static JsonNode? Value(object? input, int depth)
    {
        object? value = input is PSObject wrapped ? wrapped.BaseObject : input;
        if (value == null || value == System.Management.Automation.Internal.AutomationNull.Value || value is DBNull) return null;
        if (depth > Deepest) return JsonValue.Create("...");
        switch (value)
        {
            case string text: return JsonValue.Create(text);
            case bool flag: return JsonValue.Create(flag);
            case SwitchParameter flag: return JsonValue.Create(flag.IsPresent);
            case int or long or short or byte: return JsonValue.Create(Convert.ToInt64(value, CultureInfo.InvariantCulture));
            case BigInteger big: return JsonValue.Create(big.ToString(CultureInfo.InvariantCulture));
            case double number: return double.IsFinite(number) ? JsonValue.Create(number) : JsonValue.Create(number.ToString(CultureInfo.InvariantCulture));
            case decimal number: return JsonValue.Create(number);
            case DateTime time: return JsonValue.Create(time.ToString("o", CultureInfo.InvariantCulture));
            case PSCustomObject: return Properties((PSObject)input!, depth);
            case IDictionary map:
            {
                JsonObject result = new JsonObject();
                foreach (DictionaryEntry entry in map) result[Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? ""] = Value(entry.Value, depth + 1);
                return result;
            }
            case IEnumerable list: return new JsonArray(list.Cast<object?>().Select(item => Value(item, depth + 1)).ToArray());
            default: return JsonValue.Create(value.ToString());
        }
    }

    private static JsonObject Properties(PSObject source, int depth)
    {
        JsonObject result = new JsonObject();
        foreach (PSPropertyInfo property in source.Properties) result[property.Name] = Value(property.Value, depth + 1);
        return result;
    }

    public static JsonObject Error(ErrorRecord record)
    {
        return new JsonObject
        {
            ["message"] = record.Exception?.Message ?? "",
            ["id"] = record.FullyQualifiedErrorId,
            ["category"] = record.CategoryInfo.Category.ToString(),
            ["target"] = record.TargetObject?.ToString(),
            ["exception"] = record.Exception?.GetType().FullName ?? "",
            ["details"] = record.ErrorDetails?.Message,
            ["position"] = record.InvocationInfo?.PositionMessage,
            ["stack"] = record.ScriptStackTrace,
        };
    }
}
