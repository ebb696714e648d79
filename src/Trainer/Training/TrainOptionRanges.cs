using Defects.Trainer.Networks;

namespace Defects.Trainer.Training;

/// <summary>What the options of a run may be.</summary>
internal static class TrainOptionRanges
{
    /// <summary>One line for each value out of its range.</summary>
    public static IEnumerable<string> Problems(TrainOptions options)
    {
        if (!NetworkCatalog.Architectures.Contains(options.Architecture))
        {
            yield return $"--architecture {options.Architecture}: expected one of {string.Join(", ", NetworkCatalog.Architectures)}";
        }
        else if (options.FrozenBlocks > NetworkCatalog.BlockCount(options.Architecture))
        {
            yield return $"--frozen-blocks {options.FrozenBlocks}: expected at most {NetworkCatalog.BlockCount(options.Architecture)}, the blocks of {options.Architecture}; beyond them is the classifier";
        }

        if (options.InputSize is < 64 or > 1024 || options.InputSize % 32 != 0)
        {
            yield return $"--size {options.InputSize}: expected a multiple of 32 from 64 to 1024";
        }

        if (options.Epochs < 1)
        {
            yield return $"--epochs {options.Epochs}: expected 1 or more";
        }

        if (options.FurtherRuns is < 0 or > 19 || (options.FurtherRuns > 0 && !options.StartsFromWeights))
        {
            yield return $"--average {options.FurtherRuns + 1}: expected 1 to 20, and 1 without --backbone or --init: random weights have no middle";
        }

        if (options.Folds is < 0 or 1)
        {
            yield return $"--folds {options.Folds}: expected 2 or more, or 0 for none";
        }

        if (options.Init is not null && (options.Folds > 0 || options.UnseenSources || options.LearningCurve))
        {
            yield return "--init with --folds, --unseen-sources or --learning-curve: its weights have seen what these hold back; expected --backbone, or none of the three";
        }

        if (options.Stations is < 0 or > 1000 || (options.Stations > 0 && options.Folds == 0))
        {
            yield return $"--stations {options.Stations}: expected 0 to 1000, and 0 without --folds: the model itself has seen every kind of camera";
        }

        if (options.FrozenEpochs < 0 || (options.FrozenEpochs > 0 && !options.StartsFromWeights))
        {
            yield return $"--frozen-epochs {options.FrozenEpochs}: expected 0 or more, and 0 without --backbone or --init: random features say nothing";
        }

        if (options.ClassifierEpochs < 0)
        {
            yield return $"--classifier-epochs {options.ClassifierEpochs}: expected 0 or more";
        }

        if (options.FrozenBlocks is < 0 || (options.FrozenBlocks is > 0 && !options.StartsFromWeights))
        {
            yield return $"--frozen-blocks {options.FrozenBlocks}: expected 0 or more, and 0 without --backbone or --init: random weights have to learn";
        }

        if (options.Patience < 1)
        {
            yield return $"--patience {options.Patience}: expected 1 or more";
        }

        if (options.Batch < 1)
        {
            yield return $"--batch {options.Batch}: expected 1 or more";
        }

        if (!(options.LearningRate is > 0 and < 1))
        {
            yield return $"--lr {options.LearningRate}: expected above 0 and below 1";
        }

        foreach (var file in new[] { options.Backbone, options.Init }.OfType<string>().Where(file => !File.Exists(file)))
        {
            yield return $"{file}: no such file; expected weights as safetensors";
        }

        foreach (var problem in options.Sampling.Problems().Concat(options.Loss.Problems(options.Sampling)).Concat(options.Augmentation.Problems()).Concat(options.Calibration.Problems()))
        {
            yield return problem;
        }
    }
}
