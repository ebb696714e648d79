using Defects.Trainer.Evaluation.Plots;

namespace Defects.Trainer.Evaluation;

/// <summary>A piece of a report, whatever it is written as: a heading, with a paragraph, a table, plots and pictures where there are any.</summary>
/// <param name="Level">1 is the title.</param>
/// <param name="Rows">Cells by row; the first column is the name of the row, the others are numbers.</param>
internal sealed record ReportBlock(int Level, string Heading, string Text = "", IReadOnlyList<string>? Columns = null, IReadOnlyList<IReadOnlyList<string>>? Rows = null)
{
    /// <summary>Whether a table is small enough to be shown large.</summary>
    public bool IsHeadline { get; init; }

    public IReadOnlyList<ReportPlot> Plots { get; init; } = [];

    /// <summary>Pictures of the data; only a page can hold them.</summary>
    public IReadOnlyList<(string Caption, byte[] Jpeg)> Pictures { get; init; } = [];
}
