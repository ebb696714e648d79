using System.Diagnostics;

namespace Defects.Trainer.Tests;

/// <summary>The machine's Python, whose libraries are an oracle that is not ours.</summary>
internal static class Python
{
    private const string Interpreter = "/usr/bin/python3";

    /// <summary>Skips the test, and says so, where a module is missing.</summary>
    /// <param name="modules">As in an import statement.</param>
    public static async Task Require(string modules) => Assert.SkipUnless(
        File.Exists(Interpreter) && (await Run($"import {modules}")).ExitCode == 0, $"{Interpreter} has no {modules}.");

    public static async Task<(int ExitCode, string Output)> Run(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo(Interpreter, ["-c", script, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;

        // Its warnings are not ours, but a full pipe would stop it.
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await errors;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output.Trim());
    }
}
