using System.CommandLine;
using System.Net.Sockets;
using System.Text.Json;
using Defects.CameraFarm;
using Defects.CameraFarm.Pictures;

var cameras = new Option<int>("--cameras") { Description = "How many, 1 to 10000.", DefaultValueFactory = _ => 100 };
var rate = new Option<double>("--rate") { Description = "Pictures a second of each camera, above 0 to 100.", DefaultValueFactory = _ => 1 };
var kind = new Option<CameraKind>("--kind") { Description = "What /camera/N answers; mixed: even ones stream, odd ones give snapshots." };
var size = new Option<PictureSize>("--size")
{
    Description = "Of the pictures, up to 1920x1080.",
    DefaultValueFactory = _ => new PictureSize(640, 480),
    CustomParser = PictureSize.Parse,
};
var port = new Option<int>("--port") { Description = "0 for any free one." };
var seed = new Option<int>("--seed") { Description = "Of everything drawn.", DefaultValueFactory = _ => 1 };
Require(cameras, value => value is >= 1 and <= 10_000, "expected 1 to 10000");
Require(rate, value => value is > 0 and <= 100, "expected above 0 to 100");
Require(port, value => value is >= 0 and <= 65535, "expected 0 to 65535");
var command = new RootCommand("Serves simulated printers' cameras over HTTP on loopback, with faults that begin and end while it runs.")
{
    cameras, rate, kind, size, port, seed,
};
command.SetAction(async (parsed, stop) =>
{
    var options = new FarmOptions
    {
        Cameras = parsed.GetValue(cameras),
        Rate = parsed.GetValue(rate),
        Kind = parsed.GetValue(kind),
        Seed = parsed.GetValue(seed),
        Port = parsed.GetValue(port),
    };
    var pictures = new PictureLibrary(options.Seed, parsed.GetValue(size));
    try
    {
        await using var farm = Farm.Start(options, pictures, TimeProvider.System);
        Console.WriteLine(JsonSerializer.Serialize(new { port = farm.Port, cameras = options.Cameras }));
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return 0;
    }
    catch (SocketException e)
    {
        Console.Error.WriteLine($"--port {options.Port}: {e.Message}; take another, or 0 for any free one");
        return 2;
    }
});
return await command.Parse(args).InvokeAsync();

static void Require<T>(Option<T> option, Func<T?, bool> holds, string expected) => option.Validators.Add(result =>
{
    if (!holds(result.GetValueOrDefault<T>()))
    {
        result.AddError($"{option.Name}: {expected}");
    }
});
