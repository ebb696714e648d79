using CsCheck;
using Defects.Agent.Actions;
using Defects.Agent.Printers;
using Defects.Shared.Classes;

namespace Defects.Agent.Tests.Actions;

/// <summary>Whatever the printer says, people do and alerts come and go, in whatever order.</summary>
public sealed class AnyLadderTests
{
    private static readonly Ulid First = Ulid.NewUlid(DateTimeOffset.UnixEpoch);
    private static readonly Ulid Second = Ulid.NewUlid(DateTimeOffset.UnixEpoch.AddSeconds(1));
    private static readonly Ulid Third = Ulid.NewUlid(DateTimeOffset.UnixEpoch.AddSeconds(2));

    /// <summary>Mostly a print that goes on.</summary>
    private static readonly Gen<PrinterActivity> Activities = Gen.Int[0, 19].Select(i => i < 8 ? (PrinterActivity)i : PrinterActivity.Printing);

    [Fact]
    public void Step_AnySituationsCommandsRefusalsAndRestarts_AsksOnlyForWhatWasAnnouncedOrRequestedAndNeverGivesUp() =>
        Gen.Select(Activities, Gen.Int[0, 3], Gen.Int[0, 9], Gen.Int[0, 60]).Array[1, 100].Sample(moves =>
        {
            var state = ActionState.Rest;
            var witness = new LadderWitness(TimeSpan.FromSeconds(5));
            foreach (var (activity, open, kind, move) in moves)
            {
                var situation = Situation(activity, open, isArmed: kind > 0) with
                {
                    Acknowledged = kind == 1 ? [First] : [],
                    Fading = kind == 2 ? [First] : [],
                };
                switch (move)
                {
                    case 0:
                        state = ActionLadder.Resume(state);
                        witness.Restart();
                        break;
                    case 1:
                        var veto = ActionLadder.Veto(state, situation);
                        state = veto.State;
                        veto.Events.ToList().ForEach(witness.Hear);
                        witness.Veto(situation.Open);
                        break;
                    case 2:
                        state = ActionLadder.Request(state);
                        witness.Request();
                        break;
                    case 3 when state.Phase == ActionPhase.Pausing:
                        state = ActionLadder.Refused(state, "no active job");
                        witness.Refuse();
                        break;
                    default:
                        for (var step = 0; step < move; step++)
                        {
                            state = Step(state, situation, TimeSpan.FromSeconds(0.3 * (kind + 1)), witness).State;
                        }

                        break;
                }

                witness.Keep(situation.Open);
            }

            AssertAsksOnAndOn(state, witness);
        }, iter: 500);

    /// <summary>A print that fails now is paused as soon as that can be, though its host refuses, and the agent starts anew.</summary>
    private static void AssertAsksOnAndOn(ActionState state, LadderWitness witness)
    {
        var failing = new ActionSituation([Third], [(Third, DefectClass.Spaghetti, TimeSpan.FromSeconds(5))], PrinterActivity.Printing, true);
        for (var start = 0; start < 2; start++)
        {
            List<int> asked = [];
            for (var second = 0; second < 1200; second++)
            {
                var step = Step(state, failing, TimeSpan.FromSeconds(1), witness);
                state = step.AsksForPause ? ActionLadder.Refused(step.State, "no connection") : step.State;
                asked.AddRange(step.AsksForPause && state.Alert == Third ? [second] : []);
            }

            Assert.InRange(asked[0], 0, 180);
            Assert.All(asked.Zip(asked.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 10, 62));
            Assert.InRange(asked[^1], 1200 - 62, 1200);
            state = ActionLadder.Resume(state);
            witness.Restart();
        }
    }

    private static ActionStep Step(ActionState state, ActionSituation situation, TimeSpan elapsed, LadderWitness witness)
    {
        witness.Pass(elapsed);
        var step = ActionLadder.Step(state, situation, elapsed);
        witness.Hear(step.Events, step.AsksForPause, situation.Activity, situation.IsArmed);
        return step;
    }

    /// <param name="open">The first alert, the second, or both.</param>
    private static ActionSituation Situation(PrinterActivity activity, int open, bool isArmed)
    {
        List<(Ulid, DefectClass, TimeSpan)> alerts = [];
        alerts.AddRange((open & 1) > 0 ? [(First, DefectClass.Spaghetti, TimeSpan.FromSeconds(5))] : []);
        alerts.AddRange((open & 2) > 0 ? [(Second, DefectClass.Stringing, TimeSpan.FromSeconds(5))] : []);
        return new ActionSituation([.. alerts.Select(alert => alert.Item1)], alerts, activity, isArmed);
    }
}
