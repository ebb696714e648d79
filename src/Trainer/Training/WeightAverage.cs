using Defects.Trainer.Networks;
using static TorchSharp.torch;

namespace Defects.Trainer.Training;

/// <summary>
/// The exponential moving average of a network's weights and statistics: steadier than the last step, and what is judged and
/// kept. Early on it forgets faster, decay = min(0.99, (1 + step) / (10 + step)), or random weights would linger in it: the rule of
/// TensorFlow's <c>ExponentialMovingAverage</c> where it is given <c>num_updates</c>.
/// </summary>
public sealed class WeightAverage : IDisposable
{
    private const double MaxDecay = 0.99;

    private readonly List<(Tensor Live, Tensor Average)> _weights;

    public WeightAverage(Network network) =>
        _weights = [.. network.state_dict().Values
            .Where(live => live.is_floating_point())
            .Select(live => (live, live.detach().clone().DetachFromDisposeScope()))];

    /// <summary>Steps taken in so far.</summary>
    public int Updates { get; private set; }

    /// <summary>Begins anew from the weights as they are, as if they were the average of so many steps.</summary>
    public void Restart(int updates)
    {
        using var untracked = no_grad();
        foreach (var (live, average) in _weights)
        {
            average.copy_(live);
        }

        Updates = updates;
    }

    /// <summary>Takes the step just made into the average.</summary>
    public void Update()
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var weight = 1 - Math.Min(MaxDecay, (1.0 + Updates) / (10.0 + Updates));
        foreach (var (live, average) in _weights)
        {
            average.lerp_(live.detach(), weight);
        }

        Updates++;
    }

    /// <summary>Puts the average in the place of the weights, and, called again, the weights back.</summary>
    public void Exchange()
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (live, average) in _weights)
        {
            var kept = live.detach().clone();
            live.copy_(average);
            average.copy_(kept);
        }
    }

    public void Dispose() => _weights.ForEach(pair => pair.Average.Dispose());
}
