using Defects.Agent.Adaptation;
using Defects.Agent.Cameras;
using Defects.Agent.Messaging;
using Defects.Shared.Adaptation;
using Defects.Shared.Classes;

namespace Defects.Agent.Tests.Messaging;

/// <summary>Against a real mosquitto.</summary>
public sealed class AdaptedStateTests : IDisposable
{
    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("defects-state-");

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public void Dispose() => _state.Delete(recursive: true);

    [Fact]
    public async Task State_CameraWhoseAdaptationIsRefused_SaysWhyByTheContract()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var listener = await MqttListener.StartAsync(broker.Port);
        await using var agent = new MessagingRig(broker.Port, _state.FullName);
        var adaptation = new CameraAdaptation([0, -8, -8, -8], EmbeddingCluster.Of([[1f], [2f], [3f]]), 1, 17);
        agent.Adapted.Set(
            new CameraKey("ender", agent.Options.Printers["ender"].Cameras.Keys.First()),
            new AdaptationRecord("00", "defects/3", Now, Now, "place", "it would hide a failure", adaptation, [new ClassEffect(DefectClass.Spaghetti, -8, 2.5)]));
        await agent.StartAsync();
        await Eventually.Holds(() => listener.On(agent.Topics.State("ender")).Count > 0, "a state");

        // The listener holds every message to its schema.
        var told = listener.Read<PrinterStatePayload>(agent.Topics.State("ender"))[0].Cameras.Values.First().Adaptation!;
        Assert.Equal((17, "defects/3", "it would hide a failure", 2.5), (told.Frames, told.Model, told.Refused, told.Added[DefectClass.Spaghetti]));
    }
}
