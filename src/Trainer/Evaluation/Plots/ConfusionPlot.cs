using System.Globalization;
using ScottPlot;

namespace Defects.Trainer.Evaluation.Plots;

/// <summary>Rows of shares that add up to 1; a class without images has a blank row.</summary>
internal static class ConfusionPlot
{
    private static readonly Color Empty = Color.FromHex("#F4F8FB");
    private static readonly Color Full = Color.FromHex("#084C7F");

    /// <summary>Near the ink, and not the ink: it lies on a cell, whatever the page's colour is.</summary>
    private static readonly Color OnLight = Color.FromHex("#141414");

    public static ReportPlot Draw(string name, string caption, ConfusionMatrix matrix)
    {
        var plot = PlotStyle.Create("what the model said", "truth");
        var last = matrix.Classes.Count - 1;
        for (var row = 0; row <= last; row++)
        {
            for (var column = 0; column <= last; column++)
            {
                var (truth, said) = (matrix.Classes[row], matrix.Classes[column]);
                if (matrix.Share(truth, said) is { } share)
                {
                    Cell(plot, column, last - row, share, matrix[truth, said]);
                }
            }
        }

        string[] names = [.. matrix.Classes.Select(c => c.DisplayName.Replace('-', '\n'))];
        double[] places = [.. Enumerable.Range(0, names.Length).Select(i => (double)i)];
        plot.Axes.Bottom.SetTicks(places, names);
        plot.Axes.Left.SetTicks([.. places.Reverse()], names);
        plot.Axes.Bottom.MajorTickStyle.Length = 0;
        plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Axes.SetLimits(-0.5, last + 0.5, -0.5, last + 0.5);
        plot.HideGrid();
        return ReportPlot.Of(name, caption, plot);
    }

    private static void Cell(Plot plot, int x, int y, double share, int count)
    {
        var cell = plot.Add.Rectangle(x - 0.48, x + 0.48, y - 0.48, y + 0.48);
        cell.FillColor = Empty.MixedWith(Full, share);
        cell.LineWidth = 0;
        var text = plot.Add.Text(string.Create(CultureInfo.InvariantCulture, $"{share:0.00}\n{count}"), x, y);
        text.LabelFontColor = share > 0.5 ? Colors.White : OnLight;
        text.LabelFontSize = 13;
        text.LabelAlignment = Alignment.MiddleCenter;
    }
}
