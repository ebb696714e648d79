using Defects.Trainer.Networks;
using static TorchSharp.torch;

namespace Defects.Trainer.Tests.Networks;

public sealed class PoolingTests
{
    [Fact]
    public void LogSumExp_Logits_AreTheSmoothMaximumOfTheHeatmap()
    {
        using var scope = NewDisposeScope();
        using var network = TestNetworks.Create("mobilenet_v3_small", Pooling.LogSumExp);
        network.eval();

        var outputs = network.forward(randint(0, 256, [2, 96, 96, 3], dtype: ScalarType.Byte));

        var cells = outputs.Heatmap!.flatten(2).data<float>().ToArray().Chunk(9).ToList();
        var logits = outputs.Logits.data<float>().ToArray();
        Assert.Equal(logits.Length, cells.Count);
        Assert.All(logits.Zip(cells), row => Assert.Equal(Math.Log(row.Second.Average(cell => Math.Exp(4 * (double)cell))) / 4, row.First, 1e-4));
    }

    [Fact]
    public void GeneralizedMean_LiesBetweenAverageAndMaximum_AndOneCellOfManyCountsMore()
    {
        using var scope = NewDisposeScope();
        using var byAverage = TestNetworks.Create("mobilenet_v2");
        using var byCube = TestNetworks.Create("mobilenet_v2", Pooling.GeneralizedMean);
        byCube.load_state_dict(byAverage.state_dict());

        var (average, cubic) = (Embedding(byAverage), Embedding(byCube));

        // The power mean inequality: never below the mean of values that are 0 or more.
        Assert.All(average.Where(value => value > 0.01).Zip(cubic.Where((_, i) => average[i] > 0.01)), pair => Assert.True(pair.Second >= pair.First - 1e-4));
        Assert.Contains(average.Zip(cubic), pair => pair.Second > 1.2 * pair.First);
    }

    private static float[] Embedding(Network network)
    {
        network.eval();
        return network.forward(tensor(TestNetworks.Frames(1, 96)[0]).view(1, 96, 96, 3)).Embedding.data<float>().ToArray();
    }
}
