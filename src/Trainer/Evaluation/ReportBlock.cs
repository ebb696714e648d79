namespace Defects.Trainer.Evaluation;

/// <summary>A piece of a report, whatever it is written as: a heading, with a paragraph and a table where they are not empty.</summary>
/// <param name="Level">1 is the title.</param>
/// <param name="Rows">Cells by row; the first column is the name of the row, the others are numbers.</param>
internal sealed record ReportBlock(int Level, string Heading, string Text = "", IReadOnlyList<string>? Columns = null, IReadOnlyList<IReadOnlyList<string>>? Rows = null);
