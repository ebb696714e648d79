using System.CommandLine;
using Defects.Shared.Bundles;
using Defects.Trainer.Commands;
using Defects.Trainer.Data;
using Defects.Trainer.Networks.Weights;

var root = new RootCommand("Trains, calibrates and measures models for defects-agent.")
{
    DataCommand.Create(),
    TrainCommand.Create(TimeProvider.System),
    EvaluateCommand.Create(TimeProvider.System),
    PlanCommand.Create(),
    LabelCommand.Create(TimeProvider.System),
    RetrainCommand.Create(TimeProvider.System),
    RollbackCommand.Create(),
};

// A step of training takes seconds on a small machine; it is let finish, so that what was kept can be told.
var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(30) };
try
{
    var arguments = root.Parse(args);
    var exitCode = await arguments.InvokeAsync(configuration);
    return arguments.Errors.Count > 0 ? ExitCode.BadInput : exitCode;
}
catch (DatasetException e)
{
    foreach (var problem in e.Problems)
    {
        Console.Error.WriteLine(problem);
    }

    return ExitCode.BadInput;
}
catch (Exception e) when (e is BundleException or SafetensorsException or ArgumentException or IOException or InvalidDataException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(e.Message);
    return ExitCode.BadInput;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("Interrupted.");
    return ExitCode.Interrupted;
}
