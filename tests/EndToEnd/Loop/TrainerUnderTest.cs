using Defects.EndToEnd.Parts;

namespace Defects.EndToEnd.Loop;

/// <summary>The real trainer, as a process of its own.</summary>
internal static class TrainerUnderTest
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "defects-trainer.dll");

    /// <summary>Started, to be watched or killed.</summary>
    public static ChildProcess Start(string folder, params string[] arguments) => new("dotnet", [Program, .. arguments], folder);

    /// <returns>What it printed.</returns>
    public static async Task<string> Run(string folder, params string[] arguments)
    {
        using var process = Start(folder, arguments);
        var (exitCode, _) = await process.WaitForExit(TimeSpan.FromMinutes(15));
        Assert.True(exitCode == 0, $"defects-trainer {string.Join(' ', arguments)} exited {exitCode}:\n{process.Log}");
        return process.Log;
    }
}
