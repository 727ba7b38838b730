using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

/// <summary>Runs scripts in named sessions. Compiled into the test host, and by Add-Type in a real PowerShell.</summary>
public static class ScriptServer
{
    private sealed class Session
    {
        public required Runspace Runspace;
        public required RecordingHost Host;
    }

    /// <summary>Answers each line, a request, with a line: `{ id, script, session?, answers?, timeout? }`.</summary>
    public static int Serve(TextReader input, TextWriter output)
    {
        Dictionary<string, Session> sessions = new Dictionary<string, Session>();
        string? line;
        while ((line = input.ReadLine()) != null)
        {
            if (line.Trim().Length == 0) continue;
            JsonObject request = JsonNode.Parse(line)!.AsObject();
            JsonObject answer = Answer(request, sessions);
            answer["id"] = request["id"]?.DeepClone();
            output.WriteLine(answer.ToJsonString());
            output.Flush();
        }
        return 0;
    }

    /// <summary>Runs one script file in a fresh session; its output, as text, goes to `output`.</summary>
    public static int RunFile(string path, string[] arguments, TextWriter output, TextWriter errors)
    {
        Session session = Open();
        using PowerShell shell = PowerShell.Create();
        shell.Runspace = session.Runspace;
        shell.AddCommand(Path.GetFullPath(path));
        foreach (string argument in arguments) shell.AddArgument(argument);
        PSDataCollection<PSObject> results = new PSDataCollection<PSObject>();
        results.DataAdded += (sender, added) => output.WriteLine(results[added.Index]?.ToString());
        try
        {
            shell.Invoke(null, results);
        }
        catch (RuntimeException exception)
        {
            errors.WriteLine(exception.ErrorRecord.ToString() + "\n" + exception.ErrorRecord.ScriptStackTrace);
            return 1;
        }
        foreach (ErrorRecord record in shell.Streams.Error) errors.WriteLine(record.ToString() + "\n" + record.ScriptStackTrace);
        foreach (string hostLine in session.Host.Record.Lines) errors.WriteLine(hostLine);
        return shell.Streams.Error.Count == 0 ? 0 : 1;
    }

    private static Session Open()
    {
        RecordingHost host = new RecordingHost();
        InitialSessionState state = InitialSessionState.CreateDefault2();
        // Only Windows has a policy that could refuse the scripts.
        if (OperatingSystem.IsWindows()) state.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.Bypass;
        Runspace runspace = RunspaceFactory.CreateRunspace(host, state);
        runspace.Open();
        return new Session { Runspace = runspace, Host = host };
    }

    private static JsonObject Answer(JsonObject request, Dictionary<string, Session> sessions)
    {
        string? name = (string?)request["session"];
        Session? session = null;
        if (name == null || !sessions.TryGetValue(name, out session)) session = Open();
        if (name != null) sessions[name] = session;
        try
        {
            return Run(session, request);
        }
        finally
        {
            bool close = request["close"] != null && (bool)request["close"]!;
            if (name == null || close)
            {
                session.Runspace.Dispose();
                if (name != null) sessions.Remove(name);
            }
        }
    }

    private static JsonObject Run(Session session, JsonObject request)
    {
        session.Host.Record.Clear((request["answers"] as JsonArray ?? new JsonArray()).Select(node => (string)node!));
        using PowerShell shell = PowerShell.Create();
        shell.Runspace = session.Runspace;
        shell.AddScript((string)request["script"]!);
        PSDataCollection<PSObject> output = new PSDataCollection<PSObject>();
        JsonObject answer = new JsonObject();
        System.Diagnostics.Stopwatch watch = System.Diagnostics.Stopwatch.StartNew();
        try
        {
            IAsyncResult running = shell.BeginInvoke<PSObject, PSObject>(null, output);
            int seconds = request["timeout"] != null ? (int)request["timeout"]! : 500;
            int stopAfter = request["stopAfterMs"] != null ? (int)request["stopAfterMs"]! : -1;
            int wait = stopAfter >= 0 ? stopAfter : seconds * 1000;
            if (!running.AsyncWaitHandle.WaitOne(wait))
            {
                // As Ctrl+C does: the pipeline is told to stop, and how long that takes is told.
                System.Diagnostics.Stopwatch stopping = System.Diagnostics.Stopwatch.StartNew();
                shell.Stop();
                answer["stopped"] = true;
                answer["stopMs"] = stopping.ElapsedMilliseconds;
            }
            else
            {
                shell.EndInvoke(running);
            }
        }
        catch (PipelineStoppedException)
        {
            answer["stopped"] = true;
        }
        catch (RuntimeException exception)
        {
            answer["thrown"] = ResultWriter.Error(exception.ErrorRecord);
        }
        answer["milliseconds"] = watch.Elapsed.TotalMilliseconds;
        answer["output"] = new JsonArray(output.Select(item => ResultWriter.Value(item, 0)).ToArray());
        answer["types"] = new JsonArray(output.Select(item => (JsonNode?)JsonValue.Create(item == null ? "null" : item.TypeNames.FirstOrDefault())).ToArray());
        answer["errors"] = new JsonArray(shell.Streams.Error.Select(record => (JsonNode?)ResultWriter.Error(record)).ToArray());
        answer["warnings"] = Texts(shell.Streams.Warning.Select(record => record.Message));
        answer["verbose"] = Texts(shell.Streams.Verbose.Select(record => record.Message));
        answer["debug"] = Texts(shell.Streams.Debug.Select(record => record.Message));
        answer["information"] = Texts(shell.Streams.Information.Select(record => record.MessageData?.ToString() ?? ""));
        answer["progress"] = Texts(shell.Streams.Progress.Select(record => record.ToString()));
        answer["host"] = Texts(session.Host.Record.Lines);
        answer["prompts"] = Texts(session.Host.Record.Prompts);
        return answer;
    }

    private static JsonArray Texts(IEnumerable<string> texts)
    {
        return new JsonArray(texts.Select(text => (JsonNode?)JsonValue.Create(text)).ToArray());
    }
}
