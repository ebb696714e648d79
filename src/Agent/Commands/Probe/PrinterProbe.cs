using System.Globalization;
using Defects.Agent.Configuration;
using Defects.Agent.Messaging;
using Defects.Agent.Printers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Defects.Agent.Commands.Probe;

/// <summary>Asks the printer behind an address once, the way the agent would.</summary>
internal static class PrinterProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <param name="source">As a camera is named.</param>
    /// <returns>What it says of itself, or why it cannot be read; null where no printer is behind such an address.</returns>
    public static async Task<string?> AskAsync(string source, string? credentialsFile, TimeProvider time, CancellationToken stop)
    {
        if (!Uri.TryCreate(source, UriKind.Absolute, out var address) || address.Scheme is not ("moonraker" or "octoprint" or "prusalink"))
        {
            return null;
        }

        // Behind the host may come the name of one of its cameras.
        var link = new PrinterLinkOptions { Address = address.GetLeftPart(UriPartial.Authority), CredentialsFile = credentialsFile };
        var driver = new PrinterDrivers(new MessageBus(NullLogger<MessageBus>.Instance), time).Open(link);
        using var late = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, stop);
        try
        {
            await foreach (var status in driver.WatchAsync(either.Token))
            {
                return $"the printer is {Words(status)}";
            }
        }
        catch (PrinterException e)
        {
            return $"the printer cannot be read: {e.Message}";
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            // Below.
        }

        return $"the printer says nothing within {Patience.TotalSeconds:0} s";
    }

    private static string Words(PrinterStatus status)
    {
        var activity = status.Activity.ToString().ToLowerInvariant();
        var job = status.Job;
        string?[] words =
        [
            status.Says.Equals(activity, StringComparison.OrdinalIgnoreCase) || status.Says.Length == 0 ? activity : $"{activity} (\"{status.Says}\")",
            job?.File,
            job?.Progress is { } progress ? string.Create(CultureInfo.InvariantCulture, $"{100 * progress:0} %") : null,
            (job?.Layer, job?.Layers) switch
            {
                ({ } layer, { } layers) => $"layer {layer} of {layers}",
                ({ } layer, null) => $"layer {layer}",
                _ => null,
            },
            job?.Material,
        ];
        return string.Join(", ", words.OfType<string>());
    }
}
