using Defects.Agent.Actions;
using Defects.Agent.Printers;

namespace Defects.Agent.Tests.Actions;

/// <summary>Hears what a ladder tells and what is done to it, and knows by itself what it may ask of its printer.</summary>
/// <param name="countdown">Of every alert.</param>
internal sealed class LadderWitness(TimeSpan countdown)
{
    private static readonly TimeSpan Never = TimeSpan.FromDays(1);

    private readonly HashSet<Ulid> _settled = [];
    private (Ulid Alert, TimeSpan Left)? _announced;
    private (Initiator By, Ulid? Alert)? _asked;
    private bool _isRequested;
    private TimeSpan _sinceAsked = Never;
    private TimeSpan _sinceTaken = Never;

    /// <summary>How often it was asked again.</summary>
    public int Retries { get; private set; }

    /// <summary>A request is out that the printer may follow: a pause is the ladder's doing.</summary>
    public bool IsAwaited => _sinceTaken < PauseRequest.VerifyTime;

    public void Pass(TimeSpan elapsed)
    {
        elapsed = elapsed < ActionLadder.LongestStep ? elapsed : ActionLadder.LongestStep;
        _announced = _announced is { } counting ? counting with { Left = counting.Left - elapsed } : null;
        (_sinceAsked, _sinceTaken) = (_sinceAsked + elapsed, _sinceTaken + elapsed);
    }

    /// <summary>Nobody could follow a countdown from before, or knows what people did meanwhile.</summary>
    public void Restart() => (_announced, _asked, _isRequested) = (null, null, false);

    public void Veto(IEnumerable<Ulid> open)
    {
        _settled.UnionWith(open);
        Restart();
    }

    public void Request() => (_isRequested, _sinceTaken) = (true, Never);

    public void Refuse() => _sinceTaken = Never;

    /// <summary>Ids never come back; where a test's do, what is over is as good as new.</summary>
    public void Keep(IEnumerable<Ulid> open) => _settled.IntersectWith(open);

    public void Hear(IReadOnlyList<ActionEvent> told, bool asks, PrinterActivity activity, bool isArmed)
    {
        Assert.Equal(asks, told.Any(item => item.Kind is ActionKind.Pausing or ActionKind.Retrying));
        Assert.True(!asks || isArmed, "a printer was asked that is not armed");
        Assert.True(!IsAwaited || activity != PrinterActivity.Paused || told.Any(item => item.Kind == ActionKind.Paused), "a pause that was asked for came and was not told");
        foreach (var item in told)
        {
            Hear(item);
        }
    }

    public void Hear(ActionEvent told)
    {
        switch (told.Kind)
        {
            case ActionKind.Announced:
                Assert.DoesNotContain(told.Alert!.Value, _settled);
                (_announced, _asked) = ((told.Alert.Value, countdown), null);
                break;
            case ActionKind.Pausing:
                Assert.True(
                    told.By == Initiator.Operator ? _isRequested : _announced is { } over && over.Alert == told.Alert && over.Left <= TimeSpan.Zero,
                    $"asked by the {told.By} without a whole countdown or a person's word: {_announced}");
                Ask(told);
                break;
            case ActionKind.Retrying:
                Assert.True(_asked == (told.By, told.Alert), "asked again for what was not asked before, or after a restart or a veto");
                Assert.True(_sinceAsked >= PauseRequest.RefusedTime, $"asked again after {_sinceAsked}");
                Retries++;
                Ask(told);
                break;
            case ActionKind.Failed:
                break;
            default:
                Settle(told);
                break;
        }
    }

    private void Ask(ActionEvent told) =>
        (_announced, _isRequested, _asked, _sinceAsked, _sinceTaken) = (null, false, (told.By, told.Alert), TimeSpan.Zero, TimeSpan.Zero);

    private void Settle(ActionEvent told)
    {
        (_announced, _asked, _isRequested) = (null, null, false);
        if (told.Alert is { } alert && (told.Kind != ActionKind.Cancelled || told.By == Initiator.Operator))
        {
            _settled.Add(alert);
        }

        // A veto does not take back what was asked.
        _sinceTaken = told.Kind == ActionKind.Cancelled ? _sinceTaken : Never;
    }
}
