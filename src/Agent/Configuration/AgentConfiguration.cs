using Microsoft.Extensions.Configuration;

namespace Defects.Agent.Configuration;

/// <summary>What was read, or everything that is wrong with it.</summary>
/// <param name="Options">Complete: defaults merged into the cameras, paths absolute. Not to be used where there are problems.</param>
/// <param name="Problems">One line each: key, value, what is allowed.</param>
internal sealed record AgentConfiguration(AgentOptions Options, IReadOnlyList<string> Problems)
{
    /// <param name="file"><c>agent.yaml</c>; relative paths in any source are relative to its folder.</param>
    /// <param name="environment">Environment variables; those that begin with <c>DEFECTS_</c> count, and where systemd put credentials.</param>
    /// <param name="settings"><c>key=value</c> from the command line.</param>
    public static AgentConfiguration Load(string file, IReadOnlyDictionary<string, string> environment, IEnumerable<string> settings)
    {
        file = Path.GetFullPath(file);
        var values = ConfigurationSources.Read(file, environment, settings);
        var parsed = OptionsSchema.Check(values, typeof(AgentOptions));
        var bound = new ConfigurationBuilder().AddInMemoryCollection(parsed).Build().Get<AgentOptions>() ?? new AgentOptions();
        var options = Complete(bound, new FilePaths(Path.GetDirectoryName(file)!, environment.GetValueOrDefault("CREDENTIALS_DIRECTORY")));

        // Rules between values only make sense of values that could be read.
        if (values.Problems.Count == 0)
        {
            OptionsRules.Check(options, values);
        }

        return new AgentConfiguration(options, values.Problems);
    }

    private static AgentOptions Complete(AgentOptions options, FilePaths paths)
    {
        CameraOptions CompleteCamera(CameraOptions camera)
        {
            var merged = camera.Over(options.CameraDefaults);
            var isFile = merged.Source is { Length: > 0 } source && (SourceKind.IsFootage(source) || SourceKind.IsDevice(source));
            return merged with { Source = isFile ? paths.Absolute(merged.Source!) : merged.Source, CredentialsFile = paths.AbsoluteOrNull(merged.CredentialsFile) };
        }

        PrinterOptions CompletePrinter(PrinterOptions printer) => printer with
        {
            Link = printer.Link is { } link ? link with { CredentialsFile = paths.AbsoluteOrNull(link.CredentialsFile) } : null,
            Cameras = printer.Cameras.ToDictionary(camera => camera.Key, camera => CompleteCamera(camera.Value)),
        };

        var state = paths.Absolute(options.StateDirectory);
        return options with
        {
            Node = options.Node.Length > 0 ? options.Node : Environment.MachineName.Split('.')[0],
            StateDirectory = state,
            Model = options.Model with { Path = paths.Absolute(options.Model.Path) },
            Mqtt = options.Mqtt with
            {
                CaFile = paths.AbsoluteOrNull(options.Mqtt.CaFile),
                CertificateFile = paths.AbsoluteOrNull(options.Mqtt.CertificateFile),
                KeyFile = paths.AbsoluteOrNull(options.Mqtt.KeyFile),
                UserFile = paths.AbsoluteOrNull(options.Mqtt.UserFile),
                PasswordFile = paths.AbsoluteOrNull(options.Mqtt.PasswordFile),
            },
            HardCases = options.HardCases with { Folder = paths.AbsoluteOrNull(options.HardCases.Folder) ?? Path.Combine(state, "hard-cases") },
            Printers = options.Printers.ToDictionary(printer => printer.Key, printer => CompletePrinter(printer.Value)),
        };
    }
}
