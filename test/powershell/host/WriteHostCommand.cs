using System.Collections;
using System.Linq;
using System.Management.Automation;

/// <summary>Write-Host for the published examples: to the information stream and the host.</summary>
[Cmdlet(VerbsCommunications.Write, "Host")]
public sealed class WriteHostCommand : PSCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromRemainingArguments = true)]
    public object? Object { get; set; }

    [Parameter]
    public SwitchParameter NoNewline { get; set; }

    protected override void ProcessRecord()
    {
        object? value = Object is PSObject wrapped ? wrapped.BaseObject : Object;
        string text = value is IEnumerable list && value is not string
            ? string.Join(" ", list.Cast<object?>().Select(item => LanguagePrimitives.ConvertTo<string>(item)))
            : LanguagePrimitives.ConvertTo<string>(Object) ?? "";
        if (NoNewline) Host.UI.Write(text);
        else Host.UI.WriteLine(text);
    }
}
