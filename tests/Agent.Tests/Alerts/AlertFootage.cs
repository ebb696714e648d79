using Defects.Agent.Alerts;
using Defects.Shared.Classes;

namespace Defects.Agent.Tests.Alerts;

/// <summary>Feeds scores to a printer's alerts and keeps what they say.</summary>
internal sealed class AlertFootage(AlertRules rules)
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly Random _random = new(1);

    public AlertRules Rules { get; set; } = rules;

    public PrinterAlertState State { get; set; } = PrinterAlertState.Start;

    public List<AlertEvent> Events { get; } = [];

    public double SecondsOf(AlertEvent told) => (told.At - Start).TotalSeconds;

    public void Play(double from, double to, double framesPerSecond, Func<double, double> spaghetti, string camera = "bed")
    {
        for (var frame = 0; from + (frame / framesPerSecond) <= to; frame++)
        {
            var second = from + (frame / framesPerSecond);
            See(camera, second, spaghetti(second));
        }
    }

    public void See(string camera, double second, double spaghetti, double stringing = 0)
    {
        Dictionary<DefectClass, double> probabilities = new()
        {
            [DefectClass.Good] = 1 - spaghetti - stringing,
            [DefectClass.Stringing] = stringing,
            [DefectClass.Spaghetti] = spaghetti,
        };
        (State, var events) = PrinterAlerts.Observe(
            State, new Observation(camera, probabilities), Rules, Start.AddSeconds(second), at => NewId(at));
        Events.AddRange(events);
    }

    private Ulid NewId(DateTimeOffset at)
    {
        Span<byte> randomness = stackalloc byte[10];
        _random.NextBytes(randomness);
        return Ulid.NewUlid(at, randomness);
    }
}
