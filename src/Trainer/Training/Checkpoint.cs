using System.Globalization;
using System.Text.Json;
using Defects.Shared.Files;
using Defects.Trainer.Evaluation;
using Defects.Trainer.Networks;
using Defects.Trainer.Networks.Weights;

namespace Defects.Trainer.Training;

/// <summary>
/// All that a run needs to go on after an epoch: weights, their average, the optimiser's state, the reports. Draws, augmentation
/// and dropout follow from seed and epoch, so a run that goes on takes the course it would have taken. A checkpoint is a folder
/// named by its epoch, renamed into place when complete: killed at any moment, a run finds the last whole one.
/// </summary>
internal sealed class Checkpoint
{
    /// <summary>Of a run, holds its checkpoints.</summary>
    public const string Folder = "checkpoints";

    private const string LiveFile = "live.safetensors";
    private const string AverageFile = "average.safetensors";
    private const string BestFile = "best.safetensors";
    private const string OptimizerFile = "optimizer.bin";
    private const string StateFile = "state.json";

    private readonly string _folder;
    private readonly State _state;

    private Checkpoint(string folder, State state) => (_folder, _state) = (folder, state);

    public IReadOnlyList<EpochReport> Reports => _state.Reports;

    /// <summary>The last whole checkpoint below <paramref name="run"/>, or null.</summary>
    /// <param name="tell">Takes a line for each later one that is passed over because it is damaged.</param>
    public static Checkpoint? Last(string run, Action<string> tell)
    {
        foreach (var folder in Complete(run).AsEnumerable().Reverse())
        {
            if (StateOf(folder) is { } state)
            {
                return new Checkpoint(folder, state);
            }

            tell($"{folder} is damaged and passed over.");
        }

        return null;
    }

    /// <summary>Writes the checkpoint after the last of <paramref name="reports"/> and drops those before it.</summary>
    /// <param name="best">The weights of the best epoch so far: what a later phase starts from, so part of the state.</param>
    public static void Write(string run, Network network, TrainingStep step, string best, IReadOnlyList<EpochReport> reports)
    {
        var folder = Path.Combine(Parent(run), reports[^1].Epoch.ToString("D4", CultureInfo.InvariantCulture));
        var earlier = Complete(run).Where(other => other != folder).ToList();
        var partial = folder + ".partial";
        Remove(partial);
        Directory.CreateDirectory(partial);
        NetworkWeights.Save(network, Path.Combine(partial, LiveFile));
        step.Average.Exchange();
        NetworkWeights.Save(network, Path.Combine(partial, AverageFile));
        step.Average.Exchange();
        step.SaveOptimizer(Path.Combine(partial, OptimizerFile));
        File.Copy(best, Path.Combine(partial, BestFile));
        File.WriteAllText(Path.Combine(partial, StateFile), JsonSerializer.Serialize(new State(step.Average.Updates, reports)));
        // What is there of this epoch was damaged and passed over.
        Remove(folder);
        WholeFolder.Move(partial, folder);
        foreach (var old in earlier)
        {
            Remove(old);
        }
    }

    /// <summary>The run is over: nothing is left to go on from.</summary>
    public static void Clear(string run)
    {
        // Renamed first: a clearing that is cut off must not leave half of one to be believed.
        foreach (var folder in Complete(run))
        {
            Directory.Move(folder, folder + ".partial");
        }

        Remove(Parent(run));
    }

    /// <summary>Puts back the best weights as they were then: the epoch that was cut off may have replaced them.</summary>
    public void RestoreBest(string best)
    {
        File.Copy(Path.Combine(_folder, BestFile), best + ".tmp", overwrite: true);
        File.Move(best + ".tmp", best, overwrite: true);
    }

    public void LoadLive(Network network) => NetworkWeights.Load(network, Path.Combine(_folder, LiveFile));

    /// <summary>Puts a phase that was under way where it was; <see cref="LoadLive"/> comes after, for it puts the weights back.</summary>
    public void LoadStep(Network network, TrainingStep step)
    {
        step.LoadOptimizer(Path.Combine(_folder, OptimizerFile));
        NetworkWeights.Load(network, Path.Combine(_folder, AverageFile));
        step.Average.Restart(_state.Updates);
    }

    private static State? StateOf(string folder)
    {
        try
        {
            var files = new[] { LiveFile, AverageFile, BestFile, OptimizerFile }.Select(name => new FileInfo(Path.Combine(folder, name)));
            return files.All(file => file is { Exists: true, Length: > 0 })
                ? JsonSerializer.Deserialize<State>(File.ReadAllText(Path.Combine(folder, StateFile)))
                : null;
        }
        catch (Exception e) when (e is JsonException or IOException)
        {
            return null;
        }
    }

    private static List<string> Complete(string run) => Directory.Exists(Parent(run))
        ? [.. Directory.EnumerateDirectories(Parent(run)).Where(f => !f.EndsWith(".partial", StringComparison.Ordinal)).Order(StringComparer.Ordinal)]
        : [];

    private static string Parent(string run) => Path.Combine(run, Folder);

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private sealed record State(int Updates, IReadOnlyList<EpochReport> Reports);
}
