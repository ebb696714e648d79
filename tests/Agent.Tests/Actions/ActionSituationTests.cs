using Defects.Agent.Actions;
using Defects.Agent.Alerts;
using Defects.Agent.Printers;
using Defects.Agent.Tests.Alerts;
using Defects.Shared.Bundles;
using Defects.Shared.Classes;

namespace Defects.Agent.Tests.Actions;

public sealed class ActionSituationTests
{
    private readonly AlertFootage _footage = new(
        new AlertRules([AlertRule.BuiltIn(new ClassThreshold(DefectClass.Spaghetti, 0.6, 0.4, 0))], Stale: TimeSpan.FromSeconds(5)));

    [Theory]
    [InlineData(0.9, 0, false)]
    [InlineData(0, 0, true)]
    [InlineData(0, 30, true)]
    [InlineData(0, 31, false)]
    public void Of_OpenAlert_IsFadingOnlyWhileTheCameraGoesOnToSeeNothing(double thenSeen, int silentFor, bool isFading)
    {
        _footage.Play(0, 60, 1, _ => 0.9);
        _footage.Play(61, 80, 1, _ => thenSeen);
        var open = Assert.Single(_footage.State.Open);
        var last = _footage.State.Classes[DefectClass.Spaghetti].SteppedAt!.Value;

        var situation = ActionSituation.Of(_footage.State, PrinterActivity.Printing, isArmed: true, last.AddSeconds(silentFor));

        Assert.Equal(isFading, situation.IsFading(open.Id));
    }
}
