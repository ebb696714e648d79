using System.Diagnostics;

namespace Defects.Trainer.Tests.Commands;

/// <summary>The real program as a process of its own: the console is one for all tests, and only a process has an exit code.</summary>
internal static class TrainerProcess
{
    /// <param name="folder">Where it runs; paths are relative to it.</param>
    /// <param name="arguments">Parted by single spaces.</param>
    public static async Task<(int ExitCode, string Output, string Errors)> Run(string folder, string arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "defects-trainer.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments.Split(' ')])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output, await errors);
    }
}
