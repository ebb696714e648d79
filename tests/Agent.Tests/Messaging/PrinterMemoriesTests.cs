using System.Text.Json;
using Defects.Agent.Actions;
using Defects.Agent.Alerts;
using Defects.Agent.Messaging;
using Defects.Agent.Monitoring;
using Defects.Agent.Monitoring.Operators;
using Defects.Agent.Printers;
using Defects.Agent.Tests.Alerts;
using Defects.Shared.Bundles;
using Defects.Shared.Classes;

namespace Defects.Agent.Tests.Messaging;

public sealed class PrinterMemoriesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StateDatabase _database;
    private readonly ListLogger<PrinterMemories> _log = new();
    private readonly PrinterMemories _memories;

    public PrinterMemoriesTests()
    {
        _database = new StateDatabase(_folder.Path, TimeProvider.System, new ListLogger<StateDatabase>());
        _memories = new PrinterMemories(_database, _log);
    }

    [Fact]
    public void Read_WhatWasSaved_IsTheSameToTheLastMember()
    {
        var now = new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
        var footage = new AlertFootage(new AlertRules([AlertRule.BuiltIn(new ClassThreshold(DefectClass.Spaghetti, 0.6, 0.4, 0))], TimeSpan.FromSeconds(5)));
        footage.Play(0, 40, 1, _ => 0.9);
        var report = new PrinterReport(new PrinterStatus(PrinterActivity.Printing, "Printing", new PrintJob { Id = "7", File = "a.gcode", Progress = 0.4 }), now, true, null);
        var saved = new PrinterMemory
        {
            Alerts = OperatorAnswers.Snooze(OperatorAnswers.Acknowledge(footage.State, _ => true), [DefectClass.Stringing], TimeSpan.FromHours(1), now),
            Action = new ActionState
            {
                Phase = ActionPhase.Pausing,
                Alert = footage.Events[0].Id,
                Class = DefectClass.Spaghetti,
                By = Initiator.Operator,
                Left = TimeSpan.FromSeconds(3),
                Waited = TimeSpan.FromSeconds(4),
                Attempt = 2,
                Refusal = "no active job",
                Done = [footage.Events[0].Id],
            },
            Settings = new OperatorSettings { Enabled = false, Thresholds = OperatorSettings.None.Thresholds.Add(DefectClass.Spaghetti, 0.7) },
            Print = PrintTracker.Start.Observe(report).Next,
            Presence = PrinterPresence.Start.Observe(report, now).Next,
            Trust = new PrintTrust { Print = now, HasEnded = true, Good = now.AddDays(-1), Lost = "it was paused", SeesNext = true, Told = PrintOutcome.Completed },
            Model = new ModelId("defects", 2),
        };
        _memories.Save("ender", saved);
        var read = _memories.Read("ender");

        // Compared as text: immutable maps compare by reference.
        Assert.Equal(JsonSerializer.Serialize(saved), JsonSerializer.Serialize(read));
        Assert.Equal((0.7, TimeSpan.FromSeconds(3), "a.gcode"), (read.Settings.Thresholds[DefectClass.Spaghetti], read.Action.Left, read.Print.Job!.File));
        Assert.Equal(LatchPhase.Open, read.Alerts.Classes[DefectClass.Spaghetti].Latch.Phase);
        Assert.Equal(0.9 * (1 - Math.Exp(-40 / 6.0)), read.Alerts.Cameras["bed"].Of(DefectClass.Spaghetti), 9);
    }

    [Fact]
    public void Read_ForgottenOrNeverSeen_IsEmpty()
    {
        _memories.Save("ender", new PrinterMemory { Model = new ModelId("defects", 2) });
        _memories.Save("ender", null);

        Assert.Same(PrinterMemory.Empty, _memories.Read("ender"));
        Assert.Same(PrinterMemory.Empty, _memories.Read("prusa"));
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public void OnlyTold_ForgottenPrinter_StaysUntilItIsCleared()
    {
        _memories.NoteTold("ender");
        _memories.NoteTold("prusa");
        _memories.Save("ender", new PrinterMemory { Model = new ModelId("defects", 2) });
        _memories.NoteTold("ender");
        _memories.NoteCleared("ender");
        Assert.Equal(["ender"], _memories.Printers);
        Assert.Equal(["prusa"], _memories.OnlyTold);
        Assert.Same(PrinterMemory.Empty, _memories.Read("prusa"));

        _memories.Save("ender", null);
        _memories.NoteCleared("prusa");
        Assert.Empty(_memories.Printers);
        Assert.Equal(["ender"], _memories.OnlyTold);
        _memories.NoteCleared("ender");
        Assert.Empty(_memories.OnlyTold);
    }

    [Fact]
    public void Read_MemoryFromBeforePrintsWereTrusted_TrustsNothing()
    {
        _database.InTransaction(() => _database.Execute(
            "INSERT INTO printer (id, memory) VALUES ('ender', $memory)", ("$memory", """{"model":{"name":"defects","version":2}}""")));

        Assert.Equal((new ModelId("defects", 2), PrintTrust.None), (_memories.Read("ender").Model, _memories.Read("ender").Trust));
        Assert.Empty(_log.Lines);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("""{"alerts":null}""")]
    [InlineData("""{"settings":{"enabled":"perhaps"}}""")]
    [InlineData("""{"action":{"phase":"flying"}}""")]
    [InlineData("""{"action":{"alert":"no ulid"}}""")]
    [InlineData("""{"alerts":{"cameras":{},"classes":{"warping":{}},"snoozed":{}}}""")]
    public void Read_Damaged_IsForgottenAndSaid(string memory)
    {
        _database.InTransaction(() => _database.Execute("INSERT INTO printer (id, memory) VALUES ('ender', $memory)", ("$memory", memory)));

        Assert.Same(PrinterMemory.Empty, _memories.Read("ender"));
        Assert.StartsWith("Error: ender: what was known before the start cannot be read", Assert.Single(_log.Lines));
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }
}
