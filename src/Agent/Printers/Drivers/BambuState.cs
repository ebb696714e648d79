using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Defects.Agent.Devices;

namespace Defects.Agent.Printers.Drivers;

/// <summary>
/// What a Bambu printer has reported so far. X1 sends everything each time, P1 and A1 send what has changed: a member that is missing
/// stays as it was. Numbers come as numbers or as text. Anything else is passed over; hearing it never throws.
/// </summary>
internal sealed record BambuState
{
    /// <summary>The spool outside, in the numbers of trays.</summary>
    private const int OutsideSpool = 254;

    private const int MostTrays = 64;

    public static BambuState Nothing { get; } = new();

    private string GcodeState { get; init; } = "";

    private int? Stage { get; init; }

    private double? Percent { get; init; }

    private int? Layer { get; init; }

    private int? Layers { get; init; }

    private string Subtask { get; init; } = "";

    private string GcodeFile { get; init; } = "";

    private string TaskId { get; init; } = "";

    private string SubtaskId { get; init; } = "";

    private int? Tray { get; init; }

    private ImmutableSortedDictionary<int, string> Materials { get; init; } = ImmutableSortedDictionary<int, string>.Empty;

    /// <summary>False until the printer has said what it is doing.</summary>
    public bool IsKnown => GcodeState.Length > 0;

    public PrinterStatus Status
    {
        get
        {
            var stage = GcodeState is "RUNNING" or "PREPARE" or "PAUSE" ? BambuStage.Of(Stage) : null;
            var activity = ActivityOf(stage);
            var isOfAPrint = activity is PrinterActivity.Preparing or PrinterActivity.Printing or PrinterActivity.Paused;
            return new PrinterStatus(activity, IsKnown ? GcodeState + (stage is null ? "" : $", {stage.Words}") : "no state", isOfAPrint ? Job : null, Outcome);
        }
    }

    // A print that somebody cancels has failed, too.
    private PrintOutcome? Outcome => GcodeState switch
    {
        "FINISH" => PrintOutcome.Completed,
        "FAILED" => PrintOutcome.Stopped,
        _ => null,
    };

    // A print from the slicer over the LAN has the number 0.
    private PrintJob Job => new()
    {
        Id = new[] { TaskId, SubtaskId }.FirstOrDefault(id => id is not ("" or "0")),
        File = new[] { Subtask, GcodeFile[(GcodeFile.LastIndexOf('/') + 1)..] }.FirstOrDefault(name => name.Length > 0),
        Progress = Percent / 100,
        Layer = Layer is > 0 ? Layer : null,
        Layers = Layers is > 0 ? Layers : null,
        Material = Tray is { } tray && Materials.GetValueOrDefault(tray) is { Length: > 0 } material ? material : null,
    };

    /// <param name="report">A whole message.</param>
    public BambuState Hear(JsonElement report)
    {
        // Answers to commands look alike and repeat what was asked for, not what is.
        var print = report.At("print");
        if (print.ValueKind != JsonValueKind.Object || print.Line("command") is not ("push_status" or ""))
        {
            return this;
        }

        return this with
        {
            GcodeState = print.Line("gcode_state") is { Length: > 0 } state ? state : GcodeState,
            Stage = Whole(print.At("stg_cur")) ?? Stage,
            Percent = Whole(print.At("mc_percent")) is >= 0 and <= 100 and { } percent ? percent : Percent,
            Layer = Whole(print.At("layer_num")) ?? Layer,
            Layers = Whole(print.At("total_layer_num")) ?? Layers,
            Subtask = Text(print, "subtask_name", Subtask),
            GcodeFile = Text(print, "gcode_file", GcodeFile),
            TaskId = Text(print, "task_id", TaskId),
            SubtaskId = Text(print, "subtask_id", SubtaskId),
            Tray = Whole(print.At("ams", "tray_now")) ?? Tray,
            Materials = MaterialsOf(print),
        };
    }

    private PrinterActivity ActivityOf(BambuStage? stage) => GcodeState switch
    {
        "IDLE" or "FINISH" or "FAILED" => PrinterActivity.Idle,
        "PREPARE" or "SLICING" => PrinterActivity.Preparing,
        "PAUSE" => PrinterActivity.Paused,

        // In the middle of a print it changes filament and heats as well.
        "RUNNING" => stage is { Prepares: true } && Layer is null or <= 0 ? PrinterActivity.Preparing : PrinterActivity.Printing,
        "OFFLINE" => PrinterActivity.Offline,
        _ => PrinterActivity.Unknown,
    };

    private ImmutableSortedDictionary<int, string> MaterialsOf(JsonElement print)
    {
        var materials = Take(Materials, OutsideSpool, print.At("vt_tray"));
        foreach (var unit in print.At("ams", "ams").Items())
        {
            foreach (var tray in unit.At("tray").Items())
            {
                if (Whole(unit.At("id")) is { } four and >= 0 and < MostTrays && Whole(tray.At("id")) is >= 0 and < 4 and { } one)
                {
                    materials = Take(materials, (four * 4) + one, tray);
                }
            }
        }

        return materials;
    }

    private static ImmutableSortedDictionary<int, string> Take(ImmutableSortedDictionary<int, string> materials, int number, JsonElement tray) =>
        tray.At("tray_type").ValueKind == JsonValueKind.String ? materials.SetItem(number, tray.Line("tray_type")) : materials;

    // Numbers of prints come as text or as numbers.
    private static string Text(JsonElement print, string name, string before) => print.At(name) switch
    {
        { ValueKind: JsonValueKind.String } text => text.Line(),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText() is { Length: < 40 } digits ? digits : before,
        _ => before,
    };

    private static int? Whole(JsonElement value) =>
        value.ValueKind == JsonValueKind.String
            ? int.TryParse(value.Line(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var text) ? text : null
            : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;
}
