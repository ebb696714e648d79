using System.CommandLine;
using Defects.Shared.Classes;
using Defects.Trainer.Augmentation;
using Defects.Trainer.Calibration;
using Defects.Trainer.Data;
using Defects.Trainer.Sampling;
using Defects.Trainer.Training;

namespace Defects.Trainer.Commands;

/// <summary>The options that say what is done against imbalance.</summary>
internal sealed class RecipeOptions
{
    private static readonly TrainOptions Defaults = new();

    private readonly BalanceOptions _balance = new();
    private readonly Option<ScheduleKind> _schedule = DefaultedOption.With("--schedule", "Sampling over the epochs: constant, progressive or deferred.", Defaults.Sampling.Schedule);
    private readonly Option<AugmentationKind> _augmentation = DefaultedOption.With("--augmentation", "none, plain or minorityfirst.", Defaults.Augmentation.Policy);
    private readonly Option<double> _mixing = DefaultedOption.With("--mixing", "Share of the draws of boxed defects that are pasted onto a good frame, 0 to 1.", Defaults.Augmentation.MixingShare);
    private readonly Option<double> _far = DefaultedOption.With("--far", "Share of the draws that are shown smaller on a good frame of another print, 0 to 1.", Defaults.Augmentation.FarShare);
    private readonly Option<string[]> _targets = new("--precision-target") { Description = "CLASS=PRECISION that the set threshold must prove. May be given several times." };

    /// <summary>Help leaves the switches of the recipe out: who does not measure leaves them alone, and help fits a screen.</summary>
    public void AddTo(Command command)
    {
        var before = command.Options.Count;
        _balance.AddTo(command);
        command.Options.Add(_schedule);
        command.Options.Add(_augmentation);
        command.Options.Add(_mixing);
        command.Options.Add(_far);
        foreach (var option in command.Options.Skip(before))
        {
            option.Hidden = true;
        }

        command.Options.Add(_targets);
    }

    /// <exception cref="DatasetException">A precision target is none; all that are wrong are told.</exception>
    public TrainOptions Read(ParseResult result, TrainOptions options)
    {
        var balanced = _balance.Read(result, options);
        return balanced with
        {
            Sampling = balanced.Sampling with { Schedule = result.GetValue(_schedule) },
            Augmentation = options.Augmentation with { Policy = result.GetValue(_augmentation), MixingShare = result.GetValue(_mixing), FarShare = result.GetValue(_far) },
            Calibration = options.Calibration with { ThresholdRules = Targets(result.GetValue(_targets) ?? []) },
        };
    }

    private static Dictionary<DefectClass, ThresholdRule> Targets(string[] given)
    {
        var rules = new Dictionary<DefectClass, ThresholdRule>();
        var problems = new List<string>();
        foreach (var text in given)
        {
            if (!ThresholdRule.TryParsePrecisionTarget(text, out var item, out var rule, out var problem))
            {
                problems.Add(problem);
            }
            else if (!rules.TryAdd(item, rule))
            {
                problems.Add($"--precision-target {text}: {item} has one already; expected one for a class");
            }
        }

        return problems.Count == 0 ? rules : throw new DatasetException(problems);
    }
}
