using System.CommandLine;

namespace Defects.Trainer.Commands;

/// <summary><c>data</c>: everything that comes before training.</summary>
internal static class DataCommand
{
    public static Command Create() => new(
        "data",
        "Look at data, split it, simulate it, take it over from other tools.\n\nExample: defects-trainer data check --data prints/manifest.csv")
    {
        DataCheckCommand.Create(),
        DataStatsCommand.Create(),
        DataSplitCommand.Create(),
        DataSynthCommand.Create(),
        DataImportCommand.Create(),
    };
}
