using Defects.Shared.Classes;
using Defects.Trainer.Losses;
using Defects.Trainer.Networks;
using Defects.Trainer.Sampling;
using TorchSharp;
using static TorchSharp.torch;
using AdamW = TorchSharp.Modules.AdamW;

namespace Defects.Trainer.Training;

/// <summary>Forward, loss, backward, update: what is done with every batch.</summary>
public sealed class TrainingStep : IDisposable
{
    private readonly Network _network;
    private readonly AdamW _optimizer;
    private readonly TrainingLoss _loss;
    private readonly double _maxGradientNorm;

    public TrainingStep(Network network, ClassSet classes, SamplingPlan plan, TrainOptions options)
    {
        Device = network.HeadParameters.First().device;
        _network = network;
        _optimizer = optim.AdamW(ParameterGroups.Of(network, options));
        _loss = TrainingLoss.Create(options.Loss, plan, classes, Device);
        _maxGradientNorm = options.MaxGradientNorm;
        Average = new WeightAverage(network);
    }

    public Device Device { get; }

    public WeightAverage Average { get; }

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

        var loss = _loss.Of(_network.forward(frames).Logits, labels);
        _optimizer.zero_grad();
        loss.backward();
        nn.utils.clip_grad_norm_(_network.parameters(), _maxGradientNorm);
        _optimizer.step();
        Average.Update();
        return loss.ToDouble();
    }

    public void Dispose()
    {
        Average.Dispose();
        _optimizer.Dispose();
        _loss.Dispose();
    }
}
