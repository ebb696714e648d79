using Defects.Bench.Ablation;
using Defects.Shared.Classes;
using Defects.Trainer.Evaluation;

namespace Defects.Bench.Tests.Ablation;

public sealed class AblationTableTests
{
    [Fact]
    public void Render_TwoSeeds_MeansWithTheSamplesDeviation()
    {
        // Of 2 and 4 tenths the mean is 3 and the deviation sqrt(2 * 0.1^2 / 1) = 0.1414.
        var table = AblationTable.Render([("plain", [Cell(0.2, 0.01), Cell(0.4, 0.03)])]);

        Assert.Equal(
            """
            | recipe | macro-F1 | balanced | accuracy | ECE | good P, R | spaghetti P, R |
            |---|---:|---:|---:|---:|---:|---:|
            | plain | 0.300 ± 0.141 | 0.300 ± 0.141 | 0.300 ± 0.141 | 0.020 ± 0.014 | 0.30, 0.30 ± 0.14 | 0.30, 0.30 ± 0.14 |

            """,
            table);
    }

    [Fact]
    public void Render_OneSeed_NoSpread() => Assert.DoesNotContain("±", AblationTable.Render([("plain", [Cell(0.2, 0.01)])]), StringComparison.Ordinal);

    private static AblationCell Cell(double figure, double error) => new(
        new Scores(figure, figure, 1, figure, figure, [new(DefectClass.Good, figure, figure, figure, 10), new(DefectClass.Spaghetti, figure, figure, figure, 10)], []),
        error);
}
