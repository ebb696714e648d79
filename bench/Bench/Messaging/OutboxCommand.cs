using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Defects.Agent.Messaging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Defects.Bench.Messaging;

/// <summary>
/// What the outbox costs while the broker is away and once it is back: events of an hour of trouble, one by one, in a file, the first and the
/// last tenth beside each other, since a cost that grows with what waits is paid on the worst day.
/// </summary>
internal static class OutboxCommand
{
    private const int Parts = 10;

    public static int Run(string[] args, TextWriter output)
    {
        var events = new Option<int>("--events") { DefaultValueFactory = _ => 20_000 };
        var bytes = new Option<int>("--bytes") { DefaultValueFactory = _ => 1_200, Description = "Of one event." };
        var command = new RootCommand("The outbox with many events waiting") { events, bytes };
        command.SetAction(parsed => Measure(parsed.GetValue(events), parsed.GetValue(bytes), output));
        return command.Parse(args).Invoke();
    }

    private static int Measure(int events, int bytes, TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("defects-outbox-");
        try
        {
            using var database = new StateDatabase(folder.FullName, TimeProvider.System, NullLogger<StateDatabase>.Instance);
            using var outbox = new Outbox(database, TimeSpan.FromDays(1), long.MaxValue, TimeProvider.System, NullLogger<Outbox>.Instance);
            Print(output, "adds", events, InParts(events, () => outbox.Add(new OutboxMessage("defects/box/printers/1/events", new byte[bytes], MessageJson.ContentType, Retain: false))));
            Print(output, "removals", events, InParts(events, () => outbox.Remove([outbox.Peek(1).Single().Id], [])));
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static List<TimeSpan> InParts(int count, Action act) => [.. Enumerable.Range(0, Parts).Select(_ =>
    {
        var started = Stopwatch.GetTimestamp();
        for (var done = 0; done < count / Parts; done++)
        {
            act();
        }

        return Stopwatch.GetElapsedTime(started);
    })];

    private static void Print(TextWriter output, string what, int count, List<TimeSpan> parts)
    {
        var each = parts.ConvertAll(part => part.TotalMilliseconds * Parts / count);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"outbox.{what}_a_s {1000 / each.Average():0}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"outbox.{what}_first_ms {each[0]:0.000}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"outbox.{what}_last_ms {each[^1]:0.000}"));
    }
}
