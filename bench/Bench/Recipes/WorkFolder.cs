using System.CommandLine;

namespace Defects.Bench.Recipes;

/// <summary>Where a benchmark of many trainings keeps what is done, so that a killed one goes on.</summary>
internal static class WorkFolder
{
    public static Option<string> Option(string benchmark) => new("--work")
    {
        Description = "Folder that keeps data and trained networks; a run with the same one goes on where the last ended.",
        DefaultValueFactory = _ => Path.Combine(Path.GetTempPath(), "defects-bench", benchmark),
    };
}
