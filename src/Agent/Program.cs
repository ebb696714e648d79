using System.CommandLine;
using Defects.Agent.Commands;
using Defects.Agent.Commands.Adapt;
using Defects.Agent.Commands.Probe;
using Defects.Agent.Commands.Replay;

var root = new RootCommand("Watches 3D printers through their cameras and tells an MQTT broker when a print fails.")
{
    RunCommand.Create(),
    CheckCommand.Create(),
    ProbeCommand.Create(),
    AdaptCommand.Create(),
    ReplayCommand.Create(),
    DemoCommand.Create(),
};

// The host answers SIGTERM and Ctrl-C in its own time; the command line's two-second limit would cut it short.
var invocation = new InvocationConfiguration { ProcessTerminationTimeout = null };
var arguments = root.Parse(args);
var exitCode = await arguments.InvokeAsync(invocation);
return arguments.Errors.Count > 0 ? ExitCode.BadConfiguration : exitCode;
