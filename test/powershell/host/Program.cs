using System;
using System.IO;

/// <summary>
/// The PowerShell engine as a program: `serve` answers JSON lines, `run FILE [ARGUMENT...]` runs one script in a fresh
/// session and writes its output as text.
/// </summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        if (arguments.Length >= 1 && arguments[0] == "serve") return ScriptServer.Serve(Console.In, Console.Out);
        if (arguments.Length >= 2 && arguments[0] == "run") return ScriptServer.RunFile(arguments[1], arguments[2..], Console.Out, Console.Error);
        Console.Error.WriteLine("usage: IscSdk.TestHost serve | run FILE [ARGUMENT...]");
        return 2;
    }
}
