using Defects.Agent.Configuration;
using Defects.Shared.Classes;

namespace Defects.Agent.Commands.Demo;

/// <summary>The printers of the demo and the configuration under which the agent watches them.</summary>
internal sealed record DemoFarm(IReadOnlyList<SimulatedPrinter> Printers)
{
    public SimulatedPrinter Failing => Printers.Single(printer => printer.Failure.IsDefect);

    public static DemoFarm Create() => new(
    [
        new SimulatedPrinter("printer-1", seed: 11, DefectClass.Good),
        new SimulatedPrinter("printer-2", seed: 12, DefectClass.Good),
        new SimulatedPrinter("printer-3", seed: 20, DefectClass.Spaghetti),
        new SimulatedPrinter("printer-4", seed: 14, DefectClass.Good),
    ]);

    public AgentOptions Configure(string model, int brokerPort, CameraServer cameras) => new()
    {
        Node = "demo",
        StateDirectory = Directory.CreateTempSubdirectory("defects-demo-").FullName,
        Model = new ModelOptions { Path = model },
        Mqtt = new MqttOptions { Port = brokerPort },
        HardCases = new HardCaseOptions { Enabled = false },
        Printers = Printers.ToDictionary(
            printer => printer.Id,
            printer => new PrinterOptions
            {
                Cameras = new() { ["bed"] = new CameraOptions { Source = cameras.AddressOf(printer), Interval = SimulatedPrinter.Pace } },
            }),
    };
}
