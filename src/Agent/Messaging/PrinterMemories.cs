using System.Text.Json;
using System.Text.Json.Serialization;
using Defects.Agent.Monitoring;
using Microsoft.Extensions.Logging;

namespace Defects.Agent.Messaging;

/// <summary>What the agent knows of its printers, on disk. Thread-safe.</summary>
internal sealed partial class PrinterMemories(StateDatabase database, ILogger<PrinterMemories> logger) : IPrinterMemories
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <inheritdoc/>
    public PrinterMemory Read(string printer)
    {
        var found = database.InTransaction(() => database.Query("SELECT memory FROM printer WHERE id = $id", row => row.GetString(0), ("$id", printer)));
        try
        {
            return found.Count > 0 && JsonSerializer.Deserialize<PrinterMemory>(found[0], Json) is { } memory ? memory : PrinterMemory.Empty;
        }
        catch (JsonException e)
        {
            LogForgotten(printer, e.Message);
            return PrinterMemory.Empty;
        }
    }

    /// <param name="memory">Null to forget the printer.</param>
    public void Save(string printer, PrinterMemory? memory) => database.InTransaction(() => memory is null
        ? database.Execute("DELETE FROM printer WHERE id = $id", ("$id", printer))
        : database.Execute(
            "INSERT OR REPLACE INTO printer (id, memory) VALUES ($id, $memory)",
            ("$id", printer),
            ("$memory", JsonSerializer.Serialize(memory, Json))));

    [LoggerMessage(LogLevel.Error, "{Printer}: what was known before the start cannot be read and is forgotten, open alerts and settings with it: {Why}")]
    private partial void LogForgotten(string printer, string why);
}
