using Defects.Trainer.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Defects.Trainer.Tests.Losses;

public sealed class FocalLossTests
{
    private static readonly float[] Alpha = [0.5f, 1f, 4f];

    [Fact]
    public void Of_GammaZeroAndAlphaOne_IsCrossEntropyToTheLastBit_AndSoIsItsGradient()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        var (logits, labels) = (randn(64, 3).requires_grad_(), randint(0, 3, 64));
        var same = logits.detach().clone().requires_grad_();
        using var focal = new FocalLoss(0, ones(3));
        using var crossEntropy = new CrossEntropyLoss(ones(3));

        var (found, expected) = (focal.Of(logits, labels), crossEntropy.Of(same, labels));
        found.backward();
        expected.backward();

        Assert.Equal(expected.ToSingle(), found.ToSingle());
        Assert.Equal(nn.functional.cross_entropy(logits, labels, reduction: nn.Reduction.None).mean().ToSingle(), found.ToSingle());
        Assert.True((logits.grad! - same.grad!).abs().max().ToSingle() < 1e-8);
    }

    [Fact]
    public void Of_OneRow_IsTheFormulaWithAlphaOutsideThePower()
    {
        using var scope = NewDisposeScope();
        var p = Math.Exp(1) / (Math.Exp(1) + 2);

        using var loss = new FocalLoss(2, tensor(Alpha));
        var found = loss.Of(tensor(new float[,] { { 0, 0, 1 } }), tensor([2L]));

        Assert.Equal(-4 * (1 - p) * (1 - p) * Math.Log(p), found.ToDouble(), 5);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Gradient_AnyLogits_IsTheClosedForm(double gamma)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(3);
        var logits = randn(8, 3).requires_grad_();
        var labels = randint(0, 3, 8);

        using var loss = new FocalLoss(gamma, tensor(Alpha));
        loss.Of(logits, labels).backward();

        var p = nn.functional.softmax(logits.detach(), 1).to(ScalarType.Float64).data<double>().ToArray().Chunk(3).ToArray();
        var y = labels.data<long>().ToArray();
        var gradient = logits.grad!.to(ScalarType.Float64).data<double>().ToArray();
        for (var i = 0; i < 8; i++)
        {
            var py = p[i][y[i]];
            var factor = Alpha[y[i]] * ((gamma == 0 ? 0 : gamma * py * Math.Pow(1 - py, gamma - 1) * Math.Log(py)) - Math.Pow(1 - py, gamma));
            for (var j = 0; j < 3; j++)
            {
                Assert.Equal(factor * ((j == y[i] ? 1 : 0) - p[i][j]) / 8, gradient[i * 3 + j], 5);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1.5)]
    [InlineData(2)]
    public void Gradient_OfCertainty_RightOrWrong_IsFinite(double gamma)
    {
        using var scope = NewDisposeScope();
        var logits = tensor(new float[,] { { 200, 0, 0 }, { 0, 200, 0 } }).requires_grad_();
        using var loss = new FocalLoss(gamma, tensor(Alpha));

        loss.Of(logits, tensor([0L, 0L])).backward();

        var gradient = logits.grad!.data<float>().ToArray();
        Assert.All(gradient[..3], g => Assert.Equal(0, g, 6));
        Assert.Equal([-0.25f, 0.25f, 0], gradient[3..]);
    }

    [Fact]
    public void Constructor_GammaBetweenZeroAndOne_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => new FocalLoss(0.5, tensor(Alpha)));
}
