using Defects.Shared.Classes;
using Defects.Shared.Simulation;

namespace Defects.Agent.Commands.Demo;

/// <summary>A printer of the demo: what its camera sees a given time after the demo began. Thread-safe.</summary>
internal sealed class SimulatedPrinter : IDisposable
{
    /// <summary>Time between two different pictures.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(500);

    /// <summary>When the failing print begins to fail.</summary>
    public static readonly TimeSpan Onset = TimeSpan.FromSeconds(25);

    /// <summary>Prints run faster than life, so that a failure unfolds while somebody is looking.</summary>
    private const int Speed = 8;

    private static readonly TimeSpan PrintTime = TimeSpan.FromMinutes(40);

    /// <summary>Where every print stands as the demo begins: the parts are half grown.</summary>
    private static readonly TimeSpan Begun = PrintTime * 0.4;

    private readonly Lock _lock = new();
    private readonly PrintRenderer _renderer;
    private long _tick = -1;
    private byte[] _jpeg = [];

    public SimulatedPrinter(string id, int seed, DefectClass failure)
    {
        Id = id;
        Failure = failure;
        _renderer = new PrintRenderer(new SimulatedPrint
        {
            Seed = seed,
            Failure = failure,
            Onset = Begun + (Onset * Speed),
            Duration = PrintTime,
            Strength = 1,
        });
    }

    public string Id { get; }

    public DefectClass Failure { get; }

    /// <summary>The camera's picture as JPEG.</summary>
    public byte[] See(TimeSpan sinceStart)
    {
        lock (_lock)
        {
            var tick = sinceStart.Ticks / Pace.Ticks;
            if (tick != _tick)
            {
                _tick = tick;

                // At the end of a print the next one is half grown at once: nothing is learnt from an empty bed.
                var printed = (Pace * tick * Speed).Ticks % (PrintTime - Begun).Ticks;
                _jpeg = _renderer.Render(Begun + TimeSpan.FromTicks(printed)).Jpeg;
            }

            return _jpeg;
        }
    }

    public void Dispose() => _renderer.Dispose();
}
