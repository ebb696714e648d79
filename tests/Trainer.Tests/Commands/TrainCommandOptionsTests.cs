using System.CommandLine;
using System.Text.Json.Nodes;
using Defects.Trainer.Commands;
using Defects.Trainer.Tests.Data;
using Defects.Trainer.Tests.Training;
using OpenCvSharp;

namespace Defects.Trainer.Tests.Commands;

[Collection(OneTraining.Name)]
public sealed class TrainCommandOptionsTests : IDisposable
{
    private readonly PictureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>
    /// What is given, where it is in <c>config.json</c> and, where it reads otherwise there, as what: no two numbers are alike, and
    /// none is the default.
    /// </summary>
    private (string Option, string Given, string Key, string? Kept)[] Options =>
    [
        ("--backbone", _folder["weights.safetensors"], "backbone", null),
        ("--init", _folder["start.safetensors"], "init", null),
        ("--architecture", "mobilenet_v3_small", "architecture", null),
        ("--size", "96", "input_size", null),
        ("--average", "4", "further_runs", "3"),
        ("--folds", "2", "folds", null),
        ("--stations", "21", "stations", null),
        ("--unseen-sources", "true", "unseen_sources", null),
        ("--learning-curve", "true", "learning_curve", null),
        ("--epochs", "13", "epochs", null),
        ("--frozen-epochs", "3", "frozen_epochs", null),
        ("--classifier-epochs", "4", "classifier_epochs", null),
        ("--frozen-blocks", "6", "frozen_blocks", null),
        ("--patience", "7", "patience", null),
        ("--batch", "9", "batch", null),
        ("--lr", "0.002", "learning_rate", null),
        ("--precision", "bfloat16", "precision", "b_float16"),
        ("--seed", "11", "seed", null),
        ("--loss", "crossentropy", "loss.kind", "cross_entropy"),
        ("--gamma", "1.5", "loss.gamma", null),
        ("--tau", "0.55", "loss.tau", null),
        ("--weights", "effectivenumber", "loss.weights", "effective_number"),
        ("--beta", "0.99", "loss.beta", null),
        ("--sampling-exponent", "0.7", "sampling.initial_exponent", null),
        ("--effective-exponent", "0.3", "sampling.effective_exponent", null),
        ("--max-repeats", "5", "sampling.max_repeats", null),
        ("--schedule", "progressive", "sampling.schedule", null),
        ("--augmentation", "plain", "augmentation.policy", null),
        ("--mixing", "0.1", "augmentation.mixing_share", null),
        ("--far", "0.2", "augmentation.far_share", null),
        ("--precision-target", "spaghetti=0.9", "calibration.threshold_rules.spaghetti.value", "0.9"),
    ];

    /// <summary>They hold pictures back, which weights of an earlier run would have seen.</summary>
    private static readonly string[] NotWithInit = ["--folds", "--stations", "--unseen-sources", "--learning-curve"];

    [Fact]
    public async Task Train_EveryOptionOfTheRecipe_ReachesTheRunsConfiguration()
    {
        await ReachesTheConfiguration("run", [.. Options.Where(option => option.Option != "--init")]);
        await ReachesTheConfiguration("started", [.. Options.Where(option => !NotWithInit.Contains(option.Option))]);
    }

    private async Task ReachesTheConfiguration(string run, IReadOnlyList<(string Option, string Given, string Key, string? Kept)> options)
    {
        var command = new RootCommand { TrainCommand.Create(TimeProvider.System) };
        string[] given =
        [
            "train", "--data", Manifest(), "--out", _folder[run], "--models", _folder["models"],
            .. options.SelectMany(o => new[] { o.Option, o.Given }),
        ];

        // Stopped at its first step, when all is on disk that it was asked for.
        await command.Parse(given).InvokeAsync(new() { EnableDefaultExceptionHandler = false }, new CancellationToken(canceled: true));

        var kept = JsonNode.Parse(File.ReadAllText(_folder[$"{run}/config.json"]))!["options"]!;
        Assert.Equal(
            options.Select(o => $"{o.Option} {o.Kept ?? o.Given}"),
            options.Select(o => $"{o.Option} {o.Key.Split('.').Aggregate(kept, (node, name) => node[name]!)}"));
    }

    [Fact]
    public void Options_Named_AreAllOfTheCommand_ButThoseOfDataAndPlace()
    {
        string[] others = ["--data", "--auxiliary", "--open-licences-only", "--exclude-source", "--out", "--models", "--name", "--version"];

        Assert.Equal(TrainCommand.Create(TimeProvider.System).Options.Select(o => o.Name).Order(), Options.Select(o => o.Option).Concat(others).Order());
    }

    /// <summary>Two classes, with the weights to start from beside them.</summary>
    private string Manifest()
    {
        ConstantNetwork.Options(_folder["start.safetensors"], 0, 0);
        File.Copy(_folder["start.safetensors"], _folder["weights.safetensors"], overwrite: true);
        var rows = from split in new[] { "train", "val" } from label in new[] { "0,good", "4,spaghetti" } from print in new[] { 1, 2 } select (split, label);
        return _folder.Write("manifest.csv", "path,label_id,label,group,source,licence,split\n" + string.Concat(rows.Select((row, i) =>
        {
            _folder.Picture($"{i}.png", Scalar.All(20 * i), i);
            return $"{i}.png,{row.label},g{i},{"st"[i % 2]},MIT,{row.split}\n";
        })));
    }
}
