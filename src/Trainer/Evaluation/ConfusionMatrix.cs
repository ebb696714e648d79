using Defects.Shared.Classes;

namespace Defects.Trainer.Evaluation;

/// <summary>How often images of a class (rows) were taken for a class (columns), and how often the truth was among the top two.</summary>
public sealed class ConfusionMatrix(ClassSet classes)
{
    private readonly int[] _counts = new int[classes.Count * classes.Count];

    public ClassSet Classes { get; } = classes;

    /// <summary>Row after row.</summary>
    internal IReadOnlyList<int> Counts => _counts;

    public int TopTwoHits { get; private set; }

    public int Total { get; private set; }

    public int this[DefectClass truth, DefectClass predicted] => _counts[Classes.ColumnOf(truth) * Classes.Count + Classes.ColumnOf(predicted)];

    public int Support(DefectClass item) => Classes.Sum(predicted => this[item, predicted]);

    public int Predicted(DefectClass item) => Classes.Sum(truth => this[truth, item]);

    public int Correct => Classes.Sum(item => this[item, item]);

    /// <summary>Share of a row, or null where no image shows <paramref name="truth"/>: 0 would be a lie.</summary>
    public double? Share(DefectClass truth, DefectClass predicted) =>
        Support(truth) is > 0 and var support ? (double)this[truth, predicted] / support : null;

    /// <summary>Counts one image; equal probabilities go to the earlier column.</summary>
    public void Add(DefectClass truth, IReadOnlyList<double> probabilities)
    {
        int[] ranked = [.. Enumerable.Range(0, Classes.Count).OrderByDescending(column => probabilities[column])];
        var row = Classes.ColumnOf(truth);
        Add(row, ranked[0], 1);
        TopTwoHits += ranked[0] == row || ranked[1] == row ? 1 : 0;
    }

    public void Add(ConfusionMatrix other, int times = 1)
    {
        for (var i = 0; i < _counts.Length; i++)
        {
            _counts[i] += times * other._counts[i];
        }

        Total += times * other.Total;
        TopTwoHits += times * other.TopTwoHits;
    }

    /// <summary>Adds counts of which nothing but truth and prediction is known.</summary>
    internal void Add(DefectClass truth, DefectClass predicted, int count) => Add(Classes.ColumnOf(truth), Classes.ColumnOf(predicted), count);

    private void Add(int row, int column, int count)
    {
        _counts[row * Classes.Count + column] += count;
        Total += count;
    }
}
