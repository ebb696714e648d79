using System.CommandLine;
using Defects.Shared.Classes;
using Defects.Shared.HardCases;

namespace Defects.Trainer.Commands;

/// <summary><c>label</c>: says what a kept frame shows.</summary>
internal static class LabelCommand
{
    public static Command Create(TimeProvider clock)
    {
        var store = new Option<string>("--store") { Description = "Folder of the hard cases.", Required = true };
        var id = new Option<string>("--id") { Description = "ULID of the case: its file name without .json.", Required = true };
        var label = new Option<string>("--class") { Description = string.Join(", ", DefectClass.All), Required = true };
        var command = new Command(
            "label", "Say what a frame that the agent kept shows.\n\nExample: defects-trainer label --store hard-cases --id 01JD3Z1V7P2X8Q4M6N0R5T9W3Y --class stringing")
        {
            store, id, label,
        };
        command.SetAction((result, _) =>
        {
            var record = new HardCaseStore(result.GetValue(store)!).Label(
                result.GetValue(id)!, DefectClass.FromName(result.GetValue(label)!), Environment.UserName, clock.GetUtcNow());
            Console.Out.WriteLine($"{record.Id} is {record.Label}.");
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }
}
