using System.Globalization;
using Defects.Bench.Recipes;
using Defects.Shared.Simulation;
using Defects.Trainer.Data;
using Defects.Trainer.Training;

namespace Defects.Bench.Unseen;

/// <summary>
/// The real sources, each scored by networks that were trained on the others alone. Networks stay in the work folder until they have
/// scored, so that a run that was killed goes on where it was; scores are part of the repository.
/// </summary>
/// <param name="work">Folder of half-trained networks.</param>
/// <param name="defaults">The trainer's options, with epochs and size.</param>
/// <param name="kept">Folder of the scores.</param>
internal sealed class UnseenRuns(string work, TrainOptions defaults, string kept)
{
    private readonly Dataset _real = Load([]);
    private readonly Lazy<Dataset> _both = new(() => Load([Simulated(Path.Combine(work, "simulated"))]));
    private readonly PlainProgress _progress = new(Console.Error);
    private readonly Dictionary<(string Source, bool Simulated), Dataset> _parted = [];

    /// <summary>As the trainer trains.</summary>
    public static UnseenRuns Whole(string work) => new(Path.Combine(work, "full"), new TrainOptions(), "bench/scores/unseen");

    /// <summary>2 epochs, 96 px but for recipes of another size: shows that everything runs, and too coarse to choose by.</summary>
    public static UnseenRuns Short(string work) =>
        new(Path.Combine(work, "short"), new TrainOptions { InputSize = 96, Epochs = 2 }, Path.Combine(work, "short", "scores"));

    public IReadOnlyList<string> Sources => SourceHoldouts.Of(_real);

    public IReadOnlyList<UnseenRecipe> Recipes(int seed) => UnseenRecipes.All(defaults with { Backbone = RealData.Backbone, Seed = seed });

    /// <summary>What the recipe's network says of a source that it never saw.</summary>
    public HeldOutSource Score(UnseenRecipe recipe, string source, CancellationToken cancellation)
    {
        var (data, parted) = (recipe.Simulated ? _both.Value : _real, Without(source, recipe.Simulated));
        var held = parted.Split(Splits.Validation);
        var files = new CellScores(Path.Combine(kept, source), held, data, parted.Classes, RealData.Root, $"without {source}");
        var scores = files.Of(recipe.Training, () =>
        {
            var (cell, options) = (recipe.Training.Cell, recipe.Training.Options);
            var folder = Path.Combine(work, cell, string.Create(CultureInfo.InvariantCulture, $"seed_{options.Seed}"), source);
            _progress.Note($"{recipe.Training.Name} without {source}: {folder}");
            return HeldOutScores.Of(options, parted, folder, _progress, TimeProvider.System, cancellation);
        });

        // All are judged on the same pictures and classes: simulated frames teach some that the other real sources lack.
        return new HeldOutSource(source, parted.Classes, scores).Among(Without(source, simulated: false).Classes);
    }

    private Dataset Without(string source, bool simulated)
    {
        if (!_parted.TryGetValue((source, simulated), out var parted))
        {
            _parted.Add((source, simulated), parted = SourceHoldouts.Without(simulated ? _both.Value : _real, source));
        }

        return parted;
    }

    private static Dataset Load(IReadOnlyList<string> auxiliaries) =>
        Dataset.Load(new DatasetSelection([RealData.Prints], OpenLicencesOnly: true) { Auxiliaries = auxiliaries });

    /// <summary>The frames that the shipped models have seen besides the photos.</summary>
    private static string Simulated(string folder)
    {
        if (!File.Exists(Path.Combine(folder, "manifest.csv")))
        {
            new SimulatedDataset { Seed = 2026, PrintsPerClass = 60, FramesPerPrint = 6 }.Write(folder);
        }

        return folder;
    }
}
