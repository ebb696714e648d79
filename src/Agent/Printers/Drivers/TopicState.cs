using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Defects.Agent.Configuration;
using Defects.Agent.Devices;

namespace Defects.Agent.Printers.Drivers;

/// <summary>Reads the messages of a state topic as the configuration says.</summary>
internal sealed class TopicState(PrinterLinkOptions link)
{
    private const int MostCharacters = 200;

    private readonly string[] _field = link.StateField is { Length: > 0 } field ? field.Split('.') : [];
    private readonly FrozenDictionary<string, (PrinterActivity Activity, PrintOutcome? Outcome)> _states =
        link.States.ToFrozenDictionary(state => state.Key, state => MeaningOf(state.Value), StringComparer.OrdinalIgnoreCase);

    /// <param name="payload">Anything.</param>
    public PrinterStatus Read(byte[] payload)
    {
        var word = WordOf(Encoding.UTF8.GetString(payload).Trim());
        if (word.Length == 0)
        {
            return new PrinterStatus(PrinterActivity.Unknown, _field.Length > 0 ? $"no {link.StateField} in the message" : "an empty message");
        }

        var (activity, outcome) = _states.GetValueOrDefault(word);
        return new PrinterStatus(activity, word, Job: null, outcome);
    }

    private static (PrinterActivity Activity, PrintOutcome? Outcome) MeaningOf(string configured) =>
        Enum.TryParse<PrintOutcome>(configured, ignoreCase: true, out var outcome)
            ? (PrinterActivity.Idle, outcome)
            : (Enum.Parse<PrinterActivity>(configured, ignoreCase: true), null);

    private string WordOf(string message)
    {
        var json = JsonMembers.Read(message);
        if (json is not { } value)
        {
            return _field.Length > 0 ? "" : Line(message);
        }

        var told = value.At(_field);
        return told.ValueKind switch
        {
            JsonValueKind.String => told.Line(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            JsonValueKind.Number => Line(told.TryGetDecimal(out var number) ? number.ToString("0.############", CultureInfo.InvariantCulture) : told.GetRawText()),
            _ => "",
        };
    }

    private static string Line(string text) => string.Concat(text.Take(MostCharacters).Select(letter => char.IsControl(letter) ? ' ' : letter)).Trim();
}
