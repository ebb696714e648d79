using Defects.Shared.Classes;
using Defects.Trainer.Evaluation;
using Defects.Trainer.Sampling;
using Defects.Trainer.Training;

namespace Defects.Trainer.Tests.Training;

public sealed class TrainingCourseTests
{
    private static readonly ClassCount[] Counts = [new(DefectClass.Good, 40, 400), new(DefectClass.Spaghetti, 10, 100)];

    [Fact]
    public void Of_AllPhases_RunsFrozenThenWholeThenClassifier()
    {
        var course = TrainingCourse.Of(new TrainOptions { FrozenEpochs = 1, Epochs = 2, ClassifierEpochs = 2 }, Counts);

        Assert.Equal(
            [TrainingPhase.Frozen, TrainingPhase.Whole, TrainingPhase.Whole, TrainingPhase.Classifier, TrainingPhase.Classifier],
            Enumerable.Range(0, course.Count).Select(i => course[i].Phase));
        Assert.Equal([true, true, false, true, false], Enumerable.Range(0, course.Count).Select(i => course[i].BeginsPhase));
    }

    [Fact]
    public void Of_ClassifierPhase_DrawsEveryClassAlike()
    {
        var course = TrainingCourse.Of(new TrainOptions { Epochs = 1, ClassifierEpochs = 1 }, Counts);

        Assert.Equal([250, 250], course[1].Plan.Classes.Select(c => c.Draws));
        Assert.All(new LossOptions().FittedPrior(course[1].Plan).Values, share => Assert.Equal(0.5, share, 9));
    }

    [Fact]
    public void Next_PatienceOver_LeavesThePhaseForTheNext()
    {
        var course = TrainingCourse.Of(new TrainOptions { Epochs = 10, ClassifierEpochs = 1, Patience = 2 }, Counts);

        Assert.Equal(2, course.Next(Reports.Course(0.9, 0.1))!.Index);
        Assert.Equal(10, course.Next(Reports.Course(0.9, 0.1, 0.1))!.Index);
    }

    [Fact]
    public void Next_LastEpochReported_IsOver()
    {
        var course = TrainingCourse.Of(new TrainOptions { Epochs = 2 }, Counts);

        Assert.Equal(1, course.Next(Reports.Course(0.5))!.Index);
        Assert.Null(course.Next(Reports.Course(0.5, 0.6)));
    }

    [Fact]
    public void Next_SelectionLast_NeverStopsEarly()
    {
        var course = TrainingCourse.Of(new TrainOptions { Epochs = 10, Patience = 1, Selection = Selection.Last }, Counts);

        Assert.Equal(4, course.Next(Reports.Course(0.9, 0.1, 0.1, 0.1))!.Index);
    }

    [Fact]
    public void Of_ScheduleOverFrozenAndWhole_RunsOnceAcrossBoth()
    {
        var options = new TrainOptions { FrozenEpochs = 2, Epochs = 3, Sampling = new SamplingOptions { Schedule = ScheduleKind.Progressive } };

        var course = TrainingCourse.Of(options, Counts);

        var draws = Enumerable.Range(0, 5).Select(i => course[i].Plan.ShareOf(DefectClass.Spaghetti).Draws).ToList();
        Assert.Equal(100, draws[0]);
        Assert.Equal(draws.Order(), draws);
        Assert.Equal(SamplingPlan.For(Counts, options.Sampling, options.Loss).ShareOf(DefectClass.Spaghetti).Draws, draws[4]);
    }
}
