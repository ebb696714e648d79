using Defects.Shared.Classes;

namespace Defects.Trainer.Evaluation;

/// <summary>
/// What a set of predictions comes to, in whole numbers. Tallies add up: a bootstrap sample is a sum over its groups, and no
/// image is looked at twice.
/// </summary>
public sealed class Tally(ClassSet classes)
{
    private readonly int[] _raised = new int[classes.Count];
    private readonly int[] _raisedRightly = new int[classes.Count];

    public ClassSet Classes { get; } = classes;

    /// <summary>At the likeliest class.</summary>
    public ConfusionMatrix Likeliest { get; } = new(classes);

    /// <summary>At the answer of <see cref="DecisionRule.Decide"/>; knows nothing of top-2.</summary>
    public ConfusionMatrix Decided { get; } = new(classes);

    public static Tally Of(IEnumerable<Prediction> predictions, DecisionRule rule)
    {
        var tally = new Tally(rule.Classes);
        foreach (var (image, probabilities) in predictions)
        {
            tally.Likeliest.Add(image.Label, probabilities);
            tally.Decided.Add(image.Label, rule.Decide(probabilities), 1);
            foreach (var raised in rule.Classes.Where(c => rule.Raises(c, probabilities)))
            {
                var column = rule.Classes.ColumnOf(raised);
                tally._raised[column]++;
                tally._raisedRightly[column] += raised == image.Label ? 1 : 0;
            }
        }

        return tally;
    }

    public void Add(Tally other, int times = 1)
    {
        Likeliest.Add(other.Likeliest, times);
        Decided.Add(other.Decided, times);
        for (var column = 0; column < _raised.Length; column++)
        {
            _raised[column] += times * other._raised[column];
            _raisedRightly[column] += times * other._raisedRightly[column];
        }
    }

    /// <summary>All counts as text: two tallies with one signature are the same.</summary>
    internal string Signature => string.Join(' ', Likeliest.Counts.Concat(Decided.Counts).Concat(_raised).Concat(_raisedRightly).Append(Likeliest.TopTwoHits));

    /// <summary>Images that raise the class, whatever they show.</summary>
    public int Raised(DefectClass item) => _raised[Classes.ColumnOf(item)];

    /// <summary>Images that raise the class and show it.</summary>
    public int RaisedRightly(DefectClass item) => _raisedRightly[Classes.ColumnOf(item)];
}
