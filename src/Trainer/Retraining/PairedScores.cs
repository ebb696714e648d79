using Defects.Shared.Classes;

namespace Defects.Trainer.Retraining;

/// <summary>Both models counted on the same rows.</summary>
internal sealed class PairedScores
{
    public PairedScores(IEnumerable<PairedPrediction> rows, IReadOnlyList<DefectClass> classes)
    {
        Champion = new Tally(classes);
        Challenger = new Tally(classes);
        foreach (var row in rows)
        {
            Champion.Count(row.Truth, row.Champion);
            Challenger.Count(row.Truth, row.Challenger);
        }
    }

    public Tally Champion { get; }

    public Tally Challenger { get; }

    /// <summary>Hits, misses and false calls of one model.</summary>
    internal sealed class Tally(IReadOnlyList<DefectClass> classes)
    {
        // Ids are few and small: an array by id is the quickest map there is, and a resample counts every row anew.
        private readonly int[] _hits = new int[DefectClass.All.Count];
        private readonly int[] _truths = new int[DefectClass.All.Count];
        private readonly int[] _calls = new int[DefectClass.All.Count];

        /// <summary>Mean over the classes of 2 TP / (2 TP + FP + FN); a class neither there nor called counts 0.</summary>
        public double MacroF1 => classes.Average(c => _truths[c.Id] + _calls[c.Id] == 0 ? 0 : 2.0 * _hits[c.Id] / (_truths[c.Id] + _calls[c.Id]));

        public int Support(DefectClass item) => _truths[item.Id];

        public double Recall(DefectClass item) => (double)_hits[item.Id] / _truths[item.Id];

        public void Count(DefectClass truth, DefectClass called)
        {
            _truths[truth.Id]++;
            _calls[called.Id]++;
            _hits[truth.Id] += truth == called ? 1 : 0;
        }
    }
}
