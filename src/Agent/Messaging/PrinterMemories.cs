using System.Text.Json;
using System.Text.Json.Serialization;
using Defects.Agent.Monitoring;
using Microsoft.Extensions.Logging;

namespace Defects.Agent.Messaging;

/// <summary>
/// What the agent knows of its printers, on disk, and which of them it has told the broker of: what is retained there must be taken away
/// also where a printer went while the agent did not run or the broker was away. Thread-safe.
/// </summary>
internal sealed partial class PrinterMemories(StateDatabase database, ILogger<PrinterMemories> logger) : IPrinterMemories
{
    /// <summary>The broker was told of the printer, and that is all.</summary>
    private const string Nothing = "{}";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <inheritdoc/>
    public IReadOnlyList<string> Printers => Where("memory <> $nothing");

    /// <summary>Those that the broker was told of and of which nothing is remembered, as of one that was taken out of the configuration once its last events are written.</summary>
    public IReadOnlyList<string> OnlyTold => Where("memory = $nothing");

    /// <inheritdoc/>
    public PrinterMemory Read(string printer)
    {
        var found = database.InTransaction(() => database.Query("SELECT memory FROM printer WHERE id = $id", row => row.GetString(0), ("$id", printer)));
        try
        {
            return found.Count > 0 && found[0] != Nothing && JsonSerializer.Deserialize<PrinterMemory>(found[0], Json) is { } memory ? memory : PrinterMemory.Empty;
        }
        catch (JsonException e)
        {
            LogForgotten(printer, e.Message);
            return PrinterMemory.Empty;
        }
    }

    /// <param name="memory">Null to forget all but that the broker was told of the printer.</param>
    public void Save(string printer, PrinterMemory? memory) => database.InTransaction(() => database.Execute(
        "INSERT OR REPLACE INTO printer (id, memory) VALUES ($id, $memory)",
        ("$id", printer),
        ("$memory", memory is null ? Nothing : JsonSerializer.Serialize(memory, Json))));

    /// <summary>To be called before the broker is told: what is cleared too much does no harm, what is forgotten stays there for ever.</summary>
    public void NoteTold(string printer) => database.InTransaction(() => database.Execute(
        "INSERT OR IGNORE INTO printer (id, memory) VALUES ($id, $nothing)", ("$id", printer), ("$nothing", Nothing)));

    /// <summary>The broker has nothing of the printer any more. One that came back meanwhile, and is remembered again, stays.</summary>
    public void NoteCleared(string printer) => database.InTransaction(() => database.Execute(
        "DELETE FROM printer WHERE id = $id AND memory = $nothing", ("$id", printer), ("$nothing", Nothing)));

    private IReadOnlyList<string> Where(string condition) => database.InTransaction(() => database.Query(
        $"SELECT id FROM printer WHERE {condition} ORDER BY id", row => row.GetString(0), ("$nothing", Nothing)));

    [LoggerMessage(LogLevel.Error, "{Printer}: what was known before the start cannot be read and is forgotten, open alerts and settings with it: {Why}")]
    private partial void LogForgotten(string printer, string why);
}
