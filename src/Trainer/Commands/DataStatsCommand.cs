using System.CommandLine;
using System.Globalization;
using Defects.Trainer.Data;
using Spectre.Console;

namespace Defects.Trainer.Commands;

/// <summary><c>data stats</c>: how much there is of what.</summary>
internal static class DataStatsCommand
{
    public static Command Create()
    {
        var data = new DataOptions();
        var command = new Command(
            "stats",
            "Count pictures, groups and sources by split and class.\n\nExample: defects-trainer data stats --data prints/manifest.csv");
        data.AddTo(command);
        command.SetAction(result =>
        {
            var examination = DatasetExamination.Of(data.Read(result));
            if (examination.Images.Count == 0)
            {
                throw new DatasetException([
                    .. examination.Findings.Where(finding => finding.Kind == FindingKind.Row).Select(finding => finding.Text), "no picture is left to count"]);
            }

            Show(examination, AnsiConsole.Console, Console.IsOutputRedirected);
            return ExitCode.Done;
        });
        return command;
    }

    internal static void Show(DatasetExamination examination, IAnsiConsole console, bool plain)
    {
        var images = examination.Images;
        var table = new Table { Border = plain ? TableBorder.None : TableBorder.Rounded, ShowRowSeparators = false };
        table.AddColumns("split", "class");
        table.AddColumns([.. new[] { "pictures", "groups", "sources" }.Select(name => new TableColumn(name).RightAligned())]);
        var cells = images.GroupBy(image => (image.Split, image.Label))
            .OrderBy(cell => Splits.Rank(cell.Key.Split)).ThenBy(cell => cell.Key.Split, StringComparer.Ordinal).ThenBy(cell => cell.Key.Label.Id);
        foreach (var rows in cells)
        {
            table.AddRow(Markup.Escape(rows.Key.Split), rows.Key.Label.Name, Text(rows.Count()), Text(Different(rows, i => i.Group)), Text(Different(rows, i => i.Source)));
        }

        console.Write(table);
        foreach (var line in Lines(images, examination.Pictures))
        {
            console.Profile.Out.Writer.WriteLine(line);
        }

        var errors = examination.Findings.Count(finding => finding.IsError);
        if (errors > 0)
        {
            console.Profile.Out.Writer.WriteLine($"{errors} error(s) in these data: see defects-trainer data check.");
        }
    }

    private static IEnumerable<string> Lines(IReadOnlyList<LabelledImage> images, IReadOnlyDictionary<string, PictureFingerprint> pictures)
    {
        var sizes = images.Select(image => pictures[image.Path]).ToList();
        if (sizes.Count > 0)
        {
            var common = sizes.CountBy(size => (size.Width, size.Height)).OrderByDescending(size => size.Value).First();
            var sides = sizes.Select(size => size.ShorterSide).Order().ToList();
            yield return $"sizes: mostly {common.Key.Width} x {common.Key.Height} ({common.Value} of {sizes.Count}); "
                + $"shorter side {sides[0]} to {sides[^1]}, median {sides[sides.Count / 2]}";
        }

        var train = images.Where(image => image.Split == Splits.Train).GroupBy(image => image.Label).ToList();
        if (train.Count > 0)
        {
            var (most, least) = (train.MaxBy(g => g.Count())!, train.MinBy(g => g.Count())!);
            yield return $"imbalance in train: {(double)most.Count() / least.Count():0.0} ({most.Key} {most.Count()}, {least.Key} {least.Count()})";
            var rarest = train.MinBy(rows => Different(rows, i => i.Group))!;
            yield return $"rarest class in train by groups: {rarest.Key}, {Different(rarest, i => i.Group)} groups";
        }
    }

    private static int Different(IEnumerable<LabelledImage> images, Func<LabelledImage, string> by) => images.Select(by).Distinct().Count();

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
