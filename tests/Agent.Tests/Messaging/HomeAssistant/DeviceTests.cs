using System.Text.Json;
using CsCheck;
using Defects.Agent.Messaging.HomeAssistant;
using Defects.Agent.Monitoring.Operators;
using Defects.Agent.Tests.Messaging.Contract;
using Defects.Shared.Bundles;
using Defects.Shared.Classes;

namespace Defects.Agent.Tests.Messaging.HomeAssistant;

/// <summary>Against what Home Assistant documents, and the agent's own commands.</summary>
public sealed class DeviceTests
{
    [Fact]
    public void Devices_AreWhatHomeAssistantDocuments()
    {
        Assert.Null(DiscoveryContract.FaultOf(new Announcement("t", DeviceBuilding.Printer()).Payload));
        Assert.Null(DiscoveryContract.FaultOf(new Announcement("t", DeviceBuilding.Agent()).Payload));
    }

    [Theory]
    [InlineData("""{"components":{"a":{"platform":"button","unique_id":"a"}}}""", "command_topic")]
    [InlineData("""{"components":{"a":{"platform":"image","unique_id":"a","topic":"t"}}}""", "image_topic")]
    [InlineData("""{"components":{"a":{"platform":"sensor","unique_id":"a","state_topic":"t","options":["x"]}}}""", "device_class")]
    [InlineData("""{"components":{"a":{"platform":"sensor","name":"A"}}}""", "at most 1")]
    [InlineData("""{"components":{}}""", "at least 1")]
    public void Contract_WhatHomeAssistantDoesNotTake_IsFound(string device, string fault)
    {
        var whole = """{"device":{"identifiers":["d"]},"origin":{"name":"o"},""" + device[1..];
        var found = DiscoveryContract.FaultOf(System.Text.Encoding.UTF8.GetBytes(whole));

        Assert.Contains(fault, found, StringComparison.Ordinal);
    }

