using Defects.Shared.Classes;
using Defects.Trainer.Evaluation;
using Defects.Trainer.Losses;
using Defects.Trainer.Networks;
using Defects.Trainer.Sampling;
using TorchSharp;
using static TorchSharp.torch;
using AdamW = TorchSharp.Modules.AdamW;

namespace Defects.Trainer.Training;

/// <summary>Forward, loss, backward, update: what is done with every batch of a phase.</summary>
public sealed class TrainingStep : IDisposable
{
    private readonly Network _network;
    private readonly ClassSet _classes;
    private readonly AdamW _optimizer;
    private readonly BFloat16Twin? _twin;
    private readonly Tensor _confusion;
    private readonly LossOptions _lossOptions;
    private readonly double _maxGradientNorm;
    private TrainingLoss _loss;

    /// <param name="network">What of it has gradients learns.</param>
    public TrainingStep(Network network, ClassSet classes, SamplingPlan plan, TrainOptions options)
    {
        Device = network.HeadParameters.First().device;
        (_network, _classes, _lossOptions, _maxGradientNorm) = (network, classes, options.Loss, options.MaxGradientNorm);
        _optimizer = optim.AdamW(ParameterGroups.Of(network, options));
        _loss = TrainingLoss.Create(options.Loss, plan, classes, Device);
        _twin = options.Precision == Precision.BFloat16 ? new BFloat16Twin(network, Device) : null;
        _confusion = zeros(classes.Count * classes.Count, dtype: ScalarType.Int64, device: Device);
        Average = new WeightAverage(network);
    }

    public Device Device { get; }

    public WeightAverage Average { get; }

    /// <summary>Weighs the classes by another plan from here on: that of the next epoch of a schedule.</summary>
    public void Weigh(SamplingPlan plan)
    {
        _loss.Dispose();
        _loss = TrainingLoss.Create(_lossOptions, plan, _classes, Device);
    }

    /// <param name="frames">uint8 [B, H, W, 3].</param>
    /// <param name="labels">int64 [B].</param>
    /// <param name="rate">Share of the peak learning rate, above 0 to 1.</param>
    /// <returns>The mean loss of the batch.</returns>
    public double Take(Tensor frames, Tensor labels, double rate)
    {
        using var scope = NewDisposeScope();
        foreach (var group in _optimizer.ParamGroups)
        {
            group.LearningRate = group.InitialLearningRate * rate;
        }

        _twin?.Follow();
        var logits = (_twin?.Network ?? _network).forward(frames).Logits.to(ScalarType.Float32);
        var loss = _loss.Of(logits, labels);
        _optimizer.zero_grad();
        loss.backward();
        _twin?.GiveBack();
        nn.utils.clip_grad_norm_(_optimizer.parameters(), _maxGradientNorm);
        _optimizer.step();
        Average.Update();
        Count(logits, labels);
        return loss.ToDouble();
    }

    /// <summary>What was predicted of the batches since the last call: the network as it learnt, on augmented draws.</summary>
    public ConfusionMatrix TakeConfusion()
    {
        var matrix = new ConfusionMatrix(_classes);
        using var counts = _confusion.cpu();
        var cells = counts.data<long>().ToArray();
        for (var i = 0; i < cells.Length; i++)
        {
            matrix.Add(_classes[i / _classes.Count], _classes[i % _classes.Count], (int)cells[i]);
        }

        _confusion.zero_();
        return matrix;
    }

    /// <summary>The optimiser's state, for a checkpoint.</summary>
    public void SaveOptimizer(string file)
    {
        using var writer = new BinaryWriter(File.Create(file));
        _optimizer.save_state_dict(writer);
    }

    public void LoadOptimizer(string file)
    {
        using var reader = new BinaryReader(File.OpenRead(file));
        _optimizer.load_state_dict(reader);
    }

    public void Dispose()
    {
        Average.Dispose();
        _optimizer.Dispose();
        _loss.Dispose();
        _confusion.Dispose();
        _twin?.Dispose();
    }

    private void Count(Tensor logits, Tensor labels)
    {
        using var untracked = no_grad();
        var cell = labels * _classes.Count + logits.argmax(1);
        _confusion.scatter_add_(0, cell, ones_like(cell));
    }
}
