using Defects.Shared.Classes;
using Defects.Trainer.Augmentation;
using Defects.Trainer.Calibration;
using Defects.Trainer.Data;
using Defects.Trainer.Evaluation;
using Defects.Trainer.Networks;
using Defects.Trainer.Networks.Weights;
using Defects.Trainer.Sampling;
using TorchSharp;
using static TorchSharp.torch;

namespace Defects.Trainer.Training;

/// <summary>Trains a network, keeps the weights of its best epoch in a file, and calibrates it.</summary>
public sealed class TrainingRun
{
    /// <summary>The file in the run's folder that holds the best weights so far, always whole.</summary>
    public const string BestWeightsFile = "best.safetensors";

    private readonly TrainOptions _options;
    private readonly IReadOnlyList<LabelledImage> _training;
    private readonly IReadOnlyList<LabelledImage> _validation;
    private readonly ClassSet _classes;
    private readonly SamplingPlan _plan;
    private readonly AugmentationPolicy _augmentation;
    private readonly ITrainingProgress _progress;
    private readonly TimeProvider _clock;

    private TrainingRun(TrainOptions options, Dataset data, ITrainingProgress progress, TimeProvider clock)
    {
        (_options, _progress, _clock) = (options, progress, clock);
        (_training, _validation, _classes) = (data.Split(Splits.Train), data.Split(Splits.Validation), data.Classes);
        var counts = ClassCount.Of(_training);
        (_plan, _augmentation) = (SamplingPlan.For(counts, options.Sampling), AugmentationPolicy.For(counts, new AugmentationOptions()));
    }

    /// <param name="data">Checked by <see cref="Dataset.RequireTrainable"/>; its splits train and val are used, no other.</param>
    /// <param name="folder">Where the best weights go.</param>
    /// <exception cref="OperationCanceledException">Cancelled; the best weights so far are in the folder.</exception>
    public static TrainedModel Execute(
        TrainOptions options, Dataset data, string folder, ITrainingProgress progress, TimeProvider clock, CancellationToken cancellation) =>
        new TrainingRun(options, data.RequireTrainable(), progress, clock).Execute(folder, cancellation);

    private TrainedModel Execute(string folder, CancellationToken cancellation)
    {
        NativeHeap.KeepFreedMemory();
        _progress.Begin(_plan, _validation.Count);
        var network = NetworkStart.Create(_options, _classes, _plan, _progress);
        network.to(cuda.is_available() ? CUDA : CPU);
        using var step = new TrainingStep(network, _classes, _plan, _options);
        var best = Path.Combine(folder, BestWeightsFile);
        var epochs = new List<EpochReport>();
        var started = _clock.GetTimestamp();

        for (var epoch = 0; epoch < _options.Epochs; epoch++)
        {
            var (meanLoss, speed) = Learn(network, step, epoch, started, cancellation);

            step.Average.Exchange();
            var report = Judge(network, epoch, meanLoss, speed, started, cancellation);
            report = report with { IsBest = report.IsBetterThan(epochs.LastOrDefault(e => e.IsBest)) };
            if (report.IsBest)
            {
                NetworkWeights.Save(network, best);
            }

            step.Average.Exchange();
            epochs.Add(report);
            _progress.Epoch(report);
            if (epoch - epochs.FindLastIndex(e => e.IsBest) >= _options.Patience)
            {
                _progress.Note($"No better epoch for {_options.Patience}: stopping early.");
                break;
            }
        }

        network.cpu();
        network.eval();
        NetworkWeights.Load(network, best);
        return new TrainedModel(network, _classes, _plan, Calibrate(network, cancellation), epochs.Last(e => e.IsBest), epochs);
    }

    private (double Loss, double ImagesPerSecond) Learn(
        Network network, TrainingStep step, int epoch, long started, CancellationToken cancellation)
    {
        var order = EpochOrder.For(_plan, _training, _options.Seed, epoch);
        var steps = (order.Length + _options.Batch - 1) / _options.Batch;
        var schedule = new LearningRateSchedule(_options.Epochs * steps, _options.WarmUp);
        var (sum, done, began) = (0.0, 0, _clock.GetTimestamp());

        network.train();
        foreach (var batch in InputPipeline.Read(order.Select((image, draw) => Request(image, epoch, draw)), _options.Batch, _options.InputSize))
        {
            using var returned = batch;
            using var scope = NewDisposeScope();
            cancellation.ThrowIfCancellationRequested();
            var (frames, labels) = batch.ToTensors(step.Device);
            sum += step.Take(frames, labels, schedule.At(epoch * steps + done)) * batch.Count;
            done++;
            var share = (double)(epoch * steps + done) / (_options.Epochs * steps);
            _progress.Step(epoch + 1, done, steps, sum / Math.Min(done * _options.Batch, order.Length), _clock.GetElapsedTime(started) * ((1 - share) / share));
        }

        return (sum / order.Length, order.Length / _clock.GetElapsedTime(began).TotalSeconds);
    }

    private FrameRequest Request(int image, int epoch, int draw) => new(
        _training[image].Path,
        _classes.ColumnOf(_training[image].Label),
        _augmentation.Of(_training[image].Label),
        Seed.Of(_options.Seed, epoch, draw));

    /// <summary>Scores validation in its own frequencies, with the prior offset that will be served.</summary>
    private EpochReport Judge(Network network, int epoch, double loss, double speed, long started, CancellationToken cancellation)
    {
        var scored = NetworkScoring.Score(network, _validation, _classes, _options, cancellation);
        var offsets = PriorOffset.Of(_plan.EffectivePrior(), _options.Calibration.DeployedPrior ?? ModelCalibration.Frequencies(scored, _classes));
        double[] offset = [.. _classes.Select(c => offsets[c])];
        var predictions = scored.Select(s => new Prediction(s.Image, Softmax.Of(s.Logits, offset, 1))).ToList();
        var quality = ProbabilityQuality.Of([.. predictions.Select(p => (p.Probabilities, _classes.ColumnOf(p.Image.Label)))]);
        var schedule = new LearningRateSchedule(_options.Epochs, _options.WarmUp);
        return new EpochReport(
            epoch + 1,
            _options.Epochs,
            loss,
            _options.LearningRate * schedule.At(epoch),
            Scores.Of(GroupBootstrap.MatrixOf(predictions, _classes)),
            quality.NegativeLogLikelihood,
            speed,
            _clock.GetElapsedTime(started),
            IsBest: false);
    }

    private ModelCalibration Calibrate(Network network, CancellationToken cancellation) => ModelCalibration.Fit(
        NetworkScoring.Score(network, _validation, _classes, _options, cancellation),
        _classes,
        _plan.EffectivePrior(),
        _options.Calibration,
        _options.Seed);
}
