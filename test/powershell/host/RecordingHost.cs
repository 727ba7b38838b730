using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

/// <summary>A host without a screen: it keeps what was written to it and answers prompts from a list.</summary>
public sealed class RecordingHost : PSHost
{
    private readonly RecordingUserInterface userInterface = new RecordingUserInterface();
    private readonly Guid instanceId = Guid.NewGuid();

    public RecordingUserInterface Record { get { return userInterface; } }
    public override CultureInfo CurrentCulture { get { return CultureInfo.InvariantCulture; } }
    public override CultureInfo CurrentUICulture { get { return CultureInfo.GetCultureInfo("en-US"); } }
    public override Guid InstanceId { get { return instanceId; } }
    public override string Name { get { return "RecordingHost"; } }
    public override Version Version { get { return new Version(1, 0); } }
    public override PSHostUserInterface UI { get { return userInterface; } }
    public override void EnterNestedPrompt() { throw new NotSupportedException(); }
    public override void ExitNestedPrompt() { throw new NotSupportedException(); }
    public override void NotifyBeginApplication() { }
    public override void NotifyEndApplication() { }
    public override void SetShouldExit(int exitCode) { }
}

public sealed class RecordingUserInterface : PSHostUserInterface
{
    private readonly object gate = new object();
    private string line = "";

    public List<string> Lines { get; } = new List<string>();
    public List<string> Prompts { get; } = new List<string>();
    public Queue<string> Answers { get; } = new Queue<string>();

    public void Clear(IEnumerable<string> answers)
    {
        lock (gate)
        {
            Lines.Clear();
            Prompts.Clear();
            Answers.Clear();
            line = "";
            foreach (string answer in answers) Answers.Enqueue(answer);
        }
    }

    public override PSHostRawUserInterface? RawUI { get { return null; } }
    public override void Write(string value) { lock (gate) { line += value; } }
    public override void Write(ConsoleColor foreground, ConsoleColor background, string value) { Write(value); }
    public override void WriteLine(string value)
    {
        lock (gate)
        {
            Lines.Add(line + value);
            line = "";
        }
    }
    // The streams are collected by the pipeline: the host need not see them.
    public override void WriteDebugLine(string message) { }
    public override void WriteErrorLine(string value) { }
    public override void WriteProgress(long sourceId, ProgressRecord record) { }
    public override void WriteVerboseLine(string message) { }
    public override void WriteWarningLine(string message) { }
    public override string ReadLine() { return NextAnswer("read", ""); }

    public override SecureString ReadLineAsSecureString()
    {
        SecureString secure = new SecureString();
        foreach (char character in NextAnswer("read secure", "")) secure.AppendChar(character);
        return secure;
    }

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
    {
        Dictionary<string, PSObject> values = new Dictionary<string, PSObject>();
        foreach (FieldDescription description in descriptions) values[description.Name] = PSObject.AsPSObject(NextAnswer(description.Name, ""));
        return values;
    }

    /// <summary>The answer is the number of the choice or its first letter; without one the default is chosen.</summary>
    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        string answer = NextAnswer(caption + " " + message, defaultChoice.ToString(CultureInfo.InvariantCulture));
        int number;
        if (int.TryParse(answer, out number)) return number;
        for (int index = 0; index < choices.Count; index++)
            if (choices[index].Label.Replace("&", "").StartsWith(answer, StringComparison.OrdinalIgnoreCase)) return index;
        return defaultChoice;
    }

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) { throw new NotSupportedException(); }
    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) { throw new NotSupportedException(); }

    private string NextAnswer(string prompt, string fallback)
    {
        lock (gate)
        {
            Prompts.Add(prompt.Trim());
            return Answers.Count > 0 ? Answers.Dequeue() : fallback;
        }
    }
}
