using Defects.Shared.Classes;
using Defects.Trainer.Data;
using Defects.Trainer.Evaluation;
using Defects.Trainer.Networks;
using Defects.Trainer.Networks.Weights;
using Defects.Trainer.Sampling;
using TorchSharp;
using static TorchSharp.torch;

namespace Defects.Trainer.Training;

/// <summary>
/// Trains a network, keeps the weights of its best epoch in a file, and goes on from the last checkpoint in its folder where
/// there is one.
/// </summary>
public sealed class TrainingRun
{
    /// <summary>The file in the run's folder that holds the best weights so far, always whole.</summary>
    public const string BestWeightsFile = "best.safetensors";

    private const string SheetFile = "augmented.jpg";

    private readonly TrainOptions _options;
    private readonly IReadOnlyList<LabelledImage> _training;
    private readonly IReadOnlyList<LabelledImage> _validation;
    private readonly ClassSet _classes;
    private readonly TrainingCourse _course;
    private readonly TrainingDraws _draws;
    private readonly string _folder;
    private readonly ITrainingProgress _progress;
    private readonly TimeProvider _clock;

    private TrainingRun(TrainOptions options, Dataset data, string folder, ITrainingProgress progress, TimeProvider clock)
    {
        (_options, _folder, _progress, _clock) = (options, folder, progress, clock);
        (_training, _validation, _classes) = (data.Split(Splits.Train), data.Split(Splits.Validation), data.Classes);
        (_course, _draws) = (TrainingCourse.Of(options, ClassCount.Of(_training)), new TrainingDraws(_training, _classes, options));
    }

    private string BestWeights => Path.Combine(_folder, BestWeightsFile);

    /// <param name="data">Checked by <see cref="Dataset.RequireTrainable"/>; its splits train and val are used, no other.</param>
    /// <param name="folder">Where checkpoints and the best weights go, and where an interrupted run of the same options is gone on with.</param>
    /// <exception cref="OperationCanceledException">Cancelled; the best weights so far and the last checkpoint are in the folder.</exception>
    public static TrainedNetwork Execute(
        TrainOptions options, Dataset data, string folder, ITrainingProgress progress, TimeProvider clock, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        using var logged = new LoggedProgress(progress, folder, data.Classes);
        return new TrainingRun(options, data, folder, logged, clock).Execute(cancellation);
    }

    private TrainedNetwork Execute(CancellationToken cancellation)
    {
        NativeHeap.KeepFreedMemory();
        _progress.Begin(_course[0].Plan, _validation.Count);
        _draws.WriteSheet(Path.Combine(_folder, SheetFile));
        var resumed = Checkpoint.Last(_folder, _progress.Note);
        var network = Start(measures: resumed is null, cancellation);
        var epochs = resumed?.Reports.ToList() ?? [];
        resumed?.RestoreBest(BestWeights);
        TellResumed(epochs);
        TrainingStep? step = null;
        try
        {
            while (_course.Next(epochs) is { } epoch)
            {
                step = Begin(epoch, step, network, epochs, ref resumed);
                epochs.Add(Run(epoch, network, step, epochs, cancellation));
                Checkpoint.Write(_folder, network, step, BestWeights, epochs);
                _progress.Epoch(epochs[^1]);
                OverfittingWatch.Warnings(epochs, epoch.Plan.Classes.ToDictionary(c => c.Class, c => c.Repeats)).ToList().ForEach(_progress.Note);
                if (_course.HasStalled(epoch, epochs))
                {
                    _progress.Note($"No better epoch for {_options.Patience}: this phase stops early.");
                }
            }
        }
        finally
        {
            step?.Dispose();
        }

        network.cpu();
        network.eval();
        NetworkWeights.Load(network, BestWeights);
        var best = epochs.Last(e => e.IsKept);
        return new TrainedNetwork(network, _classes, _course[best.Epoch - 1].Plan, best, epochs);
    }

    private Network Start(bool measures, CancellationToken cancellation)
    {
        var network = NetworkStart.Create(_options, _classes, _course[0].Plan, _progress);
        network.to(cuda.is_available() ? CUDA : CPU);
        if (measures && _options.StartsFromWeights && _options.BatchNorm == BatchNormStart.Measured)
        {
            network.FreezeBatchNorm(frozen: false);
            BatchNormStatistics.Measure(network, _training, _options, cancellation);
        }

        return network;
    }

    private void TellResumed(List<EpochReport> epochs)
    {
        if (epochs.Count > 0)
        {
            _progress.Note($"Going on after epoch {epochs.Count}.");
            epochs.ForEach(_progress.Epoch);
        }
    }

