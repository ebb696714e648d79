using Defects.Trainer.Calibration;
using Defects.Trainer.Data;

namespace Defects.Trainer.Training;

/// <summary>
/// Cross-validation where folds are asked for, training, calibration, and what else is asked for to be known of the model. The final network
/// learns from the training split and is chosen on validation; with folds it ends with its last epoch, as their networks do, and temperature and
/// thresholds come from the out-of-fold scores: several times as many images, of networks trained for as long on about as much data, none of
/// which had seen them.
/// </summary>
public static class ModelTraining
{
    public static TrainedModel Execute(
        TrainOptions options, Dataset data, RunFolder run, ITrainingProgress progress, TimeProvider clock, CancellationToken cancellation)
    {
        data.RequireTrainable();
        options = options.Folds == 0 ? options : options with { Selection = Selection.Last };
        var problems = options.Calibration.Problems(data.Classes)
            .Concat(options.Folds == 0 ? [] : OutOfFold.Problems(data, options))
            .Concat(UnseenSources.Problems(data, options))
            .ToList();
        if (problems.Count > 0)
        {
            throw new DatasetException(problems);
        }

        var (curve, sources) = (options.LearningCurve ? LearningCurveRuns.Cost : 0, options.UnseenSources ? UnseenSources.Of(data).Count : 0);
        var scores = options.Folds == 0
            ? null
            : CrossValidation.Execute(
                options,
                data,
                options.Folds,
                Folds(run),
                new RestOfRun(progress, (1 + sources + curve) / options.Folds, clock),
                clock,
                cancellation,
                keepNetworks: options.LearntStations > 0);
        if (scores is not null)
        {
            progress.Note("The model itself, on the training split.");
        }

        var trained = AveragedTraining.Execute(options, data, run.Path, new RestOfRun(progress, sources + curve, clock), clock, cancellation);
        var fitted = options.Loss.FittedPrior(trained.Plan);

        // As if this network had scored them: with the class frequencies that it was fitted to.
        scores = scores?.Select(s => s.Plus([.. trained.Classes.Select(c => Math.Log(fitted[c]))])).ToList();
        var calibration = ModelCalibration.Fit(
            scores ?? NetworkScoring.Score(trained.Network, data.Split(Splits.Validation), trained.Classes, options, cancellation),
            trained.Classes,
            fitted,
            options.Calibration,
            options.Seed);
        calibration.Notes.ToList().ForEach(progress.Note);
        var model = new TrainedModel(trained, calibration, scores is null ? null : OutOfFold.Evaluate(scores, trained, options));
        model = model with { Adaptation = options.LearntStations == 0 ? null : UnseenStations.Learn(model, options, data, Folds(run), progress, cancellation) };
        return model with
        {
            UnseenSources = sources == 0
                ? []
                : UnseenSources.Execute(model, options, data, Without(run), new RestOfRun(progress, curve / sources, clock), clock, cancellation),
            LearningCurve = curve == 0 ? null : LearningCurveRuns.Execute(options, data, model, run.In("learning_curve"), progress, clock, cancellation),
        };
    }

    /// <summary>What only a run that is not over needs.</summary>
    public static void Clear(TrainOptions options, RunFolder run)
    {
        AveragedTraining.Clear(options, run.Path);
        CrossValidation.Clear(Folds(run), options.Folds);
        UnseenSources.Clear(Without(run));
    }

    private static string Folds(RunFolder run) => run.In("folds");

    private static string Without(RunFolder run) => run.In("without");
}
