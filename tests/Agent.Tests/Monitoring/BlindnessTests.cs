using System.Globalization;
using Defects.Agent.Adaptation;
using Defects.Agent.Configuration;
using Defects.Agent.Messaging;
using Defects.Agent.Printers;
using Defects.Agent.Tests.Inference;
using Microsoft.Extensions.Time.Testing;

namespace Defects.Agent.Tests.Monitoring;

/// <summary>Real cameras and inference: what is told of a printer whose frames come and are not scored.</summary>
public sealed class BlindnessTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task InferenceHangs_TheStateTurnsBlindByItself()
    {
        using var footage = Farm.Footage(30);
        using var release = new ManualResetEventSlim();
        await using var agent = Watch(footage);
        using var folder = new TemporaryFolder();
        using var database = new StateDatabase(folder.Path, _time, new ListLogger<StateDatabase>());
        var states = new PrinterStates(agent.Farm, new PrinterMemories(database, new ListLogger<PrinterMemories>()), new CameraAdaptations(), agent.Figures, _time);
        await agent.StartAsync();
        await PlayAsync(agent, seconds: 3);
        await Eventually.Holds(() => states.Due().Any(state => state.Monitoring == WatchMode.Watching), "watching");

        agent.Observer.Block = release.Wait;
        try
        {
            await PlayAsync(agent, seconds: 10);

            var state = Assert.Single(states.Due());
            Assert.Equal((WatchMode.Blind, BlindReason.NotScored), (state.Monitoring, state.Reason));
        }
        finally
        {
            // The agent cannot stop while its loop hangs.
            release.Set();
        }
    }

    [Fact]
    public async Task FramesTurnUndecodable_ThePrinterTurnsBlind()
    {
        using var footage = Farm.Footage(30);
        for (var i = 3; i < 30; i++)
        {
            File.WriteAllBytes(footage.File(string.Create(CultureInfo.InvariantCulture, $"{i:D3}.jpg")), [0xFF, 0xD8, 0xFF]);
        }

        await using var agent = Watch(footage);
        await agent.StartAsync();

        // The newest frame wins: one of the good ones must have had its turn before the others come.
        await Eventually.Holds(() => agent.Farm.Read()[0].Watch.Mode == WatchMode.Watching, "watching");
        await PlayAsync(agent, seconds: 2);
        for (var second = 0; second < 10; second++)
        {
            var counted = agent.Cameras.Cameras[0].Status.Undecodable;
            await PlayAsync(agent, seconds: 1);
            await Eventually.Holds(() => agent.Cameras.Cameras[0].Status.Undecodable > counted, "it is counted");
        }

        var printer = agent.Farm.Read()[0];
        Assert.Equal((WatchMode.Blind, BlindReason.NotScored), (printer.Watch.Mode, printer.Watch.Reason));
        Assert.Matches(@"^pictures come and the last 1\d cannot be decoded", printer.Cameras[0].Signal.LastError);
    }

    private AgentUnderTest Watch(TemporaryFolder footage) => new(
        options => options with { Printers = Farm.Of(new CameraOptions { Source = footage.Path, Interval = TimeSpan.FromSeconds(1), Loop = false }) }, _time);

    /// <summary>Lets time pass, a frame a second.</summary>
    private async Task PlayAsync(AgentUnderTest agent, int seconds)
    {
        var camera = agent.Cameras.Cameras[0];
        for (var second = 0; second < seconds; second++)
        {
            var frames = camera.Status.Frames;
            _time.Advance(TimeSpan.FromSeconds(1));
            await Eventually.Holds(
                () =>
                {
                    // A wait that the source began while the clock was put on counts from its new time, and ends later.
                    _time.Advance(TimeSpan.FromMilliseconds(10));
                    return camera.Status.Frames > frames;
                },
                "the next frame");
        }
    }
}
