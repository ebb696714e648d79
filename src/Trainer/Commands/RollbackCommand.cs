using System.CommandLine;
using Defects.Trainer.Retraining;

namespace Defects.Trainer.Commands;

/// <summary><c>rollback</c>: the champion before this one, back in service.</summary>
internal static class RollbackCommand
{
    public static Command Create()
    {
        var models = new Option<string>("--models") { Description = "Folder of the model's versions, for example models/defects.", Required = true };
        var command = new Command("rollback", "Put the previous champion back.\n\nExample: defects-trainer rollback --models models/defects") { models };
        command.SetAction((result, _) =>
        {
            Console.Out.WriteLine($"Version {Promotion.RollBack(result.GetValue(models)!)} is champion again.");
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }
}
