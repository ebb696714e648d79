using Defects.Shared.Classes;
using Defects.Trainer.Losses;
using Defects.Trainer.Sampling;
using TorchSharp;
using static TorchSharp.torch;

namespace Defects.Trainer.Tests.Losses;

public sealed class TrainingLossTests
{
    private static readonly ClassSet Classes = new([DefectClass.Good, DefectClass.Stringing, DefectClass.Spaghetti]);

    /// <summary>Draws unlike the images: a loss that took the frequencies of the images would count them twice.</summary>
    private static readonly SamplingPlan Plan = new(0.5, 0.25, [
        new(DefectClass.Good, 1000, Draws: 60, Alpha: 0.5),
        new(DefectClass.Stringing, 100, Draws: 30, Alpha: 1.5),
        new(DefectClass.Spaghetti, 10, Draws: 10, Alpha: 2.5)]);

    [Theory]
    [InlineData(LossKind.Focal, new[] { 0, 0, 0.0 }, new[] { 0.5, 1.5, 2.5 }, 2)]
    [InlineData(LossKind.CrossEntropy, new[] { 0, 0, 0.0 }, new[] { 0.5, 1.5, 2.5 }, 0)]
    [InlineData(LossKind.BalancedSoftmax, new[] { 60, 30, 10.0 }, new[] { 1, 1, 1.0 }, 0)]
    [InlineData(LossKind.LogitAdjusted, new[] { 0.7745967, 0.5477226, 0.3162278 }, new[] { 1, 1, 1.0 }, 0)]
    public void Of_EachLoss_IsItsFormulaOverThePlansDraws(LossKind kind, double[] masses, double[] alpha, double gamma)
    {
        using var scope = NewDisposeScope();
        double[][] rows = [[0.3, -1.2, 2], [1, 0.5, -0.4], [-2, 0, 1.5], [0, 0, 0]];
        int[] truth = [2, 0, 1, 2];
        using var loss = TrainingLoss.Create(new LossOptions { Kind = kind, Tau = 0.5 }, Plan, Classes, CPU);

        var found = loss.Of(tensor([.. rows.SelectMany(r => r).Select(z => (float)z)]).reshape(4, 3), tensor([.. truth.Select(y => (long)y)]));

        // Logits plus log masses (0.5 log pi for the logit adjustment), softmax, then -alpha (1 - p)^gamma log p, all in double.
        var expected = rows.Zip(truth).Average(row =>
        {
            double[] shifted = [.. row.First.Zip(masses, (z, m) => Math.Exp(z) * (m == 0 ? 1 : m))];
            var p = shifted[row.Second] / shifted.Sum();
            return -alpha[row.Second] * Math.Pow(1 - p, gamma) * Math.Log(p);
        });
        Assert.Equal(expected, found.ToDouble(), 5);
    }

    [Fact]
    public void Of_LogitAdjustedWithTauOne_IsBalancedSoftmax_AndWithTauZeroCrossEntropy()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(2);
        var (logits, labels) = (randn(32, 3), randint(0, 3, 32));

        Assert.Equal(Of(LossKind.BalancedSoftmax), Of(LossKind.LogitAdjusted, tau: 1), 5);
        Assert.Equal(nn.functional.cross_entropy(logits, labels).ToDouble(), Of(LossKind.LogitAdjusted, tau: 0), 5);

        double Of(LossKind kind, double tau = 1)
        {
            using var loss = TrainingLoss.Create(new LossOptions { Kind = kind, Tau = tau }, Plan, Classes, CPU);
            return loss.Of(logits, labels).ToDouble();
        }
    }

    [Theory]
    [InlineData(LossKind.Focal, 0)]
    [InlineData(LossKind.CrossEntropy, 0)]
    [InlineData(LossKind.BalancedSoftmax, 0)]
    [InlineData(LossKind.LogitAdjusted, 0.4)]
    public void FittedPrior_ALogitForEachClassAlone_IsWhatMinimisingTheLossLeavesInIt(LossKind kind, double tau)
    {
        // Images that say nothing about their class, drawn as planned: the best logits are the log of the prior that they are fitted to.
        using var scope = NewDisposeScope();
        var options = new LossOptions { Kind = kind, Gamma = 0, Tau = tau };
        using var loss = TrainingLoss.Create(options, Plan, Classes, CPU);
        var labels = tensor([.. Plan.Classes.SelectMany((c, i) => Enumerable.Repeat((long)i, c.Draws))]);
        var logits = zeros(3).requires_grad_();
        for (var step = 0; step < 400; step++)
        {
            loss.Of(logits.expand(100, 3), labels).backward();
            using var untracked = no_grad();
            logits.sub_(2 * logits.grad!);
            logits.grad!.zero_();
        }

        Assert.Equal(
            options.FittedPrior(Plan).Values, nn.functional.softmax(logits.detach(), 0).data<float>().Select(p => Math.Round((double)p, 3)), Nearly);
    }

    [Fact]
    public void Create_InsideADisposeScope_OutlivesIt()
    {
        TrainingLoss loss;
        using (NewDisposeScope())
        {
            loss = TrainingLoss.Create(new LossOptions(), Plan, Classes, CPU);
        }

        using var scope = NewDisposeScope();
        Assert.True(loss.Of(zeros(1, 3), tensor([0L])).ToDouble() > 0);
        loss.Dispose();
    }

    private static bool Nearly(double a, double b) => Math.Abs(a - b) < 2e-3;
}
