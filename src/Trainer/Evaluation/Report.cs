using Defects.Shared.Bundles;

namespace Defects.Trainer.Evaluation;

/// <summary>A model, what it was made of, and how it does.</summary>
/// <param name="Training">Null where a finished bundle was evaluated on other data.</param>
/// <param name="Skipped">Files that could not be read, and were left out of every figure.</param>
public sealed record Report(ModelDescription Model, TrainingSummary? Training, IReadOnlyList<SplitEvaluation> Splits, IReadOnlyList<string> Skipped)
{
    /// <summary>Writes <c>metrics.json</c> for programs, <c>report.md</c> and <c>report.html</c> for people.</summary>
    public void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        var blocks = ReportText.Of(this);
        WriteWhole(Path.Combine(folder, "metrics.json"), MetricsJson.Of(this));
        WriteWhole(Path.Combine(folder, "report.md"), ReportMarkdown.Render(blocks));
        WriteWhole(Path.Combine(folder, "report.html"), ReportHtml.Render(blocks));
    }

    private static void WriteWhole(string file, string text)
    {
        File.WriteAllText(file + ".tmp", text);
        File.Move(file + ".tmp", file, overwrite: true);
    }
}
