using System.Text.Json;
using CsCheck;
using Defects.Agent.Devices;
using Defects.Agent.Printers;
using Defects.Agent.Printers.Drivers;

namespace Defects.Agent.Tests.Printers.Drivers;

public sealed class BambuStateTests
{
    private static readonly Gen<Dictionary<string, object>> Report = Gen.Select(
        OneOf("IDLE", "PREPARE", "RUNNING", "PAUSE", "FINISH", "FAILED"),
        Gen.Int[-1, 60],
        Gen.Int[0, 100],
        Gen.Int[0, 300],
        OneOf("", "benchy", "vase"),
        OneOf("0", "17", "18"),
        Gen.Int[0, 5],
        (state, stage, percent, layer, name, task, tray) => new Dictionary<string, object>
        {
            ["gcode_state"] = state,
            ["stg_cur"] = stage,
            ["mc_percent"] = percent,
            ["layer_num"] = layer,
            ["total_layer_num"] = 300,
            ["subtask_name"] = name,
            ["gcode_file"] = "/sd/x.gcode",
            ["task_id"] = task,
            ["ams"] = new { tray_now = $"{tray}", ams = new[] { new { id = "0", tray = new[] { new { id = "0", tray_type = "PLA" }, new { id = "1", tray_type = "ABS" } } } } },
            ["vt_tray"] = new { id = "254", tray_type = "TPU" },
        });

    [Fact]
    public void Changes_OneAfterTheOther_ComeToWhatTheWholeReportSays() =>
        Gen.Select(Report.Array[1, 8], Gen.Double.Unit.Array[11]).Sample((reports, cut) =>
        {
            // First all of it, then of each later report only what differs, each member in a message of its own or not.
            var state = BambuState.Nothing.Hear(Json(reports[0]));
            foreach (var (before, now) in reports.Zip(reports.Skip(1)))
            {
                var changed = now.Where(member => Text(member.Value) != Text(before[member.Key])).ToList();
                foreach (var part in changed.GroupBy(member => cut[changed.IndexOf(member)] < 0.5))
                {
                    state = state.Hear(Json(part.ToDictionary()));
                }
            }

            Assert.Equal(BambuState.Nothing.Hear(Json(reports[^1])).Status, state.Status);
        });

    [Fact]
    public void AnyJsonInAnyMember_NeverThrows_AndAnActivityIsAlwaysSaid() =>
        Gen.Select(Report, OneOf("gcode_state", "stg_cur", "mc_percent", "layer_num", "subtask_name", "ams", "vt_tray", "command"), OddJson).Sample((report, member, odd) =>
        {
            var text = JsonSerializer.Serialize(new { print = report }).Replace($"\"{member}\":", $"\"{member}\":{odd},\"x\":", StringComparison.Ordinal);
            if (JsonMembers.Read(text) is { } told)
            {
                var status = BambuState.Nothing.Hear(told).Hear(Json(report)).Hear(told).Status;
                Assert.True(Enum.IsDefined(status.Activity));
                Assert.True(status.Job?.Progress is null or (>= 0 and <= 1));
                Assert.True(status.Says.Length <= 300);
                BambuNews.Nothing.Hear(told);
            }
        });

    [Theory]
    [InlineData("RUNNING", 0, 0, nameof(PrinterActivity.Printing))]
    [InlineData("RUNNING", 255, 5, nameof(PrinterActivity.Printing))]
    [InlineData("RUNNING", 2, 0, nameof(PrinterActivity.Preparing))]
    [InlineData("RUNNING", 14, 0, nameof(PrinterActivity.Preparing))]
    [InlineData("RUNNING", 14, 5, nameof(PrinterActivity.Printing))]
    [InlineData("RUNNING", 10, 1, nameof(PrinterActivity.Printing))]
    [InlineData("RUNNING", 9999, 0, nameof(PrinterActivity.Printing))]
    [InlineData("PREPARE", 0, 0, nameof(PrinterActivity.Preparing))]
    [InlineData("SLICING", 0, 0, nameof(PrinterActivity.Preparing))]
    [InlineData("PAUSE", 35, 5, nameof(PrinterActivity.Paused))]
    [InlineData("FAILED", 0, 5, nameof(PrinterActivity.Idle))]
    [InlineData("FINISH", 0, 5, nameof(PrinterActivity.Idle))]
    [InlineData("IDLE", 0, 5, nameof(PrinterActivity.Idle))]
    [InlineData("SOMETHING", 0, 5, nameof(PrinterActivity.Unknown))]
    public void Activity_IsWhatStateAndStageMean(string state, int stage, int layer, string activity) =>
        Assert.Equal(activity, $"{BambuState.Nothing.Hear(Json(new() { ["gcode_state"] = state, ["stg_cur"] = stage, ["layer_num"] = layer })).Status.Activity}");

    [Theory]
    [InlineData("FINISH", nameof(PrintOutcome.Completed))]
    [InlineData("FAILED", nameof(PrintOutcome.Stopped))]
    [InlineData("IDLE", null)]
    [InlineData("RUNNING", null)]
    public void State_SaysHowThePrintEnded(string state, string? outcome) =>
        Assert.Equal(outcome, BambuState.Nothing.Hear(Json(new() { ["gcode_state"] = state })).Status.Outcome?.ToString());

    private static Gen<string> OddJson => Gen.OneOf(
        OneOf("null", "true", "[]", "{}", "-1", "1e999", "99999999999999999999", "\"\\ud800\"", "{\"ams\":[{\"id\":\"-5\",\"tray\":[{\"id\":\"x\"}]}]}", "[[[[]]]]", "\"\\u0000\""),
        Gen.String.Select(text => JsonSerializer.Serialize(text)),
        Gen.Double.Select(number => double.IsFinite(number) ? JsonSerializer.Serialize(number) : "0"));

    private static Gen<string> OneOf(params string[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static JsonElement Json(Dictionary<string, object> print) => JsonSerializer.SerializeToElement(new { print });

    private static string Text(object value) => JsonSerializer.Serialize(value);
}
