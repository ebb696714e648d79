using Defects.Agent.Configuration;

namespace Defects.Agent.Tests.Configuration;

public sealed class LiveOptionsTests
{
    private static readonly AgentOptions Start = new() { Node = "box", Printers = new() { ["a"] = new() } };

    [Fact]
    public void Replace_PrintersAndRules_AreInForceBeforeAnybodyIsTold()
    {
        var live = new LiveOptions(Start);
        AgentOptions? told = null;
        live.Changed += () => told = live.Value;
        var next = Start with { Printers = new() { ["b"] = new() }, Alerts = new() { ["spaghetti"] = new() { Set = 0.7 } } };

        Assert.Empty(live.Replace(next));

        Assert.Equal(["b"], told!.Printers.Keys);
        Assert.Equal(0.7, told.Alerts["spaghetti"].Set);
    }

    [Fact]
    public void Replace_WhatTakesARestart_IsNamedAndNotInForce()
    {
        var live = new LiveOptions(Start);

        var waiting = live.Replace(Start with { Node = "other", Mqtt = Start.Mqtt with { Port = 1 }, Printers = new() { ["b"] = new() } });

        Assert.Equal(["node", "mqtt"], waiting);
        Assert.Equal(("box", 1883), (live.Value.Node, live.Value.Mqtt.Port));
        Assert.Equal(["b"], live.Value.Printers.Keys);
    }
}