    [Fact]
    public void Printer_HasAnEntityForEachPartOfTheContract_AndHangsUnderItsAgent()
    {
        var device = DeviceBuilding.Printer(armed: false);

        Assert.Equal("defects__box", device.Device.ViaDevice);
        Assert.Equal(["defects__box"], DeviceBuilding.Agent().Device.Identifiers);
        Assert.Equal(
            [
                "binary_sensor not_watching", "binary_sensor spaghetti", "binary_sensor stringing", "binary_sensor under_extrusion",
                "button ack", "button false_alarm", "button good", "button snooze", "image alert_image",
                "number spaghetti_threshold", "number stringing_threshold", "number under_extrusion_threshold",
                "sensor blind_reason", "sensor model", "sensor monitoring", "sensor risk", "switch enabled",
            ],
            device.Components.Select(component => $"{component.Value.Platform} {component.Key}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Printer_ThatMayBePaused_HasButtonsForThat() => Assert.Equal(
        ["pause", "veto"],
        DeviceBuilding.Printer(armed: true).Components.Keys.Except(DeviceBuilding.Printer(armed: false).Components.Keys));

    [Fact]
    public void Printer_WithoutALink_HasNoButtonForAGoodPrint_OfWhichNothingIsKnown() => Assert.Equal(
        ["good"],
        DeviceBuilding.Printer().Components.Keys.Except(DeviceBuilding.Printer(linked: false).Components.Keys));

    [Fact]
    public void Commands_AreThoseThatTheAgentHears()
    {
        var components = DeviceBuilding.Printer().Components.Values;
        var sent = components.SelectMany(component => new[] { component.PayloadPress, component.PayloadOn, component.PayloadOff, component.CommandTemplate?.Replace("{{ value }}", "0.62") }
            .OfType<string>().Select(payload => (component.CommandTopic, Payload: payload))).ToList();

        Assert.Equal(11, sent.Count);
        Assert.All(sent, command =>
        {
            var channel = Assert.Single(MessageContract.Channels, channel => channel.IsOf(command.CommandTopic!));
            Assert.Null(MessageContract.FaultOf(Assert.Single(channel.Messages).Schema!, command.Payload));
        });
    }

    [Theory]
    [InlineData(0.6, 0.4, 0.8)]
    [InlineData(0.437, 0.24, 0.63)]
    [InlineData(0.1, 0.05, 0.3)]
    [InlineData(0.935, 0.74, 0.97)]
    public void Threshold_IsAnnouncedAsFarAsACommandMayGo_InWholeSteps(double shipped, double lowest, double highest)
    {
        var number = Number(shipped);

        Assert.Equal((lowest, highest), (number.Min!.Value, number.Max!.Value));
    }

    [Fact]
    public void Threshold_WhereverTheModelHasIt_WhatIsAnnouncedIsNotRefused() => Gen.Double[0.01, 0.99].Sample(shipped =>
    {
        var (number, own) = (Number(shipped), new ClassThreshold(DefectClass.Spaghetti, shipped, shipped / 2, 0));
        return OperatorDesk.IsWithinReach(number.Min!.Value, own) && OperatorDesk.IsWithinReach(number.Max!.Value, own) && number.Min < number.Max;
    });

    [Fact]
    public void UniqueIds_OfTwoAgentsWithTheSamePrinters_AreAllDifferent()
    {
        DiscoveryDevice[] devices =
        [
            .. new[] { "left", "right" }.SelectMany(node => new[] { DeviceBuilding.Agent(node), DeviceBuilding.Printer("a", source: DeviceBuilding.Source(node)), DeviceBuilding.Printer("b", source: DeviceBuilding.Source(node)) }),
            DeviceBuilding.Printer("a", source: DeviceBuilding.Source("left", "other/root")),
        ];
        var ids = devices.SelectMany(device => device.Components.Values).Select(component => component.UniqueId).ToList();

        Assert.DoesNotContain(null, ids);
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Equal(devices.Length, devices.Select(device => device.Device.Identifiers[0]).Distinct().Count());
    }

    [Fact]
    public void Names_OfDifferentPrinters_AreDifferent_AndAllowedInTopics()
    {
        // The same text cut into root, node and printer at two places, so that names which only run the parts together would meet.
        var cut = Gen.Select(Gen.Int[1, 3], Gen.Int[1, 3]);
        Gen.Select(Gen.String[Gen.Char["a_-/5f"], 7, 7], cut, cut).Sample((text, left, right) =>
        {
            var names = new[] { left, right }.Select(at => new DiscoveryNames(text[..at.Item1], text[at.Item1..(at.Item1 + at.Item2)]).Printer(text[(at.Item1 + at.Item2)..])).ToList();
            Assert.All(names, name => Assert.Matches("^[a-zA-Z0-9_-]+$", name));
            Assert.Equal(left == right, names[0] == names[1]);
        });
    }

    private static DiscoveryComponent Number(double shipped) => DeviceBuilding.Printer(
        source: DeviceBuilding.Source() with { Thresholds = [new ClassThreshold(DefectClass.Spaghetti, shipped, shipped / 2, 0)] }).Components["spaghetti_threshold"];

    [Fact]
    public void Vanished_Component_IsToldWithItsPlatformAlone_AndAVanishedDeviceIsTakenAway()
    {
        var announced = new Dictionary<string, IReadOnlyDictionary<string, string>>
        {
            ["gone"] = new Dictionary<string, string> { ["risk"] = "sensor" },
            ["there"] = DeviceBuilding.Printer().Components.ToDictionary(component => component.Key, component => component.Value.Platform),
        };
        var now = DeviceBuilding.Printer(source: DeviceBuilding.Source(classes: DefectClass.Spaghetti));
        var plan = AnnouncementPlan.Make(announced, [new Announcement("there", now)]);

        Assert.Equal(["gone", "there"], plan.Select(announcement => announcement.Topic));
        Assert.Empty(plan[0].Payload);
        Assert.Null(DiscoveryContract.FaultOf(plan[1].Payload));
        using var json = JsonDocument.Parse(plan[1].Payload);
        var components = json.RootElement.GetProperty("components");
        Assert.Equal("""{"platform":"binary_sensor"}""", components.GetProperty("stringing").GetRawText());
        Assert.Equal("""{"platform":"number"}""", components.GetProperty("stringing_threshold").GetRawText());
        Assert.True(components.GetProperty("spaghetti").TryGetProperty("unique_id", out _));
    }
}
