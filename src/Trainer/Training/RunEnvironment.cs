using System.Reflection;
using System.Runtime.InteropServices;
using TorchSharp;

namespace Defects.Trainer.Training;

/// <summary>Versions and machine of a run: what its figures may depend on besides options and data.</summary>
public sealed record RunEnvironment(string Trainer, string TorchSharp, string Runtime, string System, int Cores, string Device)
{
    public static RunEnvironment Here() => new(
        VersionOf(typeof(RunEnvironment)),
        VersionOf(typeof(torch)),
        RuntimeInformation.FrameworkDescription,
        $"{RuntimeInformation.OSDescription} {RuntimeInformation.OSArchitecture}",
        Environment.ProcessorCount,
        torch.cuda.is_available() ? "cuda" : "cpu");

    private static string VersionOf(Type type) =>
        type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
