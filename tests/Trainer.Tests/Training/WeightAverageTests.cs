using Defects.Trainer.Networks;
using Defects.Trainer.Training;
using static TorchSharp.torch;

namespace Defects.Trainer.Tests.Training;

public sealed class WeightAverageTests : IDisposable
{
    private readonly Network _network = NetworkCatalog.Create(MobileNetV3Small.Name, classCount: 2);
    private readonly WeightAverage _average;

    /// <summary>The average begins at 0 and the weights are 1 from then on.</summary>
    public WeightAverageTests()
    {
        Fill(0);
        _average = new WeightAverage(_network);
        Fill(1);
    }

    public void Dispose()
    {
        _average.Dispose();
        _network.Dispose();
    }

    [Fact]
    public void Update_FirstSteps_ForgetFast()
    {
        // Decays of 1/10, 2/11 and 3/12: after each that share of the way to 1 is left.
        Assert.Equal(1 - 1.0 / 10, AfterUpdate(), 6);
        Assert.Equal(1 - 1.0 / 10 * 2 / 11, AfterUpdate(), 6);
        Assert.Equal(1 - 1.0 / 10 * 2 / 11 * 3 / 12, AfterUpdate(), 6);
        Assert.Equal(3, _average.Updates);
    }

    [Theory]
    [InlineData(800, 801.0 / 810)] // not there yet
    [InlineData(2000, 0.99)] // 2001/2010 would be 0.9955
    public void Update_LaterSteps_KeepAtMost99Percent(int updates, double kept)
    {
        Fill(0);
        _average.Restart(updates);
        Fill(1);

        Assert.Equal(1 - kept, AfterUpdate(), 6);
    }

    [Fact]
    public void Exchange_Twice_PutsBackWeightsAndAverage()
    {
        _average.Exchange();
        Assert.Equal(0, Value());

        _average.Exchange();
        Assert.Equal(1, Value());
        Assert.Equal(0.9, AfterUpdate(), 6);
    }

    [Fact]
    public void Restart_AnyAverage_BeginsAtTheWeightsAsTheyAre()
    {
        _average.Restart(7);
        Fill(0);

        // 8/17 of the 1 that it began anew with is kept.
        Assert.Equal(8.0 / 17, AfterUpdate(), 6);
        Assert.Equal(8, _average.Updates);
    }

    /// <returns>The average after one more step; the weights are as before.</returns>
    private double AfterUpdate()
    {
        _average.Update();
        _average.Exchange();
        var value = Value();
        _average.Exchange();
        return value;
    }

    private void Fill(double value)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        foreach (var weight in _network.state_dict().Values)
        {
            weight.fill_(value);
        }
    }

    /// <summary>The one value of all weights and statistics.</summary>
    private double Value()
    {
        using var scope = NewDisposeScope();
        return Assert.Single(_network.state_dict().Values.SelectMany(weight => weight.data<float>().ToArray()).Distinct());
    }
}
