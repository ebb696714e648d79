using System.Diagnostics;
using System.Text.Json;
using Defects.Shared.Classes;
using Defects.Trainer.Evaluation;
using static Defects.Trainer.Tests.Evaluation.TestPredictions;

namespace Defects.Trainer.Tests.Evaluation;

/// <summary>The same predictions through scikit-learn.</summary>
public sealed class ScikitLearnTests
{
    private const string Python = "/usr/bin/python3";

    /// <summary>Reads predictions.csv and thresholds, prints the figures of metrics.json by their names.</summary>
    private const string Script =
        """
        import csv, json, sys, warnings
        import numpy as np
        import sklearn.metrics as m
        warnings.filterwarnings("ignore")
        rows = list(csv.DictReader(open(sys.argv[1])))
        names = [k[2:] for k in rows[0] if k.startswith("p_")]
        thresholds = json.loads(sys.argv[2])
        y = np.array([names.index(r["truth"]) for r in rows])
        p = np.array([[float(r["p_" + n]) for n in names] for r in rows])
        present = sorted(set(y))
        labels = list(range(len(names)))

        def averages(prefix, said):
            f1 = lambda average: m.f1_score(y, said, labels=present, average=average, zero_division=0)
            return {prefix + "accuracy": m.accuracy_score(y, said), prefix + "balanced_accuracy": m.balanced_accuracy_score(y, said),
                    prefix + "macro_f1": f1("macro"), prefix + "weighted_f1": f1("weighted")}

        out = averages("", p.argmax(1))
        out["top2_accuracy"] = m.top_k_accuracy_score(y, p, k=2, labels=labels)
        P, R, F, S = m.precision_recall_fscore_support(y, p.argmax(1), labels=present, zero_division=0)
        for i, c in enumerate(present):
            out.update({f"{names[c]}.precision": P[i], f"{names[c]}.recall": R[i], f"{names[c]}.f1": F[i], f"{names[c]}.support": int(S[i]),
                        f"{names[c]}.average_precision": m.average_precision_score(y == c, p[:, c])})

        t = np.array([thresholds.get(n, np.inf) for n in names])
        raised = p >= t
        good = names.index("good")
        raised[:, good] = ~raised.any(1)
        ratio = np.where(raised, p / t, -1)
        said = np.where(raised[:, good], good, ratio.argmax(1))
        out.update(averages("at_thresholds.", said))
        for c in present:
            P, R, F, _ = m.precision_recall_fscore_support(y == c, raised[:, c], average="binary", zero_division=0)
            out.update({f"at_thresholds.{names[c]}.precision": P, f"at_thresholds.{names[c]}.recall": R, f"at_thresholds.{names[c]}.f1": F})

        normal = m.confusion_matrix(y, p.argmax(1), labels=labels, normalize="true")
        for a in present:
            for b in labels:
                out[f"confusion.{names[a]}.{names[b]}"] = normal[a, b]
        out["nll"] = m.log_loss(y, p, labels=labels)
        out["brier"] = ((p - np.eye(len(names))[y]) ** 2).sum(1).mean()
        print(json.dumps({k: float(v) for k, v in out.items()}))
        """;

    public static TheoryData<int, string> Cases => new()
    {
        { 1, "good under_extrusion stringing spaghetti" },
        { 2, "good spaghetti" },
        { 3, "under_extrusion stringing spaghetti" },
        { 4, "good" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Of_RandomPredictions_EqualsScikitLearn(int seed, string present)
    {
        Assert.SkipUnless(File.Exists(Python) && (await Run("import sklearn, numpy")).ExitCode == 0, $"{Python} has no scikit-learn.");
        var split = Evaluate(TestPredictions.Random(seed, 300, 30, [.. present.Split(' ').Select(DefectClass.FromName)]));
        using var folder = new TemporaryFolder();
        PredictionsCsv.Write(folder.File("predictions.csv"), [split], Classes);

        var (exitCode, output) = await Run(Script, folder.File("predictions.csv"), JsonSerializer.Serialize(Thresholds.ToDictionary(t => t.Class.Name, t => t.Set)));

        Assert.Equal(0, exitCode);
        var theirs = JsonSerializer.Deserialize<Dictionary<string, double>>(output)!;
        var ours = Ours(split);
        Assert.Equal(theirs.Keys.Order(), ours.Keys.Order());
        Assert.All(theirs, figure => Assert.Equal(figure.Value, ours[figure.Key], 9));
    }

    private static Dictionary<string, double> Ours(SplitEvaluation split)
    {
        var figures = Trainer.Evaluation.Figures.Of(split.Counts);
        figures["nll"] = split.Quality.NegativeLogLikelihood;
        figures["brier"] = split.Quality.Brier;
        foreach (var item in split.Scores.Classes)
        {
            figures[$"{item.Class}.support"] = item.Support;
            figures[$"{item.Class}.average_precision"] = PrecisionRecallCurve.Of(split.Predictions, Classes, item.Class)!.AveragePrecision;
            foreach (var said in Classes)
            {
                figures[$"confusion.{item.Class}.{said}"] = split.Confusion.Share(item.Class, said)!.Value;
            }
        }

        return figures;
    }

    private static async Task<(int ExitCode, string Output)> Run(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo(Python, ["-c", script, .. arguments]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output.Trim());
    }
}
