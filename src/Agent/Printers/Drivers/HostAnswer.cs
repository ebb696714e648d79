using System.Net;
using System.Text.Json;
using Defects.Agent.Devices;

namespace Defects.Agent.Printers.Drivers;

/// <summary>What a printer's host answered.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Text">The body, read as UTF-8.</param>
internal sealed record HostAnswer(HttpStatusCode Status, string Text)
{
    /// <exception cref="PrinterException">It is none.</exception>
    public JsonElement ReadJson() => JsonMembers.Read(Text)
        ?? throw new PrinterException("the printer's answer is no JSON: is the address that of its host, with the right port?");

    /// <summary>The host's own words for what is wrong; empty where it has none.</summary>
    public string Complaint
    {
        get
        {
            // Moonraker has an object there, OctoPrint a text, PrusaLink a title or a message.
            var json = JsonMembers.Read(Text) ?? default;
            string[] words = [json.Line("error", "message"), json.Line("error"), json.Line("message"), json.Line("title")];
            return words.FirstOrDefault(word => word.Length > 0) ?? "";
        }
    }
}
