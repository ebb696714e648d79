using Defects.Shared.Bundles;
using Defects.Shared.Classes;
using Defects.Shared.Files;

namespace Defects.Trainer.Evaluation;

/// <summary>A model, what it was made of, and how it does.</summary>
/// <param name="Training">Null where a finished bundle was evaluated on other data.</param>
/// <param name="Skipped">Files that could not be read, and were left out of every figure.</param>
public sealed record Report(ModelDescription Model, TrainingSummary? Training, IReadOnlyList<SplitEvaluation> Splits, IReadOnlyList<string> Skipped)
{
    /// <summary>The worst mistakes of the splits; none where nobody looked.</summary>
    public IReadOnlyList<MistakePicture> Mistakes { get; init; } = [];

    /// <summary>The epochs of the run; none where a finished bundle was evaluated.</summary>
    public IReadOnlyList<EpochReport> Course { get; init; } = [];

    /// <summary>Null where no runs on a part of the data were made.</summary>
    public LearningCurve? LearningCurve { get; init; }

    /// <summary>What networks of the recipe are worth to sources that they never saw; empty where none was left out.</summary>
    public IReadOnlyList<UnseenSource> UnseenSources { get; init; } = [];

    /// <summary>Null where no rule was learnt in this run.</summary>
    public LearntAdaptation? Adaptation { get; init; }

    /// <summary>Images left out because the model does not know what they show.</summary>
    public IReadOnlyList<(DefectClass Class, int Images)> UnknownClasses { get; init; } = [];

    /// <summary>
    /// Writes <c>metrics.json</c> and <c>predictions.csv</c> for programs, <c>report.html</c> (which needs no other file),
    /// <c>report.md</c> and its plots as PNG for people.
    /// </summary>
    /// <param name="pictures">Which pictures of the data the page may hold.</param>
    public void Write(string folder, PictureRule pictures)
    {
        Directory.CreateDirectory(folder);
        var blocks = ReportText.Of(this, pictures);
        WholeFile.Write(In("predictions.csv"), file => PredictionsCsv.Write(file, Splits, Model.ClassSet()));
        WholeFile.Write(In("report.md"), ReportMarkdown.Render(blocks, withPlots: true));
        WholeFile.Write(In("report.html"), ReportHtml.Render(blocks));
        foreach (var plot in blocks.SelectMany(block => block.Plots))
        {
            WholeFile.Write(In(plot.File), plot.Png);
        }

        // Last: where it is there, all is there.
        WholeFile.Write(In("metrics.json"), MetricsJson.Of(this));

        string In(string name) => Path.Combine(folder, name);
    }
}