    /// <summary>The step for an epoch: a new one where a phase begins, the one at hand or the checkpoint's inside a phase.</summary>
    private TrainingStep Begin(CourseEpoch epoch, TrainingStep? step, Network network, List<EpochReport> epochs, ref Checkpoint? resumed)
    {
        resumed?.LoadLive(network);
        if (epoch.BeginsPhase && epoch.Phase == TrainingPhase.Classifier && epochs.Count > 0)
        {
            NetworkWeights.Load(network, BestWeights);
        }

        if (epoch.BeginsPhase || resumed is not null)
        {
            step?.Dispose();
            Freeze(network, epoch.Phase);
            step = new TrainingStep(network, _classes, epoch.Plan, _options);
        }

        if (resumed is not null && !epoch.BeginsPhase)
        {
            resumed.LoadStep(network, step!);
            resumed.LoadLive(network);
        }

        resumed = null;
        return step!;
    }

    private void Freeze(Network network, TrainingPhase phase)
    {
        network.FreezeBackbone(phase != TrainingPhase.Whole);
        network.FreezeBlocks(_options.FirstLearningBlock);
        if (phase == TrainingPhase.Whole)
        {
            network.FreezeBatchNorm(_options);
        }
        else
        {
            network.FreezeBatchNorm();
        }
    }

    private EpochReport Run(CourseEpoch epoch, Network network, TrainingStep step, List<EpochReport> epochs, CancellationToken cancellation)
    {
        var began = _clock.GetTimestamp();
        var before = epochs.Count > 0 ? epochs[^1].Elapsed : TimeSpan.Zero;
        var (exposure, loss, speed) = Learn(epoch, network, step, before, cancellation);
        step.Average.Exchange();
        BatchNormStatistics.Measure(network, _training, _options, cancellation);
        var (scores, likelihood) = EpochJudgement.Of(network, _validation, _classes, epoch.Plan, _options, cancellation);
        var report = new EpochReport(
            epoch.Index + 1,
            _course.Count,
            epoch.Phase,
            loss,
            _options.LearningRate * new LearningRateSchedule(epoch.EpochsInPhase, _options.WarmUp).At(epoch.IndexInPhase),
            Scores.Of(step.TakeConfusion()),
            scores,
            likelihood,
            exposure,
            speed,
            before + _clock.GetElapsedTime(began),
            IsKept: false);
        report = report with { IsKept = _options.Selection == Selection.Last || EpochSelection.IsBest(epochs, report) };
        if (report.IsKept)
        {
            NetworkWeights.Save(network, BestWeights);
        }

        step.Average.Exchange();
        return report;
    }

    private (IReadOnlyList<EpochExposure> Exposure, double Loss, double ImagesPerSecond) Learn(
        CourseEpoch epoch, Network network, TrainingStep step, TimeSpan before, CancellationToken cancellation)
    {
        // Dropout draws from libtorch's generator: set by the epoch, so that a run that goes on drops what it would have dropped.
        random.manual_seed(Seed.Of(_options.Seed, epoch.Index));
        var order = _draws.Order(epoch);
        var steps = (order.Length + _options.Batch - 1) / _options.Batch;
        var schedule = new LearningRateSchedule(epoch.EpochsInPhase * steps, _options.WarmUp);
        var (sum, done, began) = (0.0, 0, _clock.GetTimestamp());

        step.Weigh(epoch.Plan);
        network.train();
        foreach (var batch in InputPipeline.Read(_draws.Requests(epoch, order), _options.Batch, _options.InputSize))
        {
            using var returned = batch;
            using var scope = NewDisposeScope();
            cancellation.ThrowIfCancellationRequested();
            var (frames, labels) = batch.ToTensors(step.Device);
            var loss = step.Take(frames, labels, schedule.At(epoch.IndexInPhase * steps + done));
            done++;
            if (!double.IsFinite(loss))
            {
                throw new InvalidDataException($"The loss is {loss} in step {done} of epoch {epoch.Index + 1}: training has diverged. Take a lower --lr.");
            }

            sum += loss * batch.Count;
            var share = (epoch.Index + (double)done / steps) / _course.Count;
            var left = (before + _clock.GetElapsedTime(began)) * ((1 - share) / share);
            _progress.Step(epoch.Index + 1, done, steps, sum / Math.Min(done * _options.Batch, order.Length), left);
        }

        return (EpochExposure.Of(epoch.Plan, _training, order), sum / order.Length, order.Length / _clock.GetElapsedTime(began).TotalSeconds);
    }
}
