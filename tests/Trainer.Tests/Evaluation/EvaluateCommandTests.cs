using Defects.Shared.Classes;
using Defects.Trainer.Commands;
using Defects.Trainer.Data;

namespace Defects.Trainer.Tests.Evaluation;

/// <summary>The shipped bundle on its own golden frames.</summary>
public sealed class EvaluateCommandTests : IDisposable
{
    internal static readonly string Bundle = Path.Combine(Root(), "models", "defects", "champion");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Evaluate_LabelledWrong_WritesTheMistakesAsPicturesAndWhatTheyFollowFrom()
    {
        Assert.Equal(0, Run("test", "good", "--out", _folder.File("report")));

        Assert.Equal(7, File.ReadAllLines(_folder.File("report/predictions.csv")).Length);
        var html = File.ReadAllText(_folder.File("report/report.html"));
        Assert.Contains("Good, taken for Spaghetti", html);
        Assert.Contains("data:image/jpeg;base64,/9j/", html);
        Assert.Contains("Left out, since the model does not know the class: 2 of over_extrusion.", html);
    }

    [Fact]
    public void Evaluate_SplitOfUnknownClassesOrNone_IsRefusedWithAllOfIt()
    {
        var error = Assert.Throws<DatasetException>(() => Run("test_odd", "over_extrusion", "--split", "test_odd", "--split", "val"));

        Assert.Equal(
            ["split val has no image", "split test_odd has no image of a class that the model knows (good, under_extrusion, stringing, spaghetti)"],
            error.Problems);
    }

    [Fact]
    public void ScoringDisplay_NoTerminal_TellsEveryTenthInALine()
    {
        using var output = new StringWriter();

        ScoringDisplay.Plain(50, output, scored =>
        {
            Parallel.For(0, 50, _ => scored());
            return 0;
        });

        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Enumerable.Range(1, 10).Select(i => $"scored {5 * i} of 50"), lines.OrderBy(line => line.Length).ThenBy(line => line, StringComparer.Ordinal));
    }

    /// <summary>Evaluates the golden frames: spaghetti under the label given, two as over-extrusion, the others as they are.</summary>
    private int Run(string split, string label, params string[] options)
    {
        var rows = Directory.GetFiles(Path.Combine(Bundle, "golden")).Order(StringComparer.Ordinal).Select((file, i) =>
        {
            var truth = Path.GetFileName(file).Split("_1")[0].Split("_2")[0];
            var named = DefectClass.FromName(truth == "spaghetti" || label == "over_extrusion" ? label : truth == "stringing" ? "over_extrusion" : truth);
            return $"{file},{named.Id},{named},g{i},sim_golden,MIT,{split}";
        });
        File.WriteAllLines(_folder.File("manifest.csv"), rows.Prepend("path,label_id,label,group,source,licence,split"));
        return EvaluateCommand.Create(TimeProvider.System).Parse(["--bundle", Bundle, "--data", _folder.File("manifest.csv"), .. options])
            .Invoke(new System.CommandLine.InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Defects.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException($"There is no Defects.sln above {AppContext.BaseDirectory}.");
        }

        return folder.FullName;
    }
}
