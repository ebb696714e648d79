using System.CommandLine;
using Defects.Shared.Bundles;
using Defects.Trainer.Commands;
using Defects.Trainer.Data;
using Defects.Trainer.Networks.Weights;

var root = new RootCommand("Trains, calibrates and measures models for defects-agent.")
{
    TrainCommand.Create(TimeProvider.System),
    EvaluateCommand.Create(),
    SimulateCommand.Create(),
    LabelCommand.Create(TimeProvider.System),
};

try
{
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (DatasetException e)
{
    foreach (var problem in e.Problems)
    {
        Console.Error.WriteLine(problem);
    }

    return ExitCode.BadInput;
}
catch (Exception e) when (e is BundleException or SafetensorsException or ArgumentException or IOException or InvalidDataException)
{
    Console.Error.WriteLine(e.Message);
    return ExitCode.BadInput;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("Interrupted.");
    return ExitCode.Interrupted;
}
